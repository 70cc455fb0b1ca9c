// NOR-026: a short message about an alarm is a code, is one of few, and never takes a receiver's place.
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Hub.Core;
using Hub.Core.Alarming;
using Hub.Protocols.Alarms;
using Hub.Simulator.World;

namespace Hub.Simulator.Checks;

/// <summary>
/// Every short message is <see cref="AlarmText"/> to the last character, about a person's alarm, to a number of the
/// hub's settings; within one start of the hub there are at most
/// <see cref="Limits.MaxShortMessagesPerAlarm"/> about one alarm; and in the end a receiver holds each of those alarms.
/// </summary>
public sealed class ShortMessagesTellLittle : Invariant
{
    private readonly AlarmText _text = new();
    private readonly Dictionary<ulong, int> _counts = [];
    private readonly HashSet<ulong> _told = [];
    private int _looked;
    private long _startedAt;

    /// <inheritdoc/>
    public override void OnStarted()
    {
        _counts.Clear();
        _startedAt = Home.World.NowMilliseconds;
    }

    /// <inheritdoc/>
    public override void AfterStep()
    {
        IReadOnlyList<ShortMessage>? sent = Home.Home.Modem?.Sent;
        for (; sent != null && _looked < sent.Count; _looked++)
        {
            Look(sent[_looked]);
        }
    }

    /// <inheritdoc/>
    public override void AtEnd()
    {
        foreach (ulong sequence in _told.Where(one => Home.Fleet.Held.Find(one) == null))
        {
            Break($"alarm {sequence} went out as a short message and no receiver ever held it");
        }
    }

    private void Look(ShortMessage message)
    {
        LinkSettings settings = Home.Home.Settings.Link;
        byte[] text = Encoding.ASCII.GetBytes(message.Text);
        byte[] again = new byte[AlarmText.Length];
        bool isText = _text.Read(settings.ShortMessageKey, text, text.Length);
        if (isText)
        {
            _text.Write(Home.Home.Settings.HubId, settings.ShortMessageKey, again);
        }

        if (!isText || !again.SequenceEqual(text) || !PendingAlarms.IsPerson(_text.Kind))
        {
            Break($"a short message says '{message.Text}'");
        }
        else if (!settings.ShortMessageNumbers.Contains(message.Number))
        {
            Break($"a short message went to {message.Number}");
        }

        _told.Add(_text.Sequence);
        if (message.At < _startedAt + Limits.ShortMessageMinMilliseconds)
        {
            // The modem had it from the hub before that lost its power: no start sends one so early.
            return;
        }

        _counts[_text.Sequence] = _counts.GetValueOrDefault(_text.Sequence) + 1;
        if (_counts[_text.Sequence] > Limits.MaxShortMessagesPerAlarm)
        {
            Break($"{_counts[_text.Sequence]} short messages went out about alarm {_text.Sequence}");
        }
    }
}
