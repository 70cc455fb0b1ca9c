// A neighbourhood through whose week a release comes.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Hub.Protocols.Updates;
using Hub.Simulator.Checks;
using Hub.Simulator.World.Slots;

namespace Hub.Simulator.Scenarios;

/// <summary>
/// Random homes, with everything that goes wrong in them, whose hubs begin with one release and are brought the next in
/// three waves. Everything follows from the seed; how many live at once changes nothing.
/// </summary>
public sealed class Rehearsal
{
    private const long HourMilliseconds = 3_600_000;
    private const long DayMilliseconds = 24 * HourMilliseconds;
    private const int Waves = 3;
    private const int HoursToFetch = 4;

    private readonly ulong _seed;
    private readonly int _days;
    private readonly SimulatedRelease? _from;
    private readonly SimulatedRelease _to;
    private readonly IReadOnlyList<byte[]> _keys;
    private readonly RehearsedHome[] _homes;

    /// <summary>A rehearsal that has not begun.</summary>
    /// <param name="seed">The seed of the first home; each further home has one higher.</param>
    /// <param name="homes">How many homes.</param>
    /// <param name="days">How many days.</param>
    /// <param name="from">The release they begin with; null for the factory application.</param>
    /// <param name="to">The release rehearsed.</param>
    /// <param name="releaseKeys">The keys that the hubs trust.</param>
    public Rehearsal(
        ulong seed, int homes, int days, SimulatedRelease? from, SimulatedRelease to,
        IReadOnlyList<byte[]> releaseKeys)
    {
        _seed = seed;
        _days = days;
        _from = from;
        _to = to;
        _keys = releaseKeys;
        _homes = new RehearsedHome[homes];
    }

    /// <summary>The homes, after <see cref="Run"/>.</summary>
    public IReadOnlyList<RehearsedHome> Homes => _homes;

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Lets the homes live.</summary>
    /// <param name="atOnce">How many at once.</param>
    public RehearsalReport Run(int atOnce)
    {
        long startedAt = TimeProvider.System.GetTimestamp();
        int next = -1;
        Parallel.For(0, atOnce, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, _ =>
        {
            for (int i = Interlocked.Increment(ref next); i < _homes.Length; i = Interlocked.Increment(ref next))
            {
                _homes[i] = Live(i);
            }
        });
        Elapsed = TimeProvider.System.GetElapsedTime(startedAt);
        return Report();
    }

    /// <summary>What is worth knowing beside the report, a line each.</summary>
    public IEnumerable<string> Figures()
    {
        yield return string.Create(
                CultureInfo.InvariantCulture,
            $"{_homes.Length} homes, {_days} days, {Elapsed.TotalSeconds:0.0} s; "
            + $"{_homes.Sum(home => home.Starts)} starts, "
            + $"{_homes.Sum(home => home.FaultRestarts)} restarts for faults");
        yield return string.Create(
                CultureInfo.InvariantCulture,
            $"{_homes.Average(home => home.Bytes):0} bytes a hub, image {_to.Image.Length}; "
            + $"{_homes.Sum(home => home.Orders)} orders, "
            + $"{_homes.Sum(home => home.Resumes)} resumes");
        yield return Latency("with an update under way", home => home.WithUpdate);
        yield return Latency("without", home => home.WithoutUpdate);
        foreach (RehearsedHome home in _homes.Where(home => home.BrokenCheck != null || home.Running != _to.Sequence))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"home {home.Seed}: runs {home.Running}, {home.BrokenCheck ?? "all checks hold"}");
        }
    }

    private string Latency(string what, Func<RehearsedHome, IReadOnlyList<long>> of)
    {
        long[] sorted = [.. _homes.SelectMany(of).Order()];
        return sorted.Length == 0 ? $"no press {what}"
            : string.Create(
                CultureInfo.InvariantCulture, $"{sorted.Length} presses {what}: to the first sending "
                + $"median {sorted[sorted.Length / 2]} ms, "
                + $"95 % {sorted[sorted.Length * 95 / 100]} ms, longest {sorted[^1]} ms");
    }

    private RehearsedHome Live(int index)
    {
        ulong seed = _seed + (ulong)index;
        long days = _days * DayMilliseconds;

        // The last wave has the second half of the time to come through.
        long comesAt = HourMilliseconds + ((days / 2 - HourMilliseconds) * (index % Waves) / Waves);

        // Every second hub may only fetch so much in an hour, and is cut off in the middle more often.
        long bytesPerHour = index % 2 == 0 ? 0 : _to.Image.Length / HoursToFetch;
        HomeUpdate update = new(_from, _to, _keys, comesAt, bytesPerHour);
        UpdateDelaysNoPress delays = new();
        RandomHome home = new(
            seed, days, [.. VirtualHome.AllInvariants(), new ImageIsOldOrNew(update), delays], update: update);
        string? failure = null;
        try
        {
            home.Run();
        }
        catch (InvariantBrokenException broken)
        {
            failure = broken.Message;
        }

        VirtualHome life = home.Home;
        return new RehearsedHome(
            seed, failure, life.Presses.Count(press => press.IsAccepted), life.Home.Hub?.Figures.PendingCount ?? 0,
            life.Fleet.Director!.Last is { Phase: not UpdatePhase.Trial } last ? (uint)last.RunningSequence : 0,
            life.Fleet.Director.States.Any(state => state.Phase is UpdatePhase.Reverted or UpdatePhase.Refused),
            life.Home.StartCount, life.Home.FaultRestartCount, life.Fleet.Director.SentBytes,
            life.Fleet.Director.OrderCount, life.Fleet.Director.ResumeCount,
            delays.WithUpdate, delays.WithoutUpdate, life.Trace.Fingerprint);
    }

    private RehearsalReport Report()
    {
        RehearsedHome[] notUpdated = [.. _homes.Where(home => home.Running != _to.Sequence)];
        int reverted = notUpdated.Count(home => home.HasGoneBack);
        return new RehearsalReport(
            _seed, _homes.Length, _days, _from?.Sequence ?? 0, _to.Sequence, _to.BundleDigest,
            _homes.Sum(home => (long)home.Presses),
            _homes.Count(home => home.BrokenCheck == nameof(NoPressLost)),
            _homes.Where(home => home.Failure == null).Sum(home => (long)home.Pending),
            _homes.Length - notUpdated.Length, reverted, notUpdated.Length - reverted,
            [.. _homes.Select(home => home.BrokenCheck).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
    }
}
