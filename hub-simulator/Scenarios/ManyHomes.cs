// Many random homes, several at once, told of in the order of their seeds.
using System;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Hub.Simulator.Checks;

namespace Hub.Simulator.Scenarios;

/// <summary>What became of one home.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Tally">What has happened in it, counted.</param>
/// <param name="Fingerprint">A hash of all that has happened.</param>
/// <param name="Happenings">How much that is.</param>
/// <param name="Failure">The check that does not hold, with the last happenings; null when all hold.</param>
public sealed record HomeOutcome(ulong Seed, HomeTally Tally, ulong Fingerprint, long Happenings, string? Failure);

/// <summary>Homes share nothing, so how many live at once changes nothing in any of them.</summary>
public sealed class ManyHomes
{
    private const double DayMilliseconds = 86_400_000;

    private readonly Lock _gate = new();
    private readonly ulong _firstSeed;
    private readonly HomeOutcome?[] _outcomes;
    private readonly long _durationMilliseconds;
    private readonly bool? _hasRules;
    private int _told;

    /// <summary>Homes that have not lived yet.</summary>
    /// <param name="firstSeed">The first seed; each further home has one higher.</param>
    /// <param name="homes">How many.</param>
    /// <param name="durationMilliseconds">How long things go wrong in each.</param>
    /// <param name="hasRules">Whether they run the rules of the general plan; every second one does when left
    /// out.</param>
    public ManyHomes(ulong firstSeed, int homes, long durationMilliseconds, bool? hasRules = null)
    {
        _hasRules = hasRules;
        _firstSeed = firstSeed;
        _outcomes = new HomeOutcome?[homes];
        _durationMilliseconds = durationMilliseconds;
    }

    /// <summary>What has happened in all homes together.</summary>
    public HomeTally Tally { get; private set; } = HomeTally.Zero;

    /// <summary>Homes in which a check did not hold.</summary>
    public int FailedCount { get; private set; }

    /// <summary>The failure with the lowest seed, or null.</summary>
    public string? FirstFailure { get; private set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>The figures of speed, in a sentence.</summary>
    public string Speed()
    {
        double seconds = Math.Max(Elapsed.TotalSeconds, 0.001);
        double days = _outcomes.Length * (_durationMilliseconds / DayMilliseconds);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds:0.0} s: {days / seconds:0} home-days and {Tally.Steps / seconds:0} hub steps a second");
    }

    /// <summary>Lets all homes live.</summary>
    /// <param name="atOnce">How many at once.</param>
    /// <param name="told">Is told of each, in the order of the seeds.</param>
    /// <param name="written">Is told of each happening, when one lives at a time.</param>
    public void Run(int atOnce, Action<HomeOutcome>? told = null, Action<string>? written = null)
    {
        long startedAt = TimeProvider.System.GetTimestamp();
        int next = -1;
        Parallel.For(0, atOnce, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, _ =>
        {
            for (int i = Interlocked.Increment(ref next); i < _outcomes.Length; i = Interlocked.Increment(ref next))
            {
                Keep(i, Live(_firstSeed + (ulong)i, written), told);
            }
        });
        Elapsed = TimeProvider.System.GetElapsedTime(startedAt);
    }

    private HomeOutcome Live(ulong seed, Action<string>? written)
    {
        RandomHome home = new(seed, _durationMilliseconds, hasRules: _hasRules);
        home.Home.Trace.Written = written;
        string? failure = null;
        try
        {
            home.Run();
        }
        catch (InvariantBrokenException broken)
        {
            failure = broken.Message;
        }

        return new HomeOutcome(seed, home.Tally, home.Home.Trace.Fingerprint, home.Home.Trace.Count, failure);
    }

    private void Keep(int place, HomeOutcome outcome, Action<HomeOutcome>? told)
    {
        lock (_gate)
        {
            _outcomes[place] = outcome;
            for (; _told < _outcomes.Length && _outcomes[_told] is { } next; _told++)
            {
                Tally = Tally.Plus(next.Tally);
                FailedCount += next.Failure == null ? 0 : 1;
                FirstFailure ??= next.Failure;
                told?.Invoke(next);
            }
        }
    }
}
