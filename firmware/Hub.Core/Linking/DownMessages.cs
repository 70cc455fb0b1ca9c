// Reads what the fleet manager sends, and counts what is not acceptable.
using Hub.Core.Alarming;
using Hub.Core.Pairing;
using Hub.Core.Programming;
using Hub.Core.Rules;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>
/// Decodes messages from the fleet manager and hands them on. Whatever a message holds, the worst it does is to be
/// counted and told in an event, at most one in ten minutes.
/// </summary>
public sealed class DownMessages
{
    private readonly HubClock _clock;
    private readonly AlarmBook _book;
    private readonly Commands _commands;
    private readonly EventLog _events;
    private readonly CborReader _reader = new CborReader();
    private readonly AcknowledgementMessage _acknowledgement = new AcknowledgementMessage();
    private readonly TimeMessage _time = new TimeMessage();
    private readonly CommandMessage _command = new CommandMessage();
    private PairRequests? _pairRequests;
    private RuleTransfer? _rules;
    private SettingsTransfer? _settings;
    private UpdatingParts? _updating;
    private long _reportAtMilliseconds = long.MinValue;
    private long _untold;
    private MessageError _error;

    internal DownMessages(HubClock clock, AlarmBook book, Commands commands, EventLog events)
    {
        _clock = clock;
        _book = book;
        _commands = commands;
        _events = events;
    }

    /// <summary>Names who carries out pairing requests; a hub without device store has nobody.</summary>
    internal void Attach(PairRequests pairRequests)
    {
        _pairRequests = pairRequests;
    }

    /// <summary>Names who takes rule sets.</summary>
    internal void Attach(RuleTransfer rules)
    {
        _rules = rules;
    }

    /// <summary>Names who takes settings.</summary>
    internal void Attach(SettingsTransfer settings)
    {
        _settings = settings;
    }

    /// <summary>Names who takes orders and blocks of updates.</summary>
    internal void Attach(UpdatingParts updating)
    {
        _updating = updating;
    }

    /// <summary>Messages taken, since the start.</summary>
    public long TakenCount { get; private set; }

    /// <summary>Messages refused, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Why the last refused message was refused; None when its body was well-formed but its topic unknown or
    /// its time impossible.</summary>
    public MessageError LastError { get; private set; }

    /// <summary>Takes a message.</summary>
    internal void Take(MessageKind kind, byte[] buffer, int offset, int count, long nowMilliseconds)
    {
        bool isTaken = false;
        _error = MessageError.None;
        switch (kind)
        {
            case MessageKind.DownAcknowledgement:
                isTaken = IsSound(_acknowledgement.Decode(_reader, buffer, offset, count));
                if (isTaken)
                {
                    _book.OnAcknowledged(
                        _acknowledgement.AcknowledgedSequence,
                        _acknowledgement.AcknowledgedBootCount,
                        _acknowledgement.Result,
                        nowMilliseconds);
                }

                break;
            case MessageKind.Time:
                isTaken = IsSound(_time.Decode(_reader, buffer, offset, count))
                    && _clock.Set(_time.UnixMilliseconds, nowMilliseconds);
                break;
            case MessageKind.Command:
                isTaken = IsSound(_command.Decode(_reader, buffer, offset, count));
                if (isTaken)
                {
                    _commands.Take(_command, nowMilliseconds);
                }

                break;
            case MessageKind.PairRequest:
                isTaken = _pairRequests != null
                    && IsSound(_pairRequests.Message.Decode(_reader, buffer, offset, count));
                if (isTaken)
                {
                    _pairRequests!.Take(nowMilliseconds);
                }

                break;
            case MessageKind.Rules:
                isTaken = _rules != null && IsSound(_rules.Message.Decode(_reader, buffer, offset, count));
                if (isTaken)
                {
                    _rules!.Take(nowMilliseconds);
                }

                break;
            case MessageKind.Settings:
                isTaken = _settings != null && IsSound(_settings.Message.Decode(_reader, buffer, offset, count));
                if (isTaken)
                {
                    _settings!.Take(nowMilliseconds);
                }

                break;
            case MessageKind.UpdateOrder:
            case MessageKind.Block:
                isTaken = TakeUpdate(kind, buffer, offset, count, nowMilliseconds);
                break;
        }

        if (isTaken)
        {
            TakenCount++;
        }
        else
        {
            Refuse(nowMilliseconds);
        }
    }

    private bool TakeUpdate(MessageKind kind, byte[] buffer, int offset, int count, long nowMilliseconds)
    {
        if (_updating == null || (kind == MessageKind.Block && _updating.Update == null))
        {
            return false;
        }

        HubMessage message = kind == MessageKind.Block ? _updating.Update!.Block : _updating.Orders.Message;
        if (!IsSound(message.Decode(_reader, buffer, offset, count)))
        {
            return false;
        }

        if (kind == MessageKind.Block)
        {
            _updating.Update!.TakeBlock(nowMilliseconds);
        }
        else
        {
            _updating.Orders.Take(nowMilliseconds);
        }

        return true;
    }

    private bool IsSound(MessageError error)
    {
        _error = error;
        return error == MessageError.None;
    }

    private void Refuse(long nowMilliseconds)
    {
        RefusedCount++;
        LastError = _error;
        _untold++;
        if (nowMilliseconds >= _reportAtMilliseconds)
        {
            int untold = _untold > int.MaxValue ? int.MaxValue : (int)_untold;
            _events.Add(
                EventRank.Information, DeviceTypes.CommunicationLinkMonitor, StatusCodes.Denied, untold,
                "refused messages");
            _untold = 0;
            _reportAtMilliseconds = nowMilliseconds + Limits.RefusalReportMilliseconds;
        }
    }
}
