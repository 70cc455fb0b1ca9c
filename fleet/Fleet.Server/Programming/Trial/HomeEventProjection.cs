// Gathers what hubs tell of what happens in homes until it is written.
using System.Collections.Generic;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Programming.Trial;

/// <inheritdoc cref="IHomeEventProjection"/>
internal sealed class HomeEventProjection : IHomeEventProjection
{
    private const long ReachMilliseconds = Limits.Trial.ReachMinutes * 60_000L;
    private readonly object _sync = new();
    private readonly List<HomeEventNews> _new = [];

    // When each hub was last noted as heard: heartbeats come far more often than that is worth writing.
    private readonly Dictionary<HubPrincipal, long> _heard = [];
    private readonly Dictionary<HubPrincipal, HomeEvent> _lost = [];
    private List<HomeEventNews> _waiting = [];

    public void Apply(HubPrincipal hub, HelloMessage message, in Moment moment)
    {
        _heard[hub] = moment.At;
        _new.Add(new HomeEventNews(hub, moment.At, message.BootCount, HomeEventForm.Of(message, moment.At)));
    }

    public void Apply(HubPrincipal hub, HeartbeatMessage message, in Moment moment)
    {
        if (!_heard.TryGetValue(hub, out long heard) || moment.At - heard >= ReachMilliseconds)
        {
            _heard[hub] = moment.At;
            _new.Add(new HomeEventNews(hub, moment.At, 0, null));
        }
    }

    public void Apply(HubPrincipal hub, EventMessage message, in Moment moment)
    {
        Add(hub, HomeEventForm.Of(message, moment.At), moment);
    }

    public void Apply(HubPrincipal hub, AlarmMessage message, in Moment moment)
    {
        Add(hub, HomeEventForm.Of(message, moment.At), moment);
    }

    public void Publish()
    {
        if (_new.Count == 0)
        {
            return;
        }

        lock (_sync)
        {
            foreach (HomeEventNews news in _new)
            {
                Add(news);
            }
        }

        _new.Clear();
    }

    /// <summary>Takes what waits, oldest first, and what had to be left out.</summary>
    public List<HomeEventNews> Take()
    {
        lock (_sync)
        {
            List<HomeEventNews> taken = _waiting;
            foreach ((HubPrincipal hub, HomeEvent lost) in _lost)
            {
                taken.Add(new HomeEventNews(hub, lost.At, 0, lost));
            }

            _lost.Clear();
            _waiting = [];
            return taken;
        }
    }

    /// <summary>Puts back what could not be written; it is older than what waits by now.</summary>
    public void PutBack(List<HomeEventNews> failed)
    {
        lock (_sync)
        {
            failed.AddRange(_waiting);
            _waiting = failed;
        }
    }

    private void Add(HubPrincipal hub, HomeEvent? one, in Moment moment)
    {
        if (one is not null)
        {
            _heard[hub] = moment.At;
            _new.Add(new HomeEventNews(hub, moment.At, 0, one));
        }
    }

    private void Add(in HomeEventNews news)
    {
        if (_waiting.Count < Limits.Trial.PendingEvents)
        {
            _waiting.Add(news);
        }
        else if (news.Event is { } one)
        {
            // What is left out is known: the trial tells of a gap.
            long before = _lost.GetValueOrDefault(news.Hub).Value;
            _lost[news.Hub] = new HomeEvent(
                one.Sequence, one.At, HomeEventKind.Lost, 0, DeviceTypes.SystemMonitor, StatusCodes.Overflow,
                before + 1);
        }
    }
}
