// Does what a rule says, when its time has come.
using Hub.Core.Alarming;
using Hub.Core.Panel;
using Hub.Core.Pairing;
using Hub.Core.Radio;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Protocols.Rules;

namespace Hub.Core.Rules;

/// <summary>Carries out actions. Each firing is told as an event with the rule's number, also of a rule on trial, for
/// which that is all (HUL-045: what would have happened can be looked at).</summary>
public sealed class RuleActions
{
    private readonly AlarmBook _book;
    private readonly EventLog _events;
    private readonly Speech _speech;
    private readonly DeviceTable? _devices;
    private readonly DeviceOrders? _orders;
    private readonly Press _facts = new Press();

    internal RuleActions(
        AlarmBook book, EventLog events, Speech speech, DeviceTable? devices, DeviceOrders? orders)
    {
        _book = book;
        _events = events;
        _speech = speech;
        _devices = devices;
        _orders = orders;
    }

    /// <summary>Rules that have fired, those on trial left out, since the start.</summary>
    public long FiredCount { get; private set; }

    /// <summary>Rules on trial that would have fired, since the start.</summary>
    public long TrialCount { get; private set; }

    /// <summary>Orders to plugs that were not taken, since the start.</summary>
    public long LostOrderCount { get; private set; }

    /// <summary>What a rule says of who is at home; Any when it says nothing.</summary>
    internal static RulePresence PresenceOf(Rule rule)
    {
        RuleAction? action = rule.IsTrial ? null : rule.FindAction(RuleActionKind.Presence);
        return action == null ? RulePresence.Any : (RulePresence)action.Argument;
    }

    /// <summary>Speaks the reminder of a rule and journals its alarm, held back for the time to react: should the power
    /// go meanwhile, the alarm goes out.</summary>
    internal void Remind(RuleRun run, long nowMilliseconds)
    {
        Rule rule = run.Rule;
        if (rule.IsTrial)
        {
            return;
        }

        _speech.Say((Phrase)rule.ReminderPhrase);
        RuleAction? alarm = rule.FindAction(RuleActionKind.Alarm);
        if (alarm != null && rule.ReactSeconds > 0)
        {
            run.HeldSequence = Raise(run, alarm, rule.ReactSeconds * 1000L, nowMilliseconds);
        }
    }

    /// <summary>Does everything that a rule says. The alarm that was held back goes out by itself.</summary>
    internal void Do(RuleRun run, long nowMilliseconds)
    {
        Rule rule = run.Rule;
        if (rule.IsTrial)
        {
            TrialCount++;
            Tell(run, StatusCodes.Log, "rule on trial");
            return;
        }

        FiredCount++;
        Tell(run, StatusCodes.Activated, "rule fired");
        for (int i = 0; i < rule.ActionCount; i++)
        {
            RuleAction action = rule.ActionAt(i);
            switch (action.Kind)
            {
                case RuleActionKind.Alarm:
                    if (run.HeldSequence == 0)
                    {
                        Raise(run, action, 0, nowMilliseconds);
                    }

                    break;
                case RuleActionKind.Switch:
                    Switch(action, nowMilliseconds);
                    break;
                case RuleActionKind.Speak:
                    _speech.Say((Phrase)action.Argument);
                    break;
            }
        }

        run.HeldSequence = 0;
    }

    /// <summary>A rule that reminded was cancelled; so is the alarm that it held back.</summary>
    internal void Cancel(RuleRun run, long nowMilliseconds)
    {
        if (!_book.CancelHeldBack(run.HeldSequence, nowMilliseconds))
        {
            Tell(run, StatusCodes.Cancel, "rule cancelled");
        }

        run.HeldSequence = 0;
    }

    private ulong Raise(RuleRun run, RuleAction action, long holdMilliseconds, long nowMilliseconds)
    {
        _facts.Kind = action.AlarmKind;

        // A device may have been removed since it was heard.
        bool isPaired = _devices != null && _devices.Find(run.DeviceId) != null;
        _facts.TriggerId = isPaired ? run.DeviceId : 0;
        _facts.DeviceType = action.DeviceType != 0 ? action.DeviceType : Or(run.DeviceType, DeviceTypes.Controller);
        _facts.StatusCode = action.StatusCode != 0 ? action.StatusCode : Or(run.StatusCode, StatusCodes.AutomaticAlarm);
        _facts.LocationCode = action.Location != 0 ? action.Location : run.LocationCode;
        _facts.Occupant = action.Occupant != 0 ? action.Occupant : run.Occupant;
        _facts.Priority = action.Priority;
        _facts.RuleId = run.Rule.Id;
        _facts.Recipients = action.Recipients;
        _facts.HoldMilliseconds = holdMilliseconds;
        _facts.IsCancellable = holdMilliseconds > 0;
        _facts.PressedAtMilliseconds = nowMilliseconds + holdMilliseconds;
        return _book.RaiseOfRule(_facts, nowMilliseconds);
    }

    private static int Or(int value, int otherwise)
    {
        return value != 0 ? value : otherwise;
    }

    private void Switch(RuleAction action, long nowMilliseconds)
    {
        int switched = 0;
        int capacity = _devices == null ? 0 : _devices.Capacity;
        for (int i = 0; i < capacity && switched < Limits.PlugsPerAction; i++)
        {
            PairedDevice device = _devices!.At(i);
            bool isMeant = device.IsInUse && !device.IsVendor && DeviceCatalogue.TakesOrders(device.Kind)
                && (action.DeviceId == 0 || action.DeviceId == device.DeviceId)
                && (action.Location == 0 || action.Location == device.LocationCode);
            if (!isMeant)
            {
                continue;
            }

            switched++;
            bool isOn = action.Argument == (int)OrderKind.SwitchOn;
            if (device.IsActive != isOn
                && (_orders == null || !_orders.Add(device, (OrderKind)action.Argument, 0, nowMilliseconds)))
            {
                LostOrderCount++;
                _events.AddOf(device, StatusCodes.Failure, action.Argument, nowMilliseconds);
            }
        }
    }

    private void Tell(RuleRun run, int statusCode, string text)
    {
        _events.Add(EventRank.Information, DeviceTypes.Controller, statusCode, run.Rule.Id, text);
    }
}
