// Makes and steps the parts that look after the home's devices: reports, pairing, supervision.
using Hub.Core.Pairing;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Core.Radio;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using static Hub.Core.Moment;

namespace Hub.Core;

/// <summary>All that a hub with devices of its own does about them, stepped by <see cref="HubCore"/>.</summary>
internal sealed class HomeParts
{
    private const int ForgottenAirSteps = 9;
    private const int HomeIdDigits = 8;

    private readonly RadioParts _radio;
    private readonly HubMemory _memory;
    private readonly EventLog _events;
    private readonly SpokenSounds _audio;
    private readonly Speech _speech;
    private readonly DeviceLamp _lamp;
    private readonly KitDevices _kit;
    private readonly PairingInterviews _interviews;
    private readonly DeviceOrders _orders;
    private readonly DeviceRegister _register;
    private readonly DescribedDevices _described;
    private readonly PairingTerms _terms = new PairingTerms();
    private long _mountAtMilliseconds = long.MinValue;
    private long _answeredPresses;
    private bool _wasFaulty;
    private bool _hasRecalled;
    private bool _isPairHeld;
    private bool _isCancelPressed;
    private bool _isResetHeld;

    internal HomeParts(HubSettings settings, HubPorts ports, RadioParts radio, HubParts parts)
    {
        _radio = radio;
        _memory = parts.Memory;
        _events = parts.Events;
        _audio = parts.Panel.Sounds;
        _speech = parts.Speech;
        _lamp = new DeviceLamp(radio.Table);
        _kit = new KitDevices(settings.KitInstallCodes);
        Reports = new PairingReports(parts.Memory);
        States = new DeviceStates(parts.Memory, parts.Clock, radio.Table);
        WalkTest = new WalkTest(Reports, _audio);
        Supervision = new DeviceSupervision(
            radio.Table, radio.Store, parts.Book, parts.Events, parts.Clock, States);
        Jam = new JamWatch(ports.Radio, parts.Book, parts.Events);
        _interviews = new PairingInterviews(radio.Table, radio.Store, Reports, States);
        _orders = new DeviceOrders(radio.Table, radio.Store, radio.Sealing, parts.Events, ports.Random!);
        _register = new DeviceRegister(
            settings, radio.Table, radio.Store, radio.Outbox, Reports, _interviews, Supervision, States);
        Window = new PairingWindow(
            _register, radio.Sealing, Reports, _kit, ports.Random!, _audio, HomeId(settings.HubId));
        DeviceReports = new DeviceReports(
            parts.Book, parts.Events, parts.Clock, radio.Answers, Supervision, _interviews, WalkTest, _orders, States);
        Link = new RadioLink(radio.Frames, radio.Table, radio.Sealing, Window, DeviceReports, parts.Events);
        _described = new DescribedDevices(
            radio.VendorEvents, radio.Table, Window, DeviceReports, settings.DeviceDescriptions);
        Requests = new PairRequests(
            settings, radio.Table, radio.Store, _register, Window, WalkTest, _orders, parts.Commands, Reports,
            radio.Sealing);
        parts.Book.Attach(_interviews);
        parts.Book.Attach(Supervision);
        parts.DownMessages.Attach(Requests);
    }

    internal PairingReports Reports { get; }

    internal DeviceStates States { get; }

    internal WalkTest WalkTest { get; }

    internal DeviceSupervision Supervision { get; }

    internal JamWatch Jam { get; }

    internal PairingWindow Window { get; }

    internal DeviceReports DeviceReports { get; }

    internal DeviceOrders Orders
    {
        get { return _orders; }
    }

    internal RadioLink Link { get; }

    internal PairRequests Requests { get; }

    /// <summary>The figures of these parts, to be looked at.</summary>
    internal void Show(HubStatus status)
    {
        status.Home = new HomeStatus(_radio, this, _described, _orders);
    }

    /// <summary>Whether something waits to be sent and nothing before it is under way.</summary>
    internal bool HasUnsent
    {
        get { return Reports.HasUnsent || (States.HasUnsent && !HoldsStates); }
    }

    /// <summary>Whether states of devices wait: the day's bytes are used up.</summary>
    internal bool HoldsStates { get; set; }

    internal void HoldPairButton()
    {
        _isPairHeld = true;
    }

    internal void PressCancelButton()
    {
        _isCancelPressed = true;
    }

    internal void HoldResetButton()
    {
        _isResetHeld = true;
    }

    /// <summary>Looks after the store: reads it at the start, and again for as long as that fails.</summary>
    internal void StepStore(long nowMilliseconds)
    {
        if (_radio.Store.IsMounted)
        {
            _radio.Store.Maintain(nowMilliseconds);
            ForgetAirUse(nowMilliseconds);
        }
        else if (nowMilliseconds >= _mountAtMilliseconds)
        {
            _mountAtMilliseconds = nowMilliseconds + Limits.JournalRetryMilliseconds;
            if (_radio.Store.Mount())
            {
                StartDevices(nowMilliseconds);
            }
        }

        if (!_hasRecalled && _radio.Store.IsMounted && _memory.IsStarted)
        {
            _hasRecalled = true;
            _radio.Answers.Recall(_memory.Alarms);
        }

        bool isFaulty = !_radio.Store.IsMounted || _radio.Store.IsFaulty;
        if (isFaulty != _wasFaulty)
        {
            _wasFaulty = isFaulty;
            _events.Add(
                EventRank.Fault, DeviceTypes.Controller,
                isFaulty ? StatusCodes.Malfunction : StatusCodes.Reestablished, 0, "device store");
        }
    }

    /// <summary>Takes what was heard and does what is due.</summary>
    /// <returns>True when more waits to be taken.</returns>
    internal bool Step(long nowMilliseconds)
    {
        _radio.Answers.SetTime(nowMilliseconds);
        StepButtons(nowMilliseconds);
        Window.Step(nowMilliseconds);
        WalkTest.Step(nowMilliseconds);
        bool hasMore = _radio.Store.IsMounted && Link.TakeFrames(nowMilliseconds);
        hasMore = (_radio.Store.IsMounted && _described.TakeEvents(nowMilliseconds)) || hasMore;
        _interviews.Step(nowMilliseconds);
        Supervision.Step(nowMilliseconds);
        Jam.Step(nowMilliseconds);
        if (_answeredPresses != _radio.Answers.PressCount)
        {
            _answeredPresses = _radio.Answers.PressCount;
            if (!WalkTest.IsOpen)
            {
                _audio.Play(Sound.PressHeard);
            }
        }

        return hasMore;
    }

    /// <summary>Sends what waits for the air.</summary>
    internal void StepAir(long nowMilliseconds)
    {
        _orders.Step(nowMilliseconds);
        _radio.Outbox.Step(nowMilliseconds);
    }

    internal void StepLamps(Lamps lamps, long nowMilliseconds)
    {
        _lamp.Step(nowMilliseconds);
        lamps.ShowDevices(Window.IsOpen, nowMilliseconds < FlashEndsAtMilliseconds(), _lamp.Colour);
    }

    /// <summary>Sends what is due to the fleet manager.</summary>
    /// <returns>True when something could not be sent.</returns>
    internal bool SendDue(Linking.UplinkSession session, long nowMilliseconds)
    {
        return Reports.SendDue(session, nowMilliseconds)
            || (!HoldsStates && States.SendDue(session, nowMilliseconds));
    }

    internal void OnSessionReady(long nowMilliseconds)
    {
        States.OnSessionReady(nowMilliseconds);
    }

    internal void OnSessionEnded()
    {
        Reports.OnSessionEnded();
        States.OnSessionEnded();
    }

    /// <summary>The receiver answered a message of these parts.</summary>
    internal void OnAnswered(MessageKind kind, int tag, int publishId)
    {
        if (kind == MessageKind.DeviceState)
        {
            States.OnAnswered(publishId);
        }
        else
        {
            Reports.OnAnswered(tag, publishId);
        }
    }

    /// <summary>When these parts must be stepped again, whatever else happens.</summary>
    internal long NextDueAtMilliseconds(long nowMilliseconds)
    {
        long next = Earlier(_radio.Outbox.NextDueAtMilliseconds, _orders.NextDueAtMilliseconds);
        next = Earlier(next, Earlier(Window.NextDueAtMilliseconds, WalkTest.NextDueAtMilliseconds));
        next = Earlier(next, Earlier(Supervision.NextDueAtMilliseconds, _interviews.NextDueAtMilliseconds));
        next = Earlier(next, Jam.NextDueAtMilliseconds);
        long flashEnds = FlashEndsAtMilliseconds();
        next = flashEnds > nowMilliseconds ? Earlier(next, flashEnds) : next;
        return _radio.Store.IsMounted ? next : Earlier(next, _mountAtMilliseconds);
    }

    // The home's number, the same for all its devices: the last digits of the hub's id.
    private static uint HomeId(string hubId)
    {
        uint number = 0;
        for (int i = hubId.Length - HomeIdDigits; i < hubId.Length; i++)
        {
            char digit = hubId[i];
            number = (number << 4) | (uint)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }

        return number;
    }

    private long FlashEndsAtMilliseconds()
    {
        long heardAt = DeviceReports.HeardAtMilliseconds;
        return heardAt == long.MinValue ? heardAt : heardAt + Limits.RadioFlashMilliseconds;
    }

    // Well below what is written, so that it is not written to and fro.
    private void ForgetAirUse(long nowMilliseconds)
    {
        int written = _radio.Store.AirUse;
        int steps = written > AirBudget.UnwrittenSteps ? _radio.Budget.StepsWith(0, nowMilliseconds) : written;
        if (steps <= written - ForgottenAirSteps || (steps < written && steps == AirBudget.UnwrittenSteps))
        {
            _radio.Store.WriteAirUse(steps);
        }
    }

    private void StartDevices(long nowMilliseconds)
    {
        _radio.Budget.Start(_radio.Store.AirUse, nowMilliseconds);
        _register.Start(_kit, nowMilliseconds);
        if (_radio.Store.IsHistoryLost)
        {
            _events.Add(EventRank.Fault, DeviceTypes.Controller, StatusCodes.Loss, 0, "devices lost");
        }
    }

    private void StepButtons(long nowMilliseconds)
    {
        if (_isResetHeld)
        {
            _isResetHeld = false;
            Window.Close(PairingReason.Forgotten);
            WalkTest.End();
            bool isForgotten = _register.ForgetAll(0);
            _audio.Instead = isForgotten ? Phrase.DevicesForgotten : Phrase.NotPossible;
            _audio.Play(isForgotten ? Sound.PairingClosed : Sound.Refused);
            _audio.Instead = Phrase.None;
        }

        if (_isCancelPressed)
        {
            // The button has a meaning whenever something can be cancelled (HUL-145).
            _isCancelPressed = false;
            _audio.Instead = Phrase.PairingCancelled;
            Window.Close(PairingReason.Cancelled);
            _audio.Instead = Phrase.None;
            if (WalkTest.IsOpen)
            {
                WalkTest.End();
                _speech.Say(Phrase.WalkTestEnded);
            }
        }

        if (_isPairHeld)
        {
            _isPairHeld = false;
            _terms.Clear();
            _terms.Seconds = Limits.PairingWindowSeconds;
            if (Window.Open(_terms, nowMilliseconds) != PairingReason.None)
            {
                _audio.Play(Sound.Refused);
            }
        }
    }
}
