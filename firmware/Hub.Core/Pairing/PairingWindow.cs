// The time in which a device may join: whose request counts, what it is answered, when its keys are proven.
using Hub.Core.Ports;
using Hub.Core.Radio;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Hub.Core.Pairing;

/// <summary>
/// One device at a time, and only one whose label the hub was given: its secret makes the join key, so a neighbour's
/// device in range cannot join and is not answered. A request that is authentic is answered with the hub's share of the
/// link key. The device is stored when its first report under that key arrives: paired is what both sides have proven,
/// and a power cut before leaves the old list.
/// </summary>
public sealed class PairingWindow
{
    private readonly DeviceRegister _register;
    private readonly HubFrames _frames;
    private readonly PairingReports _reports;
    private readonly KitDevices _kit;
    private readonly IRandom _random;
    private readonly IAudio? _audio;
    private readonly uint _homeId;
    private readonly RadioKeys _keys = new RadioKeys();
    private readonly PairingTerms _terms = new PairingTerms();
    private readonly JoinAttempt[] _attempts = new JoinAttempt[Limits.JoinAttempts];
    private readonly JoinRequest _request = new JoinRequest();
    private readonly JoinAnswer _answer = new JoinAnswer();
    private readonly byte[] _joinKey = new byte[RadioLimits.KeyBytes];
    private readonly uint[] _toldDevices = new uint[Limits.MaxToldRefusals];
    private uint _joinKeyOf;
    private int _nextAttempt;
    private int _answers;
    private int _derivations;
    private int _told;
    private bool _isHeardTold;

    internal PairingWindow(
        DeviceRegister register,
        HubFrames frames,
        PairingReports reports,
        KitDevices kit,
        IRandom random,
        IAudio? audio,
        uint homeId)
    {
        _register = register;
        _frames = frames;
        _reports = reports;
        _kit = kit;
        _random = random;
        _audio = audio;
        _homeId = homeId;
        for (int i = 0; i < _attempts.Length; i++)
        {
            _attempts[i] = new JoinAttempt();
        }
    }

    /// <summary>Whether a device may join now (HUL-144).</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Join requests heard while no device could join, since the start.</summary>
    public long IgnoredCount { get; private set; }

    /// <summary>Join requests refused while a device could join, since the start.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>When it closes by itself; long.MaxValue when it is not open.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Opens the window.</summary>
    /// <returns>None when it is open now; else why not.</returns>
    internal PairingReason Open(PairingTerms terms, long nowMilliseconds)
    {
        // A window opened at the hub has no label; the fleet manager may hand one in afterwards.
        if (IsOpen && (_terms.PairingId != 0 || terms.PairingId == 0))
        {
            return PairingReason.AlreadyOpen;
        }

        PairingReason refusal = _register.WhyNot(terms.DeviceId, terms.ReplacesDeviceId);
        if (refusal != PairingReason.None)
        {
            return refusal;
        }

        _terms.CopyFrom(terms);
        ForgetAttempts();
        _joinKeyOf = 0;
        _derivations = 0;
        _answers = 0;
        _told = 0;
        _isHeardTold = false;
        IsOpen = true;
        NextDueAtMilliseconds = nowMilliseconds + (terms.Seconds * 1000L);
        Tell(PairingStep.Opened, PairingReason.None, _terms.DeviceId, 0);
        _audio?.Play(Sound.PairingOpened);
        return PairingReason.None;
    }

    /// <summary>Closes the window, if it is open.</summary>
    internal void Close(PairingReason reason)
    {
        if (!IsOpen)
        {
            return;
        }

        Shut();
        Tell(PairingStep.Closed, reason, _terms.DeviceId, 0);
        _audio?.Play(Sound.PairingClosed);
        _terms.Clear();
    }

    internal void Step(long nowMilliseconds)
    {
        if (nowMilliseconds >= NextDueAtMilliseconds)
        {
            Close(PairingReason.TimedOut);
        }
    }

    /// <summary>Takes a join request that has the form of one; nothing in it is proven yet.</summary>
    internal void TakeRequest(RadioFrame frame, int signalDbm, long nowMilliseconds)
    {
        if (!IsOpen)
        {
            IgnoredCount++;
            return;
        }

        PairingReason reason = Prove(frame);
        if (reason != PairingReason.None)
        {
            RefusedCount++;
            TellRefusal(reason, frame.DeviceId, signalDbm);
            return;
        }

        if (!_request.Get(frame.Buffer, frame.TextOffset, frame.TextCount) || _answers >= Limits.MaxJoinAnswers)
        {
            RefusedCount++;
            return;
        }

        JoinAttempt attempt = FindAttempt(frame.DeviceId);
        _answers++;
        _answer.Result = JoinResult.Accepted;
        System.Array.Copy(attempt.HubNonce, 0, _answer.HubNonce, 0, attempt.HubNonce.Length);
        _answer.HomeId = _homeId;
        _answer.SupervisionMinutes = DeviceCatalogue.SupervisionMinutesOf(attempt.DeviceKind);
        _frames.AnswerJoin(frame.DeviceId, frame.Counter, _answer, _joinKey, nowMilliseconds);
        if (!_isHeardTold)
        {
            _isHeardTold = true;
            PairingReport report = Tell(PairingStep.Heard, PairingReason.None, frame.DeviceId, signalDbm);
            report.DeviceKind = attempt.DeviceKind;
            report.Variant = attempt.Variant;
            report.BatteryPercent = attempt.BatteryPercent;
        }
    }

    /// <summary>Takes a report that no paired device's key opens: the first one of a device that is joining opens under
    /// a link key of its attempts.</summary>
    /// <returns>The device, paired and stored, the frame opened; null when it is not that.</returns>
    internal PairedDevice? TakeProof(RadioFrame frame, int signalDbm, long nowMilliseconds)
    {
        for (int i = 0; i < _attempts.Length && IsOpen && frame.DeviceId == _terms.DeviceId; i++)
        {
            JoinAttempt attempt = _attempts[i];
            if (!attempt.IsInUse)
            {
                continue;
            }

            _frames.Ccm.SetKey(attempt.LinkKey, 0);
            if (frame.Open(_frames.Ccm))
            {
                return Admit(attempt.LinkKey, attempt.DeviceKind, attempt.Variant, signalDbm, nowMilliseconds);
            }
        }

        return null;
    }

    /// <summary>Another vendor's device was heard that is not paired; its adapter vouches for it.</summary>
    /// <returns>The device, paired and stored, when the window is open for it; else null.</returns>
    internal PairedDevice? TakeVendorDevice(uint deviceId, int signalDbm, long nowMilliseconds)
    {
        if (!IsOpen || _terms.DescriptionNumber == 0 || deviceId != _terms.DeviceId)
        {
            return null;
        }

        if (!_isHeardTold)
        {
            _isHeardTold = true;
            Tell(PairingStep.Heard, PairingReason.None, deviceId, signalDbm);
        }

        return Admit(null, _terms.DeviceKind, DeviceVariant.None, signalDbm, nowMilliseconds);
    }

    private PairedDevice? Admit(
        byte[]? linkKey,
        DeviceKind kind,
        DeviceVariant variant,
        int signalDbm,
        long nowMilliseconds)
    {
        PairedDevice? device = _register.Admit(_terms, linkKey, kind, variant, signalDbm, nowMilliseconds);
        if (device == null)
        {
            // Not acknowledged, the device asks again; the flash may take it then.
            TellRefusal(PairingReason.MemoryFault, _terms.DeviceId, signalDbm);
            return null;
        }

        Shut();
        _terms.Clear();
        _audio?.Play(Sound.Paired);
        return device;
    }

    // None when the request is from the device whose label was given.
    private PairingReason Prove(RadioFrame frame)
    {
        bool isNamed = _terms.DeviceId != 0;
        if (isNamed && (frame.DeviceId != _terms.DeviceId || _terms.DescriptionNumber != 0))
        {
            return PairingReason.OtherDevice;
        }

        InstallCode? code = isNamed ? null : _kit.Find(frame.DeviceId);
        if (!isNamed && code == null)
        {
            return PairingReason.CodeNeeded;
        }

        if (_joinKeyOf != frame.DeviceId && !DeriveJoinKey(isNamed ? _terms.Secret : code!.Secret, frame.DeviceId))
        {
            return PairingReason.OtherDevice;
        }

        _frames.Ccm.SetKey(_joinKey, 0);
        if (!frame.Open(_frames.Ccm))
        {
            return PairingReason.WrongCode;
        }

        if (!isNamed)
        {
            // A device of the kit: its label is known, and from here on the window is for it alone.
            _terms.DeviceId = code!.DeviceId;
            _terms.DeviceKind = code.DeviceKind;
            System.Array.Copy(code.Secret, 0, _terms.Secret, 0, _terms.Secret.Length);
            _terms.HasSecret = true;
        }

        return PairingReason.None;
    }

    // Costly, so a flood of requests in the name of the kit's devices does not make it happen again and again.
    private bool DeriveJoinKey(byte[] secret, uint deviceId)
    {
        if (_derivations >= Limits.MaxJoinAnswers)
        {
            return false;
        }

        _derivations++;
        _joinKeyOf = deviceId;
        return _keys.DeriveJoin(secret, deviceId, _joinKey, 0);
    }

    // The same request again is answered with the same nonce: which of two answers the device heard is not known.
    private JoinAttempt FindAttempt(uint deviceId)
    {
        for (int i = 0; i < _attempts.Length; i++)
        {
            if (_attempts[i].IsOf(_request.DeviceNonce))
            {
                return _attempts[i];
            }
        }

        JoinAttempt attempt = _attempts[_nextAttempt];
        _nextAttempt = (_nextAttempt + 1) % Limits.JoinAttempts;
        System.Array.Copy(_request.DeviceNonce, 0, attempt.DeviceNonce, 0, attempt.DeviceNonce.Length);
        for (int i = 0; i < attempt.HubNonce.Length; i++)
        {
            attempt.HubNonce[i] = (byte)_random.NextUInt32();
        }

        attempt.DeviceKind = _terms.DeviceKind != DeviceKind.Unknown ? _terms.DeviceKind : _request.DeviceKind;
        attempt.Variant = _request.Variant;
        attempt.BatteryPercent = _request.BatteryPercent;
        attempt.IsInUse = _keys.DeriveLink(
            _terms.Secret, attempt.DeviceNonce, attempt.HubNonce, deviceId, attempt.LinkKey, 0);
        return attempt;
    }

    private void Shut()
    {
        IsOpen = false;
        NextDueAtMilliseconds = long.MaxValue;
        ForgetAttempts();
        for (int i = 0; i < _joinKey.Length; i++)
        {
            _joinKey[i] = 0;
        }
    }

    private void ForgetAttempts()
    {
        _nextAttempt = 0;
        for (int i = 0; i < _attempts.Length; i++)
        {
            _attempts[i].Clear();
        }
    }

    // Each device once, and not for ever: a flood of requests must not fill the queue of reports.
    private void TellRefusal(PairingReason reason, uint deviceId, int signalDbm)
    {
        for (int i = 0; i < _told && reason != PairingReason.MemoryFault; i++)
        {
            if (_toldDevices[i] == deviceId)
            {
                return;
            }
        }

        if (_told < _toldDevices.Length)
        {
            _toldDevices[_told++] = deviceId;
            Tell(PairingStep.Refused, reason, deviceId, signalDbm);
            _audio?.Play(Sound.Refused);
        }
    }

    private PairingReport Tell(PairingStep step, PairingReason reason, uint deviceId, int signalDbm)
    {
        PairingReport report = _reports.Add(step, reason, _terms.PairingId, deviceId);
        report.DeviceKind = deviceId == _terms.DeviceId ? _terms.DeviceKind : DeviceKind.Unknown;
        report.SignalDbm = signalDbm;
        report.EndsAtMilliseconds = IsOpen ? NextDueAtMilliseconds : long.MinValue;
        return report;
    }
}
