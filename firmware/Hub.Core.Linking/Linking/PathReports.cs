// Tells which paths and which bearers work.
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>
/// Notes an event when a path stops working or works again (SCAIP 26/115 for the preferred one, 27/116 for the
/// others), and when no path over the mobile network (24/113) or over the others (23/112) can be reached. A path that
/// flaps is told at most once in ten minutes, and what holds in the end always.
/// </summary>
internal sealed class PathReports
{
    private const int BearerGroups = 2;

    private readonly PathUplink _paths;
    private readonly EventLog _events;
    private readonly bool[] _isTold;
    private readonly long[] _quietUntilMilliseconds;

    internal PathReports(PathUplink paths, EventLog events)
    {
        _paths = paths;
        _events = events;
        _isTold = new bool[paths.Count + BearerGroups];
        _quietUntilMilliseconds = new long[paths.Count + BearerGroups];
        for (int i = 0; i < _quietUntilMilliseconds.Length; i++)
        {
            _quietUntilMilliseconds[i] = long.MinValue;
        }
    }

    /// <summary>When something may have to be told; long.MaxValue when nothing waits.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    internal void Step(long nowMilliseconds)
    {
        NextDueAtMilliseconds = long.MaxValue;
        if (_paths.Count == 1)
        {
            // The broker tells of a single path, by the will.
            return;
        }

        for (int i = 0; i < _paths.Count; i++)
        {
            int failure = i == 0
                ? StatusCodes.PrimaryCommunicationLinkFailure
                : StatusCodes.RedundantCommunicationLinkFailure;
            int restored = i == 0
                ? StatusCodes.PrimaryCommunicationLinkReestablished
                : StatusCodes.RedundantCommunicationLinkReestablished;
            Tell(i, _paths.At(i).IsFailed, failure, restored, i + 1, nowMilliseconds);
        }

        Tell(
            _paths.Count, IsBearerDown(true), StatusCodes.MobileNetworkConnectionFailure,
            StatusCodes.MobileNetworkConnectionReestablished, 0, nowMilliseconds);
        Tell(
            _paths.Count + 1, IsBearerDown(false), StatusCodes.IpConnectionFailure,
            StatusCodes.IpConnectionReestablished, 0, nowMilliseconds);
    }

    private void Tell(int place, bool isFailed, int failureCode, int returnCode, int value, long nowMilliseconds)
    {
        if (_isTold[place] == isFailed)
        {
            return;
        }

        if (nowMilliseconds < _quietUntilMilliseconds[place])
        {
            long at = _quietUntilMilliseconds[place];
            NextDueAtMilliseconds = at < NextDueAtMilliseconds ? at : NextDueAtMilliseconds;
            return;
        }

        _isTold[place] = isFailed;
        _quietUntilMilliseconds[place] = nowMilliseconds + Limits.PathReportMilliseconds;
        _events.Add(
            EventRank.Supply, DeviceTypes.CommunicationLinkMonitor, isFailed ? failureCode : returnCode, value,
            value == 0 ? "bearer" : "path");
    }

    private bool IsBearerDown(bool isMobile)
    {
        bool isAny = false;
        for (int i = 0; i < _paths.Count; i++)
        {
            LinkPath path = _paths.At(i);
            if ((path.Uplink.Bearer == BearerKind.Lte) == isMobile)
            {
                if (!path.IsUnreachable)
                {
                    return false;
                }

                isAny = true;
            }
        }

        return isAny;
    }
}
