// How much of the day's bytes over the mobile network is used.
using Hub.Core.Ports;
using Hub.Core.Programming;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>
/// A budget of bytes for each 24 hours of running. It tells when 80 and 100 % are used. Spent, it holds back what is
/// nice to know (events of the lowest rank, states of devices); alarms, tests, heartbeats and answers go on.
/// </summary>
public sealed class ByteBudget
{
    private readonly PathUplink _paths;
    private readonly EventLog _events;
    private readonly long[] _counted;
    private readonly SettingsInForce _settings;
    private long _dayEndsAtMilliseconds = long.MinValue;

    internal ByteBudget(PathUplink paths, EventLog events, SettingsInForce settings)
    {
        _paths = paths;
        _events = events;
        _settings = settings;
        _counted = new long[paths.Count];
    }

    /// <summary>Bytes used since the day began.</summary>
    public long UsedBytes { get; private set; }

    /// <summary>Whether 80 % are used.</summary>
    public bool IsLow { get; private set; }

    /// <summary>Whether all is used.</summary>
    public bool IsSpent { get; private set; }

    internal void Step(long nowMilliseconds)
    {
        for (int i = 0; i < _counted.Length; i++)
        {
            IUplink uplink = _paths.At(i).Uplink;
            IByteMeter? meter = uplink.Bearer == BearerKind.Lte ? uplink as IByteMeter : null;
            if (meter != null)
            {
                UsedBytes += meter.ByteCount - _counted[i];
                _counted[i] = meter.ByteCount;
            }
        }

        if (nowMilliseconds >= _dayEndsAtMilliseconds)
        {
            _dayEndsAtMilliseconds = nowMilliseconds + Limits.BudgetDayMilliseconds;
            UsedBytes = 0;
            IsLow = false;
            IsSpent = false;
        }

        int bytesPerDay = _settings.BytesPerDay;
        if (bytesPerDay == 0)
        {
            IsLow = false;
            IsSpent = false;
            return;
        }

        if (!IsLow && UsedBytes >= bytesPerDay / 5L * 4)
        {
            IsLow = true;
            _events.Add(
                EventRank.Supply, DeviceTypes.CommunicationLinkMonitor, StatusCodes.HighLevel, 80, "byte budget");
        }

        if (!IsSpent && UsedBytes >= bytesPerDay)
        {
            IsSpent = true;
            _events.Add(
                EventRank.Supply, DeviceTypes.CommunicationLinkMonitor, StatusCodes.Overflow, 100, "byte budget");
        }
    }
}
