// Takes a new rule set in parts, proves it, checks it as a whole, keeps it and puts it in force.
using Hub.Core.Linking;
using Hub.Core.Programming;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Hub.Core.Rules;

/// <summary>
/// When all parts are there the document is hashed, read and kept in small pieces, a piece a step, so that no document
/// delays a press. It is answered once, on the part that made it
/// whole; a part of a document that is in force is answered with done again.
/// </summary>
public sealed class RuleTransfer
{
    private const int Receiving = 0;
    private const int Proving = 1;
    private const int Reading = 2;
    private const int Keeping = 3;

    private readonly DocumentAssembly _assembly;
    private readonly DocumentStore? _store;
    private readonly RuleEngine _engine;
    private readonly Commands _commands;
    private readonly EventLog _events;
    private readonly RuleSetReader _reader = new RuleSetReader();
    private RuleSet _next = new RuleSet();
    private ulong _sequence;
    private long _bootCount;
    private int _stage;
    private int _done;
    private bool _isFromStore;

    internal RuleTransfer(
        byte[] documentKey, DocumentStore? store, RuleEngine engine, Commands commands, EventLog events)
    {
        _assembly = new DocumentAssembly(documentKey, DocumentSeal.RulesKind, RuleLimits.MaxDocumentBytes);
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

    /// <summary>Whether a document is being looked at: the next step goes on at once.</summary>
    internal bool IsAtWork
    {
        get { return _stage != Receiving; }
    }

    /// <summary>The message that parts are decoded into.</summary>
    internal DocumentPartMessage Message
    {
        get { return _assembly.Message; }
    }

    /// <summary>Takes the part that has been decoded into <see cref="Message"/>.</summary>
    internal void Take(long nowMilliseconds)
    {
        if (_stage != Receiving)
        {
            // What was sent before is being looked at; the sender asks again.
            return;
        }

        DocumentPartMessage message = _assembly.Message;
        _sequence = message.Sequence;
        _bootCount = message.BootCount;
        int what = _assembly.Take(_store, "takes no rules", "document store fault", nowMilliseconds);
        if (what == DocumentAssembly.Refused)
        {
            Answer(_assembly.Result, _assembly.Reason, nowMilliseconds);
        }
        else if (what == DocumentAssembly.InForce)
        {
            Answer(AcknowledgementResult.Done, "", nowMilliseconds);
        }
        else if (what == DocumentAssembly.Whole)
        {
            _isFromStore = false;
            Go(Proving);
        }
    }

    /// <summary>The store has been read into <see cref="Buffer"/>: what it holds is put in force.</summary>
    internal void TakeFromStore(int count)
    {
        _isFromStore = true;
        _assembly.TakeFromStore(count, _store!.Version);
        Go(Reading);
    }

    /// <summary>Where the store is read into.</summary>
    internal byte[] Buffer
    {
        get { return _assembly.Document; }
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

    private void Prove(long nowMilliseconds)
    {
        if (!_assembly.Prove(out bool isProven))
        {
            return;
        }

        if (isProven)
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
        bool isSound = _done > 0 || _reader.Begin(_next, _assembly.Document, 0, _assembly.Length);
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
        else if (!_isFromStore && _next.Version != _assembly.Version)
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
        if (!_store!.Write((uint)_assembly.Version, _assembly.Tag, _assembly.Document, _assembly.Length))
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
        _assembly.Forget();
        Go(Receiving);
    }
}
