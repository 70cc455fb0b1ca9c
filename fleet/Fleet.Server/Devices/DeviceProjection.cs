// Gathers what hubs tell of their devices until it is written.
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Messages;

namespace Fleet.Server.Devices;

/// <inheritdoc cref="IDeviceProjection"/>
internal sealed class DeviceProjection : IDeviceProjection
{
    private readonly object _sync = new();
    private readonly List<DeviceNews> _new = [];
    private readonly SemaphoreSlim _news = new(0, 1);

    // Where in what waits the newest state of a device is, so that a newer one takes its place.
    private readonly Dictionary<(HubPrincipal Hub, long DeviceId), int> _states = [];
    private List<DeviceNews> _pending = [];
    private bool _isUrgent;

    public void Apply(HubPrincipal hub, DevicePairingMessage message, in Moment moment)
    {
        _new.Add(DeviceNews.Of(hub, message, moment.At));
        _isUrgent = true;
    }

    public void Apply(HubPrincipal hub, DeviceStateMessage message, in Moment moment)
    {
        _new.Add(DeviceNews.Of(hub, message, moment.At));
    }

    public void Apply(HubPrincipal hub, WalkTestMessage message, in Moment moment)
    {
        _new.Add(DeviceNews.Of(hub, message, moment.At));
        _isUrgent = true;
    }

    public void Apply(HubPrincipal hub, AcknowledgementMessage message, in Moment moment)
    {
        _new.Add(DeviceNews.Of(hub, message, moment.At));
        _isUrgent = true;
    }

    public void Publish()
    {
        if (_new.Count == 0)
        {
            return;
        }

        lock (_sync)
        {
            bool isFull = _pending.Count >= Limits.Devices.PendingStates;
            foreach (DeviceNews news in _new)
            {
                Add(news, isFull);
            }

            _isUrgent |= _pending.Count >= Limits.Devices.PendingStates / 2;
        }

        _new.Clear();
        if (_isUrgent)
        {
            // A technician stands and waits for this; a state can wait for the next writing.
            _isUrgent = false;
            if (_news.CurrentCount == 0)
            {
                _news.Release();
            }
        }
    }

    /// <summary>Completes when something was published that somebody waits for.</summary>
    public Task WaitForNewsAsync(CancellationToken cancellationToken)
    {
        return _news.WaitAsync(cancellationToken);
    }

    /// <summary>Takes what waits, oldest first; <paramref name="spare"/>, empty, gathers from here on.</summary>
    public List<DeviceNews> Take(List<DeviceNews> spare)
    {
        lock (_sync)
        {
            List<DeviceNews> taken = _pending;
            _pending = spare;
            _states.Clear();
            return taken;
        }
    }

    /// <summary>Puts back what could not be written; it is older than what waits by now.</summary>
    public void PutBack(List<DeviceNews> failed)
    {
        lock (_sync)
        {
            failed.AddRange(_pending);
            _pending = failed;
            _states.Clear();
        }
    }

    private void Add(in DeviceNews news, bool isFull)
    {
        if (news.Kind != NewsKind.State)
        {
            // States told after this must be written after it.
            _pending.Add(news);
            _states.Clear();
        }
        else if (_states.TryGetValue((news.Hub, news.DeviceId), out int index))
        {
            CollectionsMarshal.AsSpan(_pending)[index] = news;
        }
        else if (!isFull)
        {
            _states.Add((news.Hub, news.DeviceId), _pending.Count);
            _pending.Add(news);
        }
    }
}
