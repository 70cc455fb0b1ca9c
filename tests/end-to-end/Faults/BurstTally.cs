// Counts what bursts have left in the store, and finds what is missing or double.
using System.Collections.Generic;
using System.Linq;

namespace EndToEnd.Tests.Faults;

/// <summary>Collects all findings before it fails, so that one run shows the whole extent.</summary>
internal sealed class BurstTally
{
    private readonly ITestOutputHelper _output;
    private readonly List<string> _findings = [];
    private readonly HashSet<(string, ulong)> _lostAfterHeld = [];
    private readonly HashSet<(string, ulong)> _lostAfterPublishAcknowledged = [];
    private int _doubled;
    private int _missing;

    public BurstTally(ITestOutputHelper output) => _output = output;

    public uint Round { get; private set; }

    public uint NextRound() => ++Round;

    /// <summary>Everything a hub was told is held must lie in the store that the killed process left.</summary>
    public void AfterKill(Town town, StoreReader store, string moment)
    {
        HashSet<(string, ulong)> stored = store.Alarms().Select(a => (a.HubId, a.Sequence)).ToHashSet();
        int held = 0, publishAcknowledged = 0, heldLost = 0, publishLost = 0;
        foreach (TownHub hub in town.Hubs)
        {
            string id = hub.SignIn.HubId;
            WitnessedAlarm[] told = hub.Witness.AllHeld();
            WitnessedAlarm[] taken = hub.Witness.AllPublishAcknowledged();
            held += told.Length;
            publishAcknowledged += taken.Length;
            heldLost += told.Count(a => !stored.Contains((id, a.Sequence)) && _lostAfterHeld.Add((id, a.Sequence)));
            publishLost += taken.Count(
                a => !stored.Contains((id, a.Sequence)) && _lostAfterPublishAcknowledged.Add((id, a.Sequence)));
        }

        string integrity = store.IntegrityCheck();
        Find(integrity != "ok", $"round {Round}: integrity_check says {integrity}");
        Find(heldLost > 0, $"round {Round}: {heldLost} alarms lost after down/ack");
        Find(publishLost > 0, $"round {Round}: {publishLost} alarms lost after PUBACK");
        _output.WriteLine(
            $"round {Round}, killed at {moment}: so far {held} told held, {publishAcknowledged} PUBACKed, "
            + $"{stored.Count} in the store; newly lost {heldLost} told held, {publishLost} PUBACKed");
    }

    /// <summary>Every accepted press of the round must be one alarm of one press, in a case that counts it
    /// once.</summary>
    public void AfterReturn(Town town, StoreReader store, uint round, int presses)
    {
        ILookup<(string, uint), StoredAlarm> byTrigger = store.Alarms().ToLookup(a => (a.HubId, a.TriggerId));
        int expected = 0, missing = 0, doubled = 0;
        foreach (TownHub hub in town.Hubs)
        {
            for (uint i = 0; i < presses; i++)
            {
                StoredAlarm[] alarms = byTrigger[(hub.SignIn.HubId, Burst.Trigger(round, i))].ToArray();
                expected++;
                missing += alarms.Length == 0 ? 1 : 0;
                doubled += alarms.Length > 1 || alarms.Any(a => a.PressCount != 1) ? 1 : 0;
            }
        }

        _missing += missing;
        _doubled += doubled;
        Find(missing > 0, $"round {round}: {missing} presses never arrived");
        Find(doubled > 0, $"round {round}: {doubled} presses arrived more than once");
        CheckCases(store, round);
        _output.WriteLine($"round {round}, back again: {expected} presses, {missing} missing, "
            + $"{doubled} doubled");
    }

    /// <summary>Every accepted press must be one alarm; one that its trigger gave up may be one or none.</summary>
    public void AfterPowerCuts(Town town, StoreReader store, uint round, int presses, int cuts)
    {
        ILookup<(string, uint), StoredAlarm> byTrigger = store.Alarms().ToLookup(a => (a.HubId, a.TriggerId));
        int accepted = 0, missing = 0, doubled = 0;
        foreach (TownHub hub in town.Hubs)
        {
            HashSet<uint> acceptedTriggers = hub.Accepted.Select(p => p.TriggerId).ToHashSet();
            for (uint i = 0; i < presses; i++)
            {
                uint trigger = Burst.Trigger(round, i);
                StoredAlarm[] alarms = byTrigger[(hub.SignIn.HubId, trigger)].ToArray();
                bool isAccepted = acceptedTriggers.Contains(trigger);
                accepted += isAccepted ? 1 : 0;
                missing += isAccepted && alarms.Length == 0 ? 1 : 0;
                doubled += alarms.Length > 1 || alarms.Any(a => a.PressCount != 1) ? 1 : 0;
            }
        }

        _missing += missing;
        _doubled += doubled;
        Find(missing > 0, $"round {round}: {missing} accepted presses never arrived");
        Find(doubled > 0, $"round {round}: {doubled} presses arrived more than once");
        CheckCases(store, round);
        int starts = town.Hubs.Sum(h => h.Home.StartCount);
        _output.WriteLine(
            $"round {round}: {cuts} power cuts planned, {starts} hub starts so far, "
            + $"{town.Hubs.Count * presses} presses, {accepted} accepted by their hub, {missing} missing, "
            + $"{doubled} doubled");
    }

    public void Check()
    {
        _output.WriteLine(
            $"{Round} rounds: lost after down/ack {_lostAfterHeld.Count}, "
            + $"lost after PUBACK {_lostAfterPublishAcknowledged.Count}, never arrived {_missing}, doubled {_doubled}");
        Assert.True(_findings.Count == 0, string.Join('\n', _findings));
    }

    private void CheckCases(StoreReader store, uint round)
    {
        Dictionary<string, int> presses = store.Alarms()
            .GroupBy(a => a.CaseId)
            .ToDictionary(g => g.Key, g => g.Sum(a => a.PressCount));
        int wrong = store.Cases().Count(c =>
            c.PressCount != presses.GetValueOrDefault(c.CaseId) || c.LogEntries != c.LogCount);
        Find(wrong > 0, $"round {round}: {wrong} cases do not count their own alarms");
    }

    private void Find(bool isWrong, string what)
    {
        if (isWrong)
        {
            _findings.Add(what);
        }
    }
}
