// Every action in every state: allowed, or refused with the right reason, and never an open case without its deadline.
using System;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;

namespace Slices.Tests.Alarms;

public sealed class StateTableTests
{
    // D done, O owned by another, N not claimed, C closed, T not dispatched, A accepted, P open (not closed).
    // The columns are Raised, Claimed, Spoken, Dispatched, Accepted, OnSite, Closed.
    public static TheoryData<string, string, string> Table => new()
    {
        { "owner", "claim", "DDDDDDC" },
        { "owner", "release", "DDDDDDC" },
        { "owner", "hand to queue", "DDDDDDC" },
        { "owner", "spoken", "NDDDDDC" },
        { "owner", "silent", "NDDDDDC" },
        { "owner", "dispatch", "NDDDAAC" },
        { "owner", "accept for another", "NDDDOOC" },
        { "owner", "accept for the same", "NDDDDDC" },
        { "owner", "decline for another", "TTTDDDC" },
        { "owner", "decline for the same", "TTTDDAC" },
        { "owner", "check in", "TTTDDDC" },
        { "owner", "check out", "TTTDDDC" },
        { "owner", "remark", "DDDDDDD" },
        { "owner", "emergency", "DDDDDDD" },
        { "owner", "occupants", "DDDDDDD" },
        { "owner", "close", "NDDDDDC" },
        { "owner", "reopen", "PPPPPPD" },
        { "owner", "merge", "DDDDDDC" },
        { "owner", "link", "DDDDDDD" },
        { "owner", "unlink", "DDDDDDD" },
        { "another", "claim", "DOOOOOC" },
        { "another", "release", "DOOOOOC" },
        { "another", "hand to queue", "DOOOOOC" },
        { "another", "spoken", "NOODDDC" },
        { "another", "silent", "NOODDDC" },
        { "another", "dispatch", "NOOOOOC" },
        { "another", "accept for another", "NOODOOC" },
        { "another", "decline for the same", "TTTDDAC" },
        { "another", "check in", "TTTDDDC" },
        { "another", "check out", "TTTDDDC" },
        { "another", "remark", "DDDDDDD" },
        { "another", "close", "NOOOOOC" },
        { "another", "reopen", "PPPPPPD" },
        { "another", "merge", "DOOOOOC" },
        { "supervisor", "release", "DDDDDDC" },
        { "supervisor", "hand to queue", "DDDDDDC" },
        { "supervisor", "close", "NOOOOOC" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task HUL_050_each_action_in_each_state_is_done_or_refused_with_its_reason(
        string who, string what, string expected)
    {
        await using CaseWorld world = await CaseWorld.StartAsync();
        string got = "";
        foreach (CaseState state in Enum.GetValues<CaseState>())
        {
            (Guid id, LiveHub _) = await world.BringAsync(state);
            (Guid other, LiveHub _) = await world.PressAsync();
            CaseAction action = Action(what, other);
            string[] before = await world.StepsAsync(id);
            CaseChangeResult result = await world.DoAsync(id, action, who switch
            {
                "another" => world.Another,
                "supervisor" => world.Supervisor,
                _ => world.Operator,
            });
            got += Letter(result);
            if (result != CaseChangeResult.Done)
            {
                Assert.Equal(before, await world.StepsAsync(id));
            }

            AlarmCaseView after = await world.SeeAsync(id);
            Assert.Equal(after.State == CaseState.Closed, after.NextDeadlineAt is null);
            Assert.Equal(0, await world.Fleet.Cases.FindLogFaultAsync(world.Operator, id, default));
        }

        Assert.Equal(expected, got);
    }

    private static CaseAction Action(string what, Guid other) => what switch
    {
        "claim" => new ClaimCase(),
        "release" => new ReleaseCase(),
        "hand to queue" => new HandOverCase(Queue: CaseQueue.Supervisor, Note: "end of shift"),
        "spoken" => new NoteSpeech(SpeechResult.Spoken),
        "silent" => new NoteSpeech(SpeechResult.Silent),
        "dispatch" => new DispatchCase(),
        "accept for another" => new AcceptByPhone("Larm 2"),
        "accept for the same" => new AcceptByPhone("Larm 1"),
        "decline for another" => new DeclineByPhone("Larm 2"),
        "decline for the same" => new DeclineByPhone("Larm 1"),
        "check in" => new CheckInResponder(ReceiptMethod.Lock),
        "check out" => new CheckOutResponder(),
        "remark" => new RemarkCase("rings again at nine"),
        "emergency" => new CallEmergencyServices(),
        "occupants" => new SetOccupants([1, 2]),
        "close" => new CloseCase(CaseOutcome.Visited, null, CaseCause.Fall),
        "reopen" => new ReopenCase("came back"),
        "merge" => new MergeCase(other),
        "link" => new LinkCase(other),
        _ => new UnlinkCase(other),
    };

    private static char Letter(CaseChangeResult result) => result switch
    {
        CaseChangeResult.Done => 'D',
        CaseChangeResult.OwnedByAnother => 'O',
        CaseChangeResult.NotClaimed => 'N',
        CaseChangeResult.AlreadyClosed => 'C',
        CaseChangeResult.NotDispatched => 'T',
        CaseChangeResult.AlreadyAccepted => 'A',
        CaseChangeResult.NotClosed => 'P',
        _ => '?',
    };
}
