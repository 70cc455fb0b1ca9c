// Over which path a silent test goes.
namespace Hub.Core.Alarming;

/// <summary>Brings the session onto the path whose turn it is, so that each is proven (HBG-042, HUL-014).</summary>
internal interface ITestPath
{
    /// <summary>SCAIP status code of a test over the path in use: 102 for the preferred one, 103 for another.</summary>
    int TestStatusCode { get; }

    /// <summary>A test is due.</summary>
    /// <param name="turn">Grows by one with each test; says whose turn it is.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    void BeginTest(long turn, long nowMilliseconds);

    /// <summary>Whether the test may be raised: the path is ready, or has been found not to work.</summary>
    bool IsTestReady(long nowMilliseconds);

    /// <summary>The test has been raised.</summary>
    void OnTestRaised(long nowMilliseconds);
}
