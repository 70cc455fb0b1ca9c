// Sends one event until the hub has acknowledged it, within the time on the air that the law gives.
using System;
using Hub.Protocols.Radio;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.World.Devices;

/// <summary>
/// A person's event: a burst of equal frames 120 to 280 ms apart, then a new frame every 5 to 8 s for two minutes, then
/// every 50 to 70 s until the hub answers. Anything else: a short burst, three more tries, then every 5 to 10 minutes.
/// It listens before it talks, and after it has talked; the channel's air time is never exceeded.
/// </summary>
internal sealed class DeviceSender
{
    /// <summary>Frames of a person's event before the first pause.</summary>
    internal const int UrgentFrames = 12;

    /// <summary>Frames of any other report before the first pause.</summary>
    internal const int OtherFrames = 4;

    /// <summary>How long the receiver stays on after a frame, in ms.</summary>
    internal const int ListenMilliseconds = 300;

    private const int QuickMilliseconds = 120_000;
    private const int OtherQuickTries = 3;
    private const int MaxDeferrals = 8;

    // Air time within the hour from which a device becomes sparing, in µs.
    private const long PlentyMicroseconds = 1_200_000;
    private const long LittleMicroseconds = 2_400_000;
    private const long OtherMicroseconds = 1_800_000;

    private readonly Agenda _agenda;
    private readonly AirStation _station;
    private readonly SeededRandom _random;
    private readonly Func<DeviceEvent, byte[]> _seal;
    private byte[] _frame = [];
    private int _left;
    private int _pauses;
    private int _deferrals;
    private long _plan;

    /// <summary>A sender with nothing to send.</summary>
    /// <param name="agenda">The time.</param>
    /// <param name="station">The transceiver.</param>
    /// <param name="random">Its jitter.</param>
    /// <param name="seal">Makes a frame of an event, under a new counter.</param>
    internal DeviceSender(Agenda agenda, AirStation station, SeededRandom random, Func<DeviceEvent, byte[]> seal)
    {
        _agenda = agenda;
        _station = station;
        _random = random;
        _seal = seal;
    }

    /// <summary>What is being sent.</summary>
    internal DeviceEvent? Current { get; private set; }

    /// <summary>Called when a burst has ended and nobody has answered.</summary>
    internal Action? Unanswered { get; set; }

    /// <summary>Sends an event from its first burst on, and no longer the one before.</summary>
    internal void Begin(DeviceEvent one)
    {
        Current = one;
        _pauses = 0;
        long used = _station.Meter.WithinHourBefore(_agenda.NowMilliseconds);
        int frames = one.IsUrgent ? UrgentFrames : OtherFrames;
        Renew(used < PlentyMicroseconds ? frames : used < LittleMicroseconds ? OtherFrames : 1);
    }

    /// <summary>Sends nothing any more.</summary>
    internal void Stop()
    {
        Current = null;
        _plan++;
    }

    private void Renew(int frames)
    {
        _frame = _seal(Current!);
        _left = frames;
        Plan(0, TrySend);
    }

    private void TrySend()
    {
        if (_station.IsSending || (_station.IsChannelBusy && _deferrals < MaxDeferrals))
        {
            _deferrals++;
            Plan(_random.Next(10, 60), TrySend);
            return;
        }

        _deferrals = 0;
        long limit = Current!.IsUrgent ? AirTimeMeter.LimitMicroseconds : OtherMicroseconds;
        int microseconds = AirTime.Microseconds(_frame.Length);
        if (_station.Meter.WithinHourBefore(_agenda.NowMilliseconds) + microseconds > limit)
        {
            Plan(_random.Next(20_000, 40_000), Again);
            return;
        }

        Transmission? sent = _station.Send(_frame);
        _station.ListenUntil(Math.Max(sent!.EndsAt + ListenMilliseconds, _station.ListensUntil));
        if (Current.Press != null)
        {
            Current.Press.Tries++;
        }

        _left--;
        if (_left > 0)
        {
            Plan(_random.Next(120, 281), TrySend);
            return;
        }

        Plan(_pauses == 0 ? ListenMilliseconds : PauseMilliseconds(), Pause);
    }

    private void Pause()
    {
        if (_pauses++ == 0)
        {
            Unanswered?.Invoke();
            Plan(PauseMilliseconds(), Again);
            return;
        }

        Again();
    }

    private void Again() => Renew(1);

    private long PauseMilliseconds()
    {
        if (!Current!.IsUrgent)
        {
            return _pauses <= OtherQuickTries ? _random.Next(8_000, 15_001) : _random.Next(300_000, 600_001);
        }

        bool isQuick = _agenda.NowMilliseconds - Current.HappenedAt < QuickMilliseconds;
        return isQuick ? _random.Next(5_000, 8_001) : _random.Next(50_000, 70_001);
    }

    private void Plan(long milliseconds, Action action)
    {
        long plan = ++_plan;
        _agenda.After(milliseconds, () =>
        {
            if (plan == _plan)
            {
                action();
            }
        });
    }
}
