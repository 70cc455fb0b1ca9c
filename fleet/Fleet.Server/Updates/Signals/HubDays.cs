// Counts what each hub does, until it is written to its day.
using System;
using System.Collections.Generic;
using Fleet.Server.Gateway;
using Fleet.Server.Hubs;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Updates.Signals;

/// <summary>
/// In memory, and written every half hour: a crash loses that much of figures that only compare. Fed by the commit
/// thread, read by any.
/// </summary>
internal sealed class HubDays
{
    private const long WriteAfterMilliseconds = 1_800_000;
    private const int StandardHeartbeatSeconds = 120;

    private readonly Dictionary<HubPrincipal, Course> _hubs = [];

    /// <summary>A heartbeat: what was missed before it, and what the battery lost since the last one.</summary>
    public void Apply(HubPrincipal hub, HeartbeatMessage message, in Moment moment)
    {
        if (moment.Tick == 0)
        {
            return;
        }

        lock (_hubs)
        {
            Course course = Of(hub, moment.At);
            long passed = course.HeartbeatAt == 0 ? 0 : (moment.At - course.HeartbeatAt) / 1_000;
            bool onBattery = message.PowerSource == PowerSource.Battery && message.BatteryPercent <= 100;
            bool compares = onBattery && course.BatteryPercent <= 100 && passed > 0;
            course.Heartbeats++;
            course.Gaps += Math.Max(0, ((passed + (course.IntervalSeconds / 2)) / course.IntervalSeconds) - 1);
            course.BatterySeconds += compares ? passed : 0;
            course.BatteryLost += compares ? course.BatteryPercent - message.BatteryPercent : 0;
            course.HeartbeatAt = moment.At;
            course.BatteryPercent = onBattery ? message.BatteryPercent : int.MaxValue;
            course.Start(message.BootCount);
        }
    }

    /// <summary>A hello tells starts, and how often heartbeats come.</summary>
    public void Apply(HubPrincipal hub, HelloMessage message, in Moment moment)
    {
        if (moment.Tick == 0)
        {
            return;
        }

        lock (_hubs)
        {
            Course course = Of(hub, moment.At);
            course.IntervalSeconds = Math.Max(1, message.HeartbeatIntervalSeconds);
            course.Start(message.BootCount);
        }
    }

    /// <summary>Of alarms, tests and lost triggers count.</summary>
    public void Apply(HubPrincipal hub, AlarmMessage message, in Moment moment)
    {
        bool isTest = message.Kind is AlarmKind.Test or AlarmKind.SilentTest;
        bool isLoss = message.Kind == AlarmKind.Technical
            && message.StatusCode == StatusCodes.RadioTestTransmissionMissing;
        if (moment.Tick == 0 || (!isTest && !isLoss))
        {
            return;
        }

        lock (_hubs)
        {
            Course course = Of(hub, moment.At);
            course.Tests += isTest ? 1 : 0;
            course.TestDelay += isTest ? message.AgeMilliseconds : 0;
            course.LostTriggers += isTest ? 0 : 1;
        }
    }

    /// <summary>Takes what is old enough to be written.</summary>
    public List<(HubPrincipal Hub, DayFigures Figures)> TakeDue(long now)
    {
        var due = new List<(HubPrincipal, DayFigures)>();
        lock (_hubs)
        {
            foreach ((HubPrincipal hub, Course course) in _hubs)
            {
                if (course.Since != 0 && now - course.Since >= WriteAfterMilliseconds)
                {
                    due.Add((hub, course.Take()));
                }
            }
        }

        return due;
    }

    /// <summary>Takes what a hub has done since it was last written.</summary>
    public DayFigures Take(HubPrincipal hub)
    {
        lock (_hubs)
        {
            return _hubs.TryGetValue(hub, out Course? course) ? course.Take() : DayFigures.None;
        }
    }

    private Course Of(HubPrincipal hub, long at)
    {
        if (!_hubs.TryGetValue(hub, out Course? course))
        {
            _hubs[hub] = course = new Course { IntervalSeconds = StandardHeartbeatSeconds };
        }

        course.Since = course.Since == 0 ? at : course.Since;
        return course;
    }

    // Plain numbers: a heartbeat must make no garbage.
    private sealed class Course
    {
        private long _bootCount;
        private long _restarts;

        public long Heartbeats { get; set; }

        public long Gaps { get; set; }

        public long Tests { get; set; }

        public long TestDelay { get; set; }

        public long BatterySeconds { get; set; }

        public long BatteryLost { get; set; }

        public long LostTriggers { get; set; }

        public long Since { get; set; }

        public long HeartbeatAt { get; set; }

        public int BatteryPercent { get; set; } = int.MaxValue;

        public int IntervalSeconds { get; set; }

        public void Start(long bootCount)
        {
            _restarts += _bootCount == 0 ? 0 : Math.Max(0, bootCount - _bootCount);
            _bootCount = Math.Max(_bootCount, bootCount);
        }

        public DayFigures Take()
        {
            var taken = new DayFigures(
                Heartbeats, Gaps, _restarts, Tests, TestDelay, BatterySeconds, BatteryLost, LostTriggers);
            Heartbeats = Gaps = _restarts = Tests = TestDelay = BatterySeconds = BatteryLost = LostTriggers = 0;
            Since = 0;
            return taken;
        }
    }
}
