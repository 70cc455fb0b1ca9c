// A hub around one flash part, with responders who come and go and a model that knows what they were told.
using System.Collections.Generic;
using System.Linq;
using Firmware.Tests.World;
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Panel;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Panel;

/// <summary>Keeps, immune to power cuts, what was confirmed and what the fleet manager holds.</summary>
internal sealed class PresenceHome
{
    private readonly SeededRandom _random = new(1);
    private readonly HashSet<ulong> _held = [];
    private readonly HashSet<ulong> _closed = [];
    private SoundRecorder _speaker = new();
    private HubMemory _memory;
    private AlarmBook _book = null!;
    private Speech _speech = null!;
    private StaffPresence _presence = null!;
    private long _now;

    // What was confirmed last, and what was asked for and not confirmed when the power went.
    private bool _isIn;
    private bool _isAsked;
    private ulong _confirmed;

    internal PresenceHome(NorFlash flash)
    {
        Flash = flash;
        _memory = Make();
    }

    internal NorFlash Flash { get; }

    internal void Boot()
    {
        _memory = Make();
        Assert.True(_memory.Start());
        if (!_isAsked && _confirmed == 0)
        {
            // What was on the flash before this model began.
            _isIn = _presence.IsCheckedIn;
        }
    }

    internal void CheckIn() => Ask(!_presence.IsCheckedIn, true);

    internal void CheckOut() => Ask(_presence.IsCheckedIn, false);

    internal void Press()
    {
        PressRing ring = new();
        _book = MakeBook(ring);
        Assert.True(ring.Put(7, 3, 10, 0, 0, ++_now));
        _book.TakePresses(_now);
        _presence = new StaffPresence(_memory, _book, _speech);
    }

    internal void HoldOldest() => Hold(Pending().MinBy(a => a.Sequence));

    internal void HoldNewest() => Hold(Pending().MaxBy(a => a.Sequence));

    /// <summary>The last confirmed story, or the one that was being written; nothing confirmed is missing, and nothing
    /// held comes back.</summary>
    internal void CheckOldOrNew()
    {
        Assert.True(_presence.IsCheckedIn == _isIn || (_isAsked && _presence.IsCheckedIn == !_isIn));
        ulong[] pending = [.. Pending().Select(a => a.Sequence)];
        Assert.True(
            _confirmed == 0 || _held.Contains(_confirmed) || pending.Contains(_confirmed), "evidence was lost");
        Assert.DoesNotContain(pending, _closed.Contains);
        Assert.Equal(pending.Length, pending.Distinct().Count());

        // A story that was told half: a state without its record, or a record without its state.
        PendingAlarm? last = Pending().Where(a => a.Kind == AlarmKind.Presence).MaxBy(a => a.Sequence);
        if (last != null && last.Sequence >= _confirmed)
        {
            Assert.Equal(last.StatusCode != StatusCodes.InterventionComplete, _presence.IsCheckedIn);
        }

        _isIn = _presence.IsCheckedIn;
        _isAsked = false;
    }

    internal PresenceHome CloneOnto(NorFlash flash)
    {
        PresenceHome clone = new(flash)
        {
            _isIn = _isIn,
            _isAsked = _isAsked,
            _confirmed = _confirmed,
            _now = _now,
        };
        clone._held.UnionWith(_held);
        clone._closed.UnionWith(_closed);
        return clone;
    }

    private void Ask(bool isInOrder, bool isIn)
    {
        if (!isInOrder)
        {
            return;
        }

        _isAsked = true;
        _now += 1000;
        if (isIn)
        {
            _presence.CheckIn(_now);
        }
        else
        {
            _presence.CheckOut(_now);
        }

        _speech.Step(_now);
        Phrase confirmation = isIn ? Phrase.CheckedIn : Phrase.CheckedOut;
        Assert.Equal(confirmation, _speaker.Spoken[^1]);
        _isIn = isIn;
        _isAsked = false;
        _confirmed = Pending().Where(a => a.Kind == AlarmKind.Presence).Max(a => a.Sequence);
    }

    private void Hold(PendingAlarm? alarm)
    {
        if (alarm != null)
        {
            // The fleet manager holds it before the hub knows.
            ulong sequence = alarm.Sequence;
            _held.Add(sequence);
            _book.OnAcknowledged(sequence, alarm.BootCount, AcknowledgementResult.Held, _now);
            _closed.Add(sequence);
        }
    }

    private IEnumerable<PendingAlarm> Pending() => Enumerable.Range(0, _memory.Alarms.Capacity)
        .Select(_memory.Alarms.At).Where(a => a.IsInUse);

    private HubMemory Make()
    {
        _memory = new HubMemory(Flash, _random);
        _speaker = new SoundRecorder();
        _speech = new Speech(_speaker);
        _book = MakeBook(new PressRing());
        _presence = new StaffPresence(_memory, _book, _speech);
        return _memory;
    }

    private AlarmBook MakeBook(PressRing ring)
    {
        HubClock clock = new();
        return new AlarmBook(_memory, clock, new EventLog(_memory, clock), new TriggerRecorder(), ring);
    }
}
