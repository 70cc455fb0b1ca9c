// Takes a new rule set in parts, proves it, checks it as a whole, keeps it and puts it in force.
using Hub.Core.Linking;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Hub.Core.Rules;

/// <summary>
/// Parts may come in any order and as often as they like. When all are there the document is hashed, read and kept in
/// small pieces, a piece a step, so that no document delays a press. It is answered once, on the part that made it
/// whole; a part of a document that is in force is answered with done again.
/// </summary>
public sealed class RuleTransfer
{
    private const int Receiving = 0;
    private const int Proving = 1;
    private const int Reading = 2;
    private const int Keeping = 3;

    private readonly byte[] _key;
    private readonly DocumentStore? _store;
    private readonly RuleEngine _engine;
    private readonly Commands _commands;
    private readonly EventLog _events;
    private readonly DocumentSeal _seal = new DocumentSeal();
    private readonly RuleSetReader _reader = new RuleSetReader();
    private readonly DocumentPartMessage _message = new DocumentPartMessage();
    private readonly byte[] _document = new byte[RuleLimits.MaxDocumentBytes];
    private readonly byte[] _tag = new byte[RuleLimits.TagBytes];
    private RuleSet _next = new RuleSet();
    private long _version;
    private int _count;
    private int _parts;
    private long _begunAtMilliseconds;
    private ulong _sequence;
    private long _bootCount;
    private int _stage;
    private int _done;
    private bool _isFromStore;

    internal RuleTransfer(
        byte[] documentKey, DocumentStore? store, RuleEngine engine, Commands commands, EventLog events)
    {
        _key = documentKey;
        _store = store;
        _engine = engine;
        _commands = commands;
        _events = events;
    }

    /// <summary>Rule sets put in force, since the start; the one from flash counts.</summary>
    public long InForceCount { get; private set; }

    /// <summary>Rule sets refused, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Why the last one was refused; empty when none was.</summary>
    public string LastReason { get; private set; } = "";

    /// <summary>The message that parts are decoded into.</summary>
    internal DocumentPartMessage Message
    {
        get { return _message; }
    }

    /// <summary>Takes the part that has been decoded into <see cref="Message"/>.</summary>
    internal void Take(long nowMilliseconds)
    {
        if (_stage != Receiving)
        {
            // What was sent before is being looked at; the sender asks again.
            return;
        }

        _sequence = _message.Sequence;
        _bootCount = _message.BootCount;
        if (_key.Length == 0 || _store == null)
        {
            Answer(AcknowledgementResult.Refused, "takes no rules", nowMilliseconds);
        }
        else if (!_store.IsMounted)
        {
            Answer(AcknowledgementResult.Failed, "document store fault", nowMilliseconds);
        }
        else if (_message.DocumentVersion == _store.Version && _store.HasTag(_message.Tag))
        {
            Answer(AcknowledgementResult.Done, "", nowMilliseconds);
        }
        else if (_message.DocumentVersion <= _store.Version)
        {
            Answer(AcknowledgementResult.Refused, "old version", nowMilliseconds);
        }
        else if (!IsInPlace())
        {
            Answer(AcknowledgementResult.Refused, "part out of place", nowMilliseconds);
        }
        else
        {
            Add(nowMilliseconds);
        }
    }

    /// <summary>The store has been read into <see cref="Buffer"/>: what it holds is put in force.</summary>
    internal void TakeFromStore(int count)
    {
        _isFromStore = true;
        _count = count;
        Go(Reading);
    }

    /// <summary>Where the store is read into.</summary>
    internal byte[] Buffer
    {
        get { return _document; }
    }

    /// <summary>Goes one piece further.</summary>
    /// <returns>True when there is more to do.</returns>
    internal bool Step(long nowMilliseconds)
    {
        switch (_stage)
        {
            case Proving:
                Prove(nowMilliseconds);
                break;
            case Reading:
                Read(nowMilliseconds);
                break;
            case Keeping:
                Keep(nowMilliseconds);
                break;
        }

        return _stage != Receiving;
    }

    private bool IsInPlace()
    {
        int at = _message.PartIndex * RuleLimits.PartBytes;
        int left = _message.DocumentBytes - at;
        return left > 0 && _message.PartLength == (left < RuleLimits.PartBytes ? left : RuleLimits.PartBytes);
    }

    private void Add(long nowMilliseconds)
    {
        bool isStale = nowMilliseconds - _begunAtMilliseconds >= Limits.DocumentPatienceMilliseconds;
        if (_parts != 0 && !isStale && _message.DocumentVersion < _version)
        {
            return;
        }

        if (_parts == 0 || isStale || !IsOfSame())
        {
            _parts = 0;
            _begunAtMilliseconds = nowMilliseconds;
            _version = _message.DocumentVersion;
            _count = _message.DocumentBytes;
            System.Array.Copy(_message.Tag, 0, _tag, 0, _tag.Length);
        }

        System.Array.Copy(
            _message.Part, 0, _document, _message.PartIndex * RuleLimits.PartBytes, _message.PartLength);
        _parts |= 1 << _message.PartIndex;
        int all = (_count + RuleLimits.PartBytes - 1) / RuleLimits.PartBytes;
        if (_parts == (1 << all) - 1)
        {
            _isFromStore = false;
            Go(Proving);
        }
    }

    private bool IsOfSame()
    {
        bool isSame = _message.DocumentVersion == _version && _message.DocumentBytes == _count;
        for (int i = 0; i < _tag.Length; i++)
        {
            isSame = isSame && _message.Tag[i] == _tag[i];
        }

        return isSame;
    }

    private void Prove(long nowMilliseconds)
    {
        if (_done == 0)
        {
            _seal.Begin(_key, DocumentSeal.RulesKind, (uint)_version, _count);
        }

        int left = _count - _done;
        int piece = left < Limits.DocumentBytesHashedPerStep ? left : Limits.DocumentBytesHashedPerStep;
        _seal.Append(_document, _done, piece);
        _done += piece;
        if (_done < _count)
        {
            return;
        }

        if (_seal.Proves(_tag, 0))
        {
            Go(Reading);
        }
        else
        {
            Refuse(AcknowledgementResult.Refused, "not authentic", nowMilliseconds);
        }
    }

    private void Read(long nowMilliseconds)
    {
        bool isSound = _done > 0 || _reader.Begin(_next, _document, 0, _count);
        _done = 1;
        for (int i = 0; i < Limits.RulesReadPerStep && isSound && _reader.HasMore; i++)
        {
            isSound = _reader.ReadNext(_next);
        }

        if (isSound && _reader.HasMore)
        {
            return;
        }

        if (!_reader.End())
        {
            Refuse(AcknowledgementResult.Refused, _reader.Reason(), nowMilliseconds);
        }
        else if (!_isFromStore && _next.Version != _version)
        {
            Refuse(AcknowledgementResult.Refused, "rules, version: contradiction", nowMilliseconds);
        }
        else if (_isFromStore)
        {
            PutInForce(nowMilliseconds);
        }
        else
        {
            Go(Keeping);
        }
    }

    private void Keep(long nowMilliseconds)
    {
        if (!_store!.Write((uint)_version, _tag, _document, _count))
        {
            Refuse(AcknowledgementResult.Failed, "document store fault", nowMilliseconds);
            return;
        }

        PutInForce(nowMilliseconds);
        Answer(AcknowledgementResult.Done, "", nowMilliseconds);
    }

    private void PutInForce(long nowMilliseconds)
    {
        _next = _engine.Use(_next, _isFromStore, nowMilliseconds);
        InForceCount++;
        if (_isFromStore)
        {
            _engine.Restore(nowMilliseconds);
        }

        // The control message after a change, and after a start.
        Tell(EventRank.Information, StatusCodes.Active, "rules in force");
        Forget();
    }

    private void Refuse(AcknowledgementResult result, string reason, long nowMilliseconds)
    {
        RefusedCount++;
        LastReason = reason;
        if (_isFromStore)
        {
            Tell(EventRank.Fault, StatusCodes.Loss, "rules not readable");
        }
        else
        {
            Answer(result, reason, nowMilliseconds);
        }

        Forget();
    }

    private void Answer(AcknowledgementResult result, string reason, long nowMilliseconds)
    {
        _commands.Answer(_sequence, _bootCount, result, reason, nowMilliseconds);
    }

    private void Tell(int rank, int statusCode, string text)
    {
        uint version = _engine.Version;
        _events.Add(rank, DeviceTypes.Controller, statusCode, version > int.MaxValue ? 0 : (int)version, text);
    }

    private void Go(int stage)
    {
        _stage = stage;
        _done = 0;
    }

    private void Forget()
    {
        _parts = 0;
        Go(Receiving);
    }
}
