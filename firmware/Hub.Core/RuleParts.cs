// Makes and steps the parts that run the home's rules.
using Hub.Core.Alarming;
using Hub.Core.Panel;
using Hub.Core.Rules;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Hub.Core;

/// <summary>Rules, their document and what they know across restarts, stepped by <see cref="HubCore"/>.</summary>
internal sealed class RuleParts
{
    private readonly AlarmBook _book;
    private readonly EventLog _events;
    private readonly Speech _speech;
    private long _mountAtMilliseconds = long.MinValue;
    private bool _isCancelPressed;
    private bool _wasFaulty;
    private RulePresence _told;

    internal RuleParts(HubSettings settings, HubPorts ports, HubParts parts)
    {
        _book = parts.Book;
        _events = parts.Events;
        _speech = parts.Speech;
        if (ports.DocumentFlash != null)
        {
            Check.That(ports.DocumentFlash.SectorCount >= Limits.MinDocumentSectors, CheckCode.Flash);
            Store = new DocumentStore(
                new FlashRegion(ports.DocumentFlash, 0, Limits.RuleSetSectors), DocumentSeal.RulesKind);
            Memory = new RuleMemory(
                new FlashRegion(ports.DocumentFlash, Limits.RuleSetSectors, Limits.MaxSectors));
        }

        Actions = new RuleActions(parts.Book, parts.Events, parts.Speech, parts.Radio?.Table, parts.Home?.Orders);
        Engine = new RuleEngine(parts.Clock, Actions, parts.Events, parts.Speech, Memory);
        Transfer = new RuleTransfer(settings.DocumentKey, Store, Engine, parts.Commands, parts.Events);
        parts.Book.Attach(Engine);
        parts.DownMessages.Attach(Transfer);
        parts.Home?.DeviceReports.Attach(Engine);
    }

    internal DocumentStore? Store { get; }

    internal RuleMemory? Memory { get; }

    internal RuleActions Actions { get; }

    internal RuleEngine Engine { get; }

    internal RuleTransfer Transfer { get; }

    /// <summary>When these parts must be stepped again, whatever else happens.</summary>
    internal long NextDueAtMilliseconds
    {
        get
        {
            // Parts arrive after these parts have been stepped.
            long next = Transfer.IsAtWork ? long.MinValue : Engine.NextDueAtMilliseconds;
            bool isMounted = Store == null || (Store.IsMounted && Memory!.IsMounted);
            return isMounted || next < _mountAtMilliseconds ? next : _mountAtMilliseconds;
        }
    }

    internal void PressCancelButton()
    {
        _isCancelPressed = true;
    }

    internal void SetAway(bool isAway)
    {
        _told = isAway ? RulePresence.Away : RulePresence.Home;
    }

    /// <summary>Does what is due.</summary>
    /// <returns>True when more is due at once.</returns>
    internal bool Step(long nowMilliseconds)
    {
        StepStores(nowMilliseconds);
        if (_isCancelPressed)
        {
            _isCancelPressed = false;
            if (Engine.CancelReminders(nowMilliseconds) + _book.CancelHeldPresses(nowMilliseconds) > 0)
            {
                _speech.Say(Phrase.Cancelled);
            }
        }

        if (_told != RulePresence.Any)
        {
            Engine.SetPresence(_told, nowMilliseconds);
            _told = RulePresence.Any;
        }

        bool hasMore = Transfer.Step(nowMilliseconds);
        return Engine.Step(nowMilliseconds) || hasMore;
    }

    private void StepStores(long nowMilliseconds)
    {
        if (Store == null || Memory == null)
        {
            return;
        }

        bool isDue = nowMilliseconds >= _mountAtMilliseconds;
        if (isDue && (!Store.IsMounted || !Memory.IsMounted))
        {
            _mountAtMilliseconds = nowMilliseconds + Limits.JournalRetryMilliseconds;
            if (!Memory.IsMounted && Memory.Mount())
            {
                Engine.Restore(nowMilliseconds);
            }

            if (!Store.IsMounted && Store.Mount(Transfer.Buffer) && Store.Length > 0)
            {
                Transfer.TakeFromStore(Store.Length);
            }

            if (Store.DamagedCount > 0)
            {
                _events.Add(
                    EventRank.Fault, DeviceTypes.Controller, StatusCodes.Loss, Store.DamagedCount, "rules damaged");
            }
        }

        Memory.Maintain(nowMilliseconds);
        bool isFaulty = !Store.IsMounted || !Memory.IsMounted || Memory.IsFaulty;
        if (isFaulty != _wasFaulty)
        {
            _wasFaulty = isFaulty;
            _events.Add(
                EventRank.Fault, DeviceTypes.Controller,
                isFaulty ? StatusCodes.Malfunction : StatusCodes.Reestablished, 0, "document store");
        }
    }
}
