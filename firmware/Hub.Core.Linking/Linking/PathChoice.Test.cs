// Brings the session onto the path whose turn it is to be tested.
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;

namespace Hub.Core.Linking;

/// <content>The silent test over each path in turn.</content>
public sealed partial class PathChoice : ITestPath
{
    private const int NoTest = 0;
    private const int TestWaits = 1;
    private const int TestConnects = 2;
    private const int TestIsReady = 3;
    private const int TestIsHeld = 4;

    private int _testStage;
    private int _testTarget;
    private long _testSinceMilliseconds;

    /// <inheritdoc/>
    int ITestPath.TestStatusCode
    {
        get
        {
            LinkPath? path = _paths.Active;
            return path == null || path.Index == 0
                ? StatusCodes.TestTransmissionOverPrimaryChannel
                : StatusCodes.TestTransmissionOverRedundantChannel;
        }
    }

    /// <inheritdoc/>
    void ITestPath.BeginTest(long turn, long nowMilliseconds)
    {
        int count = _paths.Count;
        _testTarget = count > 0 ? (int)(turn % count) : 0;
        for (int i = 0; i < count; i++)
        {
            if (_paths.At(i).IsFailed)
            {
                // What is known not to work is what most needs to be tried again.
                _testTarget = i;
                break;
            }
        }

        bool isThere = _paths.Active == _paths.At(_testTarget);
        _testStage = count == 1 || isThere || !_session.IsReady ? TestIsReady : TestWaits;
        _testSinceMilliseconds = nowMilliseconds;
        Due(_testStage == TestWaits ? nowMilliseconds : long.MaxValue);
    }

    /// <inheritdoc/>
    bool ITestPath.IsTestReady(long nowMilliseconds)
    {
        return _testStage == TestIsReady;
    }

    /// <inheritdoc/>
    void ITestPath.OnTestRaised(long nowMilliseconds)
    {
        _testStage = _paths.Count > 1 ? TestIsHeld : NoTest;
    }

    private void StepTest(long nowMilliseconds)
    {
        LinkPath target = _paths.At(_testTarget);
        switch (_testStage)
        {
            case TestWaits:
                bool isLate = nowMilliseconds - _testSinceMilliseconds >= Limits.PathTestMilliseconds;
                bool isThere = _session.IsReady && _paths.Active == target;
                if (isLate || isThere || !_session.IsReady)
                {
                    _testStage = TestIsReady;
                }
                else if (_paths.Candidate == null && !_isMoving && _alarms.PersonCount == 0
                    && _paths.Try(target, nowMilliseconds))
                {
                    _testStage = TestConnects;
                }
                else
                {
                    Due(_testSinceMilliseconds + Limits.PathTestMilliseconds);
                }

                break;
            case TestConnects:
                _testStage = _paths.Candidate == target ? TestConnects : TestIsReady;
                break;
            case TestIsHeld:
                if (_alarms.CountOf(AlarmKind.SilentTest) == 0)
                {
                    _testStage = NoTest;
                    _returnAtMilliseconds = nowMilliseconds;
                }

                break;
        }
    }
}
