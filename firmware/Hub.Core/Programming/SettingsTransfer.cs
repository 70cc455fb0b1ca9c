// Takes new settings in parts, proves them, checks them as a whole, tries them, and goes back unless they hold.
using Hub.Core.Alarming;
using Hub.Core.Linking;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Core.Voice;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Settings;

namespace Hub.Core.Programming;

/// <summary>
/// The new document is written beside the old one, used, and put in force for good by one record once it is proved. A
/// restart before that record leaves the old one, so whatever the new settings do to the hub ends with it.
/// </summary>
public sealed class SettingsTransfer
{
    private const int Receiving = 0;
    private const int Proving = 1;
    private const int Reading = 2;
    private const int Waiting = 3;
    private const int Preparing = 4;
    private const int Trying = 5;

    private readonly DocumentAssembly _assembly;
    private readonly DocumentStore? _store;
    private readonly SettingsInForce _inForce;
    private readonly SettingsTrial _trial;
    private readonly SettingsReports _reports;
    private readonly Commands _commands;
    private readonly EventLog _events;
    private readonly PendingAlarms _alarms;
    private readonly string _hubId;
    private readonly SettingsReader _reader = new SettingsReader();
    private HomeSettings _standing = new HomeSettings();
    private HomeSettings _next = new HomeSettings();
    private VoiceCalls? _calls;
    private long _dueAtMilliseconds = long.MaxValue;
    private ulong _sequence;
    private long _bootCount;
    private int _stage;
    private bool _isPostponed;
    private uint _revertedVersion;

    internal SettingsTransfer(HubSettings settings, HubPorts ports, HubParts parts, DocumentStore? store)
    {
        _assembly = new DocumentAssembly(
            settings.DocumentKey, DocumentSeal.SettingsKind, SettingsLimits.MaxDocumentBytes);
        _store = store;
        _inForce = parts.InForce;
        _trial = new SettingsTrial(ports, parts);
        _reports = new SettingsReports(parts.Memory);
        _commands = parts.Commands;
        _events = parts.Events;
        _alarms = parts.Memory.Alarms;
        _hubId = settings.HubId;
    }

    /// <summary>Documents put in force for good, since the start; the one from flash does not count.</summary>
    public long ConfirmedCount { get; private set; }

    /// <summary>Documents gone back on, since the start.</summary>
    public long RevertedCount { get; private set; }

    /// <summary>Documents refused, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Why the last one was refused or gone back on; empty when none was.</summary>
    public string LastReason { get; private set; } = "";

    /// <summary>Whether settings are being tried.</summary>
    public bool IsOnTrial
    {
        get { return _stage == Trying; }
    }

    /// <summary>The message that parts are decoded into.</summary>
    internal DocumentPartMessage Message
    {
        get { return _assembly.Message; }
    }

    /// <summary>Where the store is read into.</summary>
    internal byte[] Buffer
    {
        get { return _assembly.Document; }
    }

    /// <summary>What is told of documents.</summary>
    internal SettingsReports Reports
    {
        get { return _reports; }
    }

    /// <summary>When it must be stepped again, whatever else happens: at once for a document that is being looked at,
    /// since parts arrive after it has been stepped.</summary>
    internal long NextDueAtMilliseconds
    {
        get
        {
            bool isAtWork = _stage == Proving || _stage == Reading || _stage == Preparing;
            return isAtWork ? long.MinValue : _dueAtMilliseconds;
        }
    }

    /// <summary>The hub starts: the wiring is told where to connect.</summary>
    internal void Start()
    {
        _trial.Start();
    }

    /// <summary>Names who knows of calls.</summary>
    internal void Attach(VoiceCalls calls)
    {
        _calls = calls;
    }

    /// <summary>The store has been read into <see cref="Buffer"/>: what it holds is used.</summary>
    internal void TakeFromStore(long nowMilliseconds)
    {
        if (_reader.Read(_standing, _assembly.Document, 0, _store!.Length) && _standing.HubId == _hubId
            && _trial.CanUse(_standing))
        {
            _inForce.Version = _standing.Version;
            _trial.Use(_standing, nowMilliseconds);
            return;
        }

        _standing.Clear();
        Tell(EventRank.Fault, StatusCodes.Loss, "settings not readable");
    }

    /// <summary>Takes the part that has been decoded into <see cref="Message"/>.</summary>
    internal void Take(long nowMilliseconds)
    {
        DocumentPartMessage message = _assembly.Message;
        if (_stage != Receiving && message.DocumentVersion <= _assembly.Version)
        {
            // It is being looked at, or tried; what comes of it will be told.
            return;
        }

        if (_stage != Receiving && _stage != Waiting)
        {
            // The sender asks again; a trial is not given up for a document that nobody has proved yet.
            return;
        }

        _sequence = message.Sequence;
        _bootCount = message.BootCount;
        if (message.DocumentVersion <= _revertedVersion)
        {
            // Whoever sends it again would have the hub leave its link again and again.
            Answer(AcknowledgementResult.Refused, "reverted before", nowMilliseconds);
            return;
        }

        int what = _assembly.Take(_store, "takes no settings", "settings store fault", nowMilliseconds);
        if (what == DocumentAssembly.Refused)
        {
            Answer(_assembly.Result, _assembly.Reason, nowMilliseconds);
        }
        else if (what == DocumentAssembly.InForce)
        {
            _reports.Tell(_store!.Version, SettingsPhase.InForce, _inForce.Version, 0, "");
            Answer(AcknowledgementResult.Done, "", nowMilliseconds);
        }
        else
        {
            _stage = what == DocumentAssembly.Whole ? Proving : Receiving;
        }
    }

    /// <summary>Goes one piece further.</summary>
    /// <returns>True when there is more to do at once.</returns>
    internal bool Step(long nowMilliseconds)
    {
        _dueAtMilliseconds = long.MaxValue;
        switch (_stage)
        {
            case Proving:
                Prove(nowMilliseconds);
                return true;
            case Reading:
                Read(nowMilliseconds);
                return true;
            case Waiting:
                Wait(nowMilliseconds);
                return _stage != Waiting;
            case Preparing:
                Prepare(nowMilliseconds);
                return true;
            case Trying:
                Try(nowMilliseconds);
                return false;
            default:
                return false;
        }
    }

    private void Prove(long nowMilliseconds)
    {
        if (!_assembly.Prove(out bool isProven))
        {
            return;
        }

        if (isProven)
        {
            _stage = Reading;
        }
        else
        {
            Refuse(AcknowledgementResult.Refused, "not authentic", nowMilliseconds);
        }
    }

    private void Read(long nowMilliseconds)
    {
        string reason = "";
        if (!_reader.Read(_next, _assembly.Document, 0, _assembly.Length))
        {
            reason = _reader.Reason();
        }
        else if (_next.Version != _assembly.Version)
        {
            reason = "version: contradiction";
        }
        else if (_next.HubId != _hubId)
        {
            reason = "another hub";
        }
        else if (!_trial.CanUse(_next))
        {
            reason = "no such receiver";
        }

        if (reason.Length > 0)
        {
            Refuse(AcknowledgementResult.Refused, reason, nowMilliseconds);
            return;
        }

        Answer(AcknowledgementResult.Done, "", nowMilliseconds);
        _isPostponed = false;
        _stage = Waiting;
    }

    // An alarm under way is not to be disturbed by whatever the new settings do.
    private void Wait(long nowMilliseconds)
    {
        bool isBusy = _alarms.PersonCount > 0 || (_calls != null && _calls.IsBusy);
        if (!isBusy)
        {
            _stage = Preparing;
            return;
        }

        _dueAtMilliseconds = nowMilliseconds + Limits.SettingsTrialLookMilliseconds;
        if (!_isPostponed)
        {
            _isPostponed = true;
            _reports.Tell(_next.Version, SettingsPhase.Postponed, _inForce.Version, 0, "alarm in progress");
        }
    }

    private void Prepare(long nowMilliseconds)
    {
        if (!_store!.Prepare(_assembly.Document, _assembly.Length))
        {
            GoBack("settings store fault", false, nowMilliseconds);
            return;
        }

        _trial.Use(_next, nowMilliseconds);
        _trial.Begin(nowMilliseconds);
        _stage = Trying;
        _reports.Tell(
            _next.Version, SettingsPhase.Trial, _inForce.Version, _trial.SecondsLeft(nowMilliseconds), "");
        _dueAtMilliseconds = nowMilliseconds;
    }

    private void Try(long nowMilliseconds)
    {
        switch (_trial.Step(nowMilliseconds))
        {
            case SettingsTrial.Won:
                Confirm(nowMilliseconds);
                break;
            case SettingsTrial.LostByTime:
                GoBack("not proved in time", true, nowMilliseconds);
                break;
            case SettingsTrial.LostByAlarm:
                GoBack("alarm not carried", true, nowMilliseconds);
                break;
        }

        _dueAtMilliseconds = _trial.NextDueAtMilliseconds;
    }

    private void Confirm(long nowMilliseconds)
    {
        uint version = (uint)_assembly.Version;
        if (!_store!.Switch(version, _assembly.Tag, _assembly.Document, _assembly.Length))
        {
            GoBack("settings store fault", true, nowMilliseconds);
            return;
        }

        HomeSettings before = _standing;
        _standing = _next;
        _next = before;
        _inForce.Version = version;
        ConfirmedCount++;
        Finish();
        _reports.Tell(version, SettingsPhase.InForce, version, 0, "");
        Tell(EventRank.Information, StatusCodes.Active, "settings in force");
    }

    private void GoBack(string reason, bool isUsed, long nowMilliseconds)
    {
        RevertedCount++;
        LastReason = reason;
        uint version = _next.Version;
        _revertedVersion = version;
        if (isUsed)
        {
            _trial.Use(_standing, nowMilliseconds);
        }

        Finish();
        _reports.Tell(version, SettingsPhase.Reverted, _inForce.Version, 0, reason);
        Tell(EventRank.Information, StatusCodes.Failure, "settings reverted");
    }

    private void Finish()
    {
        _trial.End();
        _assembly.Forget();
        _stage = Receiving;
    }

    private void Refuse(AcknowledgementResult result, string reason, long nowMilliseconds)
    {
        RefusedCount++;
        LastReason = reason;
        Answer(result, reason, nowMilliseconds);
        Finish();
    }

    private void Answer(AcknowledgementResult result, string reason, long nowMilliseconds)
    {
        _commands.Answer(_sequence, _bootCount, result, reason, nowMilliseconds);
    }

    private void Tell(int rank, int statusCode, string text)
    {
        uint version = _inForce.Version;
        _events.Add(rank, DeviceTypes.Controller, statusCode, version > int.MaxValue ? 0 : (int)version, text);
    }
}
