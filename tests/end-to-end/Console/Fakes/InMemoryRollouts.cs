// Releases and rollouts in memory, for the pages that show them.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Updates;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Three rollouts of two releases; what is asked of them is kept.</summary>
internal sealed class InMemoryRollouts : IRollouts, IReleases
{
    private static readonly DateTimeOffset Then = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);

    /// <summary>What was done to rollouts, in order.</summary>
    public List<(long Number, RolloutStep Step, string Comment)> Steps { get; } = [];

    public List<RolloutView> All { get; } =
    [
        Rollout(3, RolloutState.Running, "", isRehearsed: true),
        Rollout(2, RolloutState.Draft, "", isRehearsed: false),
        Rollout(1, RolloutState.Stopped, "2 failed, 0 allowed: NoTestAlarm", isRehearsed: true),
    ];

    public Task<IReadOnlyList<RolloutView>> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RolloutView>>(All);

    public Task<RolloutView?> FindAsync(Actor actor, long number, CancellationToken cancellationToken) =>
        Task.FromResult(All.Find(one => one.Number == number));

    public Task<IReadOnlyList<RolloutHubView>?> HubsAsync(
        Actor actor, long number, RolloutHubState? state, int? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RolloutHubView>?>(
        [
            .. Enum.GetValues<RolloutHubState>().Where(one => state is null || one == state).Select(one =>
                new RolloutHubView(
                    $"00000000000000a{(int)one:x}",
                    $"hub-{(int)one:0000}",
                    (int)one,
                    1,
                    one,
                    one == RolloutHubState.Ready ? RolloutWait.Neighbour : RolloutWait.None,
                    one == RolloutHubState.WentBack ? "NoRadio" : "",
                    true,
                    16,
                    300_000,
                    1_000_000,
                    Then,
                    null)),
        ]);

    public Task<RolloutPlan> PlanAsync(Actor actor, RolloutOrder order, CancellationToken cancellationToken) =>
        Task.FromResult(order.Comment.Length == 0
            ? new RolloutPlan(UpdateResult.Invalid, [], [], 0, true, [new("comment", "must say why.")])
            : new RolloutPlan(
                UpdateResult.Done,
                [1, 1],
                [
                    new("00000000000000a1", "hub-0001", 1, RolloutExclusion.None, RolloutWait.Window, 16, 0),
                    new("00000000000000a2", "hub-0002", 2, RolloutExclusion.None, RolloutWait.None, 16, 0),
                    new("00000000000000a3", "hub-0003", 0, RolloutExclusion.NeedsEarlier, RolloutWait.None, 3, 15),
                ],
                1,
                false,
                []));

    public Task<RolloutChange> MakeAsync(Actor actor, RolloutOrder order, CancellationToken cancellationToken)
    {
        All.Insert(0, Rollout(All.Count + 1, RolloutState.Draft, "", isRehearsed: false));
        return Task.FromResult(new RolloutChange(UpdateResult.Done, All[0], []));
    }

    public Task<RolloutChange> StepAsync(
        Actor actor, long number, RolloutStep step, string comment, CancellationToken cancellationToken)
    {
        if (comment.Length == 0)
        {
            return Task.FromResult(new RolloutChange(UpdateResult.Invalid, null, []));
        }

        Steps.Add((number, step, comment));
        int at = All.FindIndex(one => one.Number == number);
        All[at] = All[at] with
        {
            State = step == RolloutStep.Stop ? RolloutState.Stopped : RolloutState.Reverting,
        };
        return Task.FromResult(new RolloutChange(UpdateResult.Done, All[at], []));
    }

    Task<IReadOnlyList<ReleaseView>> IReleases.ListAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReleaseView>>([Release(17, isRehearsed: false), Release(16, isRehearsed: true)]);

    Task<ReleaseView?> IReleases.FindAsync(Actor actor, long sequence, CancellationToken cancellationToken) =>
        Task.FromResult<ReleaseView?>(Release(sequence, isRehearsed: true));

    public Task<ReleaseChange> TakeAsync(Actor actor, Stream bundle, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<RehearsalChange> RehearseAsync(
        Actor actor, long sequence, RehearsalReport report, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<RehearsalView>?> RehearsalsAsync(
        Actor actor, long sequence, CancellationToken cancellationToken)
    {
        var report = new RehearsalReport(
            7, 200, 7, sequence - 1, sequence, new string('0', 64), 5_120, 0, 0, 200, 0, 0, []);
        return Task.FromResult<IReadOnlyList<RehearsalView>?>(
            [new RehearsalView(1, sequence == 16, [], report, Then, "Kim")]);
    }

    public Task<IReadOnlyList<ReleaseKeyView>> KeysAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ReleaseKeyView>>([]);

    public Task<ReleaseKeyChange> TrustAsync(Actor actor, string publicKey, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<bool> DistrustAsync(Actor actor, string keyId, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<ReleaseFile?> FileAsync(
        Actor actor, long sequence, ReleasePaper paper, int imageIndex, CancellationToken cancellationToken) =>
        Task.FromResult<ReleaseFile?>(null);

    private static ReleaseView Release(long sequence, bool isRehearsed) => new(
        sequence,
        $"1.{sequence}.0",
        new string('0', 32),
        "0badcafe",
        2_900,
        new string('0', 64),
        [new ReleaseImageView(0, new string('a', 32), 512_000, sequence - 1, 50)],
        true,
        isRehearsed,
        Then,
        "Kim");

    private static RolloutView Rollout(long number, RolloutState state, string reason, bool isRehearsed) => new(
        number,
        state,
        reason,
        new RolloutOrder(17, "bättre radio", Waves: ["2", "20"], WindowFrom: 540, WindowTo: 900),
        "1.17.0",
        isRehearsed,
        "Kim",
        Then,
        Then,
        [new ConsentView(false, "Siv", "läst igenom", Then)],
        1,
        null,
        [
            new RolloutWaveView(1, 2, 0, 1, 1, 0, 0, 0),
            new RolloutWaveView(2, 18, 15, 0, 0, 1, 1, 1),
        ],
        [new WaitCount(RolloutWait.Window, 3), new WaitCount(RolloutWait.Neighbour, 1)]);
}
