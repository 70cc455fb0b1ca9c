// Gathers what hubs tell of their devices until it is written.
using System.Collections.Generic;
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
                if (!isFull || news.Kind != NewsKind.State)
                {
                    _pending.Add(news);
                }
            }
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
        }
    }
}
