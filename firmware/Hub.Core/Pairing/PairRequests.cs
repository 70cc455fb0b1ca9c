// Carries out what the fleet manager asks about devices, once, and only when it is sealed with the hub's key.
using Hub.Core.Linking;
using Hub.Core.Radio;
using Hub.Core.Storage;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;

namespace Hub.Core.Pairing;

/// <summary>
/// A request counts when its seal opens under the pairing key and its sequence is above the last one carried out,
/// which is in the store: neither a broker nor a row in a database pairs or removes a device, today or with last
/// month's message. Carried out first and written then: what a power cut makes happen twice does no harm twice.
/// </summary>
public sealed class PairRequests
{
    private readonly DeviceTable _table;
    private readonly DeviceStore _store;
    private readonly DeviceRegister _register;
    private readonly PairingWindow _window;
    private readonly WalkTest _walkTest;
    private readonly DeviceOrders _orders;
    private readonly Commands _commands;
    private readonly PairingReports _reports;
    private readonly DeviceDescription[] _descriptions;
    private readonly byte[] _pairingKey;
    private readonly PairingSeal _seal;
    private readonly PairRequestMessage _request = new PairRequestMessage();
    private readonly PairingTerms _terms = new PairingTerms();
    private readonly ulong[] _recentSequences = new ulong[Limits.RecentRequestCapacity];
    private readonly AcknowledgementResult[] _recentResults = new AcknowledgementResult[Limits.RecentRequestCapacity];
    private int _recentNext;
    private string _reason = "";

    internal PairRequests(
        HubSettings settings,
        DeviceTable table,
        DeviceStore store,
        DeviceRegister register,
        PairingWindow window,
        WalkTest walkTest,
        DeviceOrders orders,
        Commands commands,
        PairingReports reports,
        HubFrames frames)
    {
        _table = table;
        _store = store;
        _register = register;
        _window = window;
        _walkTest = walkTest;
        _orders = orders;
        _commands = commands;
        _reports = reports;
        _descriptions = settings.DeviceDescriptions;
        _pairingKey = settings.PairingKey;
        _seal = new PairingSeal(frames.Ccm);
    }

    /// <summary>Requests carried out, since the start.</summary>
    public long DoneCount { get; private set; }

    /// <summary>Requests that came again, since the start.</summary>
    public long RepeatedCount { get; private set; }

    /// <summary>Requests whose seal was wrong, or that were older than the last one, since the start.</summary>
    public long NotAuthenticCount { get; private set; }

    /// <summary>The message that requests are decoded into.</summary>
    internal PairRequestMessage Message
    {
        get { return _request; }
    }

    /// <summary>Takes the request that has been decoded into <see cref="Message"/>.</summary>
    internal void Take(long nowMilliseconds)
    {
        _reason = "";
        _terms.Clear();
        AcknowledgementResult result = AcknowledgementResult.Refused;
        if (!_seal.Open(_request, _pairingKey, _terms.Secret, out int secretBytes))
        {
            NotAuthenticCount++;
            _reason = "not authentic";
        }
        else if (!_store.IsMounted || _store.IsFaulty)
        {
            result = AcknowledgementResult.Failed;
            _reason = "device store fault";
        }
        else if (_request.Sequence > _store.LastRequestSequence)
        {
            _terms.HasSecret = secretBytes > 0;
            result = CarryOut(nowMilliseconds);
            _store.WriteRequest(_request.Sequence);
            Remember(result);
            DoneCount += result == AcknowledgementResult.Done ? 1 : 0;
        }
        else if (FindRecent(out result))
        {
            RepeatedCount++;
        }
        else
        {
            NotAuthenticCount++;
            result = AcknowledgementResult.Refused;
            _reason = "old request";
        }

        _terms.Clear();
        _commands.Answer(_request.Sequence, _request.BootCount, result, _reason, nowMilliseconds);
    }

    private AcknowledgementResult CarryOut(long nowMilliseconds)
    {
        switch (_request.Action)
        {
            case PairAction.OpenWindow:
                return OpenWindow(nowMilliseconds);
            case PairAction.Cancel:
                _window.Close(PairingReason.Cancelled);
                return AcknowledgementResult.Done;
            case PairAction.ForgetAll:
                _window.Close(PairingReason.Forgotten);
                return Outcome(_register.ForgetAll(_request.PairingId), "device store fault");
            case PairAction.StartWalkTest:
                _walkTest.Start(_request.PairingId, _request.Seconds, nowMilliseconds);
                return AcknowledgementResult.Done;
            case PairAction.EnterRoom:
                _walkTest.Enter(_request.Location, Ordinal(_request.Argument));
                return Outcome(_walkTest.IsOpen, "no walk test");
            case PairAction.EndWalkTest:
                _walkTest.End();
                return AcknowledgementResult.Done;
            case PairAction.RemoveDevice:
            case PairAction.Assign:
            case PairAction.OrderDevice:
                return CarryOutOf(_table.Find(_request.DeviceId), nowMilliseconds);
            default:
                _reason = "unknown action";
                return AcknowledgementResult.Refused;
        }
    }

    private AcknowledgementResult CarryOutOf(PairedDevice? device, long nowMilliseconds)
    {
        if (device == null)
        {
            _reports.Add(
                PairingStep.Refused, PairingReason.UnknownDevice, _request.PairingId, _request.DeviceId);
            _reason = "unknown device";
            return AcknowledgementResult.Refused;
        }

        switch (_request.Action)
        {
            case PairAction.RemoveDevice:
                return Outcome(_register.Remove(device, _request.PairingId), "device store fault");
            case PairAction.Assign:
                return Outcome(
                    _register.Assign(device, _request.Location, _request.Occupant), "device store fault");
            default:
                return Order(device, nowMilliseconds);
        }
    }

    private AcknowledgementResult Order(PairedDevice device, long nowMilliseconds)
    {
        OrderKind kind = (OrderKind)_request.Argument;
        bool isKnown = kind == OrderKind.SwitchOn || kind == OrderKind.SwitchOff || kind == OrderKind.Identify;
        if (!isKnown || device.IsVendor || !DeviceCatalogue.TakesOrders(device.Kind))
        {
            _reason = "takes no such order";
            return AcknowledgementResult.Refused;
        }

        return Outcome(_orders.Add(device, kind, 0, nowMilliseconds), "order not taken");
    }

    private AcknowledgementResult OpenWindow(long nowMilliseconds)
    {
        int seconds = _request.Seconds == 0 ? Limits.PairingWindowSeconds : _request.Seconds;
        _terms.PairingId = _request.PairingId;
        _terms.DeviceId = _request.DeviceId;
        _terms.DeviceKind = _request.DeviceKind;
        _terms.Seconds = seconds > Limits.MaxPairingWindowSeconds ? Limits.MaxPairingWindowSeconds : seconds;
        _terms.LocationCode = _request.Location;
        _terms.Occupant = _request.Occupant;
        _terms.ReplacesDeviceId = _request.ReplacesDeviceId;
        PairingReason reason = Complete(_request.Argument);
        if (reason == PairingReason.None)
        {
            reason = _window.Open(_terms, nowMilliseconds);
        }

        if (reason == PairingReason.None)
        {
            return AcknowledgementResult.Done;
        }

        _reports.Add(PairingStep.Refused, reason, _request.PairingId, _request.DeviceId);
        _reason = "window not opened";
        return AcknowledgementResult.Refused;
    }

    // A label names a device of the hub's own radio, a description number one of another vendor's; nothing at all opens
    // the window as the button on the hub does.
    private PairingReason Complete(int descriptionNumber)
    {
        if (_terms.HasSecret)
        {
            return _terms.DeviceId != 0 ? PairingReason.None : PairingReason.UnknownDevice;
        }

        if (descriptionNumber == 0)
        {
            return _terms.DeviceId == 0 ? PairingReason.None : PairingReason.CodeNeeded;
        }

        DeviceDescription? description = DescribedDevices.Find(_descriptions, descriptionNumber);
        if (description == null || _terms.DeviceId == 0)
        {
            return PairingReason.UnknownDevice;
        }

        _terms.DescriptionNumber = descriptionNumber;
        _terms.DeviceKind = description.Kind;
        return PairingReason.None;
    }

    private AcknowledgementResult Outcome(bool isDone, string otherwise)
    {
        _reason = isDone ? "" : otherwise;
        return isDone ? AcknowledgementResult.Done : AcknowledgementResult.Failed;
    }

    private static int Ordinal(int argument)
    {
        return argument < 0 || argument > 255 ? 0 : argument;
    }

    private void Remember(AcknowledgementResult result)
    {
        _recentSequences[_recentNext] = _request.Sequence;
        _recentResults[_recentNext] = result;
        _recentNext = (_recentNext + 1) % Limits.RecentRequestCapacity;
    }

    private bool FindRecent(out AcknowledgementResult result)
    {
        for (int i = 0; i < _recentSequences.Length; i++)
        {
            if (_recentSequences[i] == _request.Sequence && _request.Sequence != 0)
            {
                result = _recentResults[i];
                return true;
            }
        }

        // The last one before a start: what lasts was done before it was written down; a window, a walk or an order on
        // its way ended with the start.
        bool isLast = _request.Sequence != 0 && _request.Sequence == _store.LastRequestSequence;
        bool isLasting = _request.Action == PairAction.RemoveDevice || _request.Action == PairAction.Assign
            || _request.Action == PairAction.ForgetAll;
        result = isLast && isLasting ? AcknowledgementResult.Done : AcknowledgementResult.Expired;
        _reason = isLast && !isLasting ? "hub restarted" : "";
        return isLast;
    }
}
