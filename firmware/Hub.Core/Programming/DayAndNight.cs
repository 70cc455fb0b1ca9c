// Softer lamps and a softer voice at night.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Core.Rules;

namespace Hub.Core.Programming;

/// <summary>
/// Which of the two brightnesses and volumes counts. Until the clock is set it is day, and while an alarm of a person
/// is under way the voice is that of the day.
/// </summary>
public sealed class DayAndNight
{
    private readonly SettingsInForce _inForce;
    private readonly HubClock _clock;
    private readonly PendingAlarms _alarms;
    private readonly IAudio? _audio;
    private readonly LocalTime _time = new LocalTime();
    private long _lookAtMilliseconds = long.MinValue;
    private int _seenChange = -1;
    private int _shownVolume = -1;
    private int _shownLanguage = -1;

    internal DayAndNight(SettingsInForce inForce, HubClock clock, PendingAlarms alarms, IAudio? audio)
    {
        _inForce = inForce;
        _clock = clock;
        _alarms = alarms;
        _audio = audio;
    }

    /// <summary>Whether it is night.</summary>
    public bool IsNight { get; private set; }

    /// <summary>Brightness of the lamps now, in percent.</summary>
    public int LampPercent
    {
        get { return IsNight ? _inForce.NightLampPercent : _inForce.LampPercent; }
    }

    internal void Step(long nowMilliseconds)
    {
        if (nowMilliseconds >= _lookAtMilliseconds || _seenChange != _inForce.ChangeCount)
        {
            _lookAtMilliseconds = nowMilliseconds + Limits.NightLookMilliseconds;
            _seenChange = _inForce.ChangeCount;
            IsNight = _clock.IsSet && LooksLikeNight(_clock.UnixMilliseconds(nowMilliseconds));
        }

        bool isSoft = IsNight && _alarms.PersonCount == 0;
        int volume = isSoft ? _inForce.NightVolumePercent : _inForce.VolumePercent;
        if (volume != _shownVolume || _inForce.Language != _shownLanguage)
        {
            _shownVolume = volume;
            _shownLanguage = _inForce.Language;
            _audio?.Configure(volume, _shownLanguage);
        }
    }

    private bool LooksLikeNight(long unixMilliseconds)
    {
        int start = _inForce.NightStartMinute;
        int end = _inForce.NightEndMinute;
        if (start == end)
        {
            return false;
        }

        _time.OffsetMinutes = _inForce.OffsetMinutes;
        _time.HasSummerTime = _inForce.HasSummerTime;
        long day = _time.DayOf(unixMilliseconds);
        bool hasBegun = unixMilliseconds >= _time.UnixMillisecondsOf(day, start);
        bool hasEnded = unixMilliseconds >= _time.UnixMillisecondsOf(day, end);
        return start < end ? hasBegun && !hasEnded : hasBegun || !hasEnded;
    }
}
