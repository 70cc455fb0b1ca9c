// Tells the fleet manager each step of pairings and walk tests, in order.
using Hub.Core.Linking;
using Hub.Core.Storage;
using Hub.Protocols;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Hub.Core.Pairing;

/// <summary>
/// A fixed queue of steps, sent one at a time so that they come in their order, each until the receiver has it. When
/// it is full the oldest makes room: who watches wants the latest, and the device list tells how it ended.
/// </summary>
public sealed class PairingReports
{
    private const int NonePlace = -1;

    private readonly HubMemory _memory;
    private readonly DevicePairingMessage _pairing = new DevicePairingMessage();
    private readonly WalkTestMessage _walk = new WalkTestMessage();
    private readonly PairingReport[] _places = new PairingReport[Limits.PairingReportCapacity];
    private int _underWay = NonePlace;
    private long _number;

    internal PairingReports(HubMemory memory)
    {
        _memory = memory;
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = new PairingReport();
        }
    }

    /// <summary>Steps that wait to be told.</summary>
    public int Count { get; private set; }

    /// <summary>Steps given up for want of room, since the start.</summary>
    public long LostCount { get; private set; }

    /// <summary>Whether a step waits and none is under way.</summary>
    internal bool HasUnsent
    {
        get { return Count > 0 && _underWay == NonePlace; }
    }

    /// <summary>Notes a step of a pairing; the caller adds what else is known of the device.</summary>
    internal PairingReport Add(PairingStep step, PairingReason reason, uint pairingId, uint deviceId)
    {
        PairingReport place = TakePlace();
        place.IsWalk = false;
        place.Step = step;
        place.Reason = reason;
        place.PairingId = pairingId;
        place.DeviceId = deviceId;
        return place;
    }

    /// <summary>Notes a step of a walk test; the caller adds what else is known.</summary>
    internal PairingReport AddWalk(WalkTestStep step, uint pairingId, uint deviceId)
    {
        PairingReport place = TakePlace();
        place.IsWalk = true;
        place.WalkStep = step;
        place.PairingId = pairingId;
        place.DeviceId = deviceId;
        return place;
    }

    /// <summary>Sends the oldest step, unless one is under way.</summary>
    /// <returns>True when it could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        if (Count == 0 || _underWay != NonePlace || !session.IsReady)
        {
            return false;
        }

        int oldest = NonePlace;
        for (int i = 0; i < _places.Length; i++)
        {
            if (_places[i].IsInUse && (oldest < 0 || _places[i].Number < _places[oldest].Number))
            {
                oldest = i;
            }
        }

        return oldest != NonePlace && !Send(session, oldest, nowMilliseconds);
    }

    /// <summary>The receiver answered.</summary>
    internal void OnAnswered(int tag, int publishId)
    {
        PairingReport place = _places[tag];
        _underWay = _underWay == tag ? NonePlace : _underWay;
        if (place.IsInUse && place.UnansweredPublishId == publishId)
        {
            place.IsInUse = false;
            Count--;
        }
    }

    /// <summary>What was not answered is sent again on the next session.</summary>
    internal void OnSessionEnded()
    {
        _underWay = NonePlace;
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i].UnansweredPublishId = 0;
        }
    }

    private PairingReport TakePlace()
    {
        PairingReport place = _places[0];
        for (int i = 0; i < _places.Length; i++)
        {
            if (!_places[i].IsInUse)
            {
                place = _places[i];
                break;
            }

            place = _places[i].Number < place.Number ? _places[i] : place;
        }

        LostCount += place.IsInUse ? 1 : 0;
        Count += place.IsInUse ? 0 : 1;
        place.IsInUse = true;
        place.Number = ++_number;
        place.Sequence = _memory.Sequences.Next();
        place.DeviceKind = DeviceKind.Unknown;
        place.Variant = DeviceVariant.None;
        place.EndsAtMilliseconds = long.MinValue;
        place.BatteryPercent = RadioLimits.BatteryUnknown;
        place.SignalDbm = 0;
        place.DeviceSignalDbm = 0;
        place.LocationCode = 0;
        place.Ordinal = 0;
        place.UnansweredPublishId = 0;
        return place;
    }

    private bool Send(UplinkSession session, int index, long nowMilliseconds)
    {
        PairingReport place = _places[index];
        HubMessage message = place.IsWalk ? FillWalk(place, nowMilliseconds) : FillPairing(place, nowMilliseconds);
        message.BootCount = _memory.State.BootCount;
        message.Sequence = place.Sequence;
        MessageKind kind = place.IsWalk ? MessageKind.WalkTest : MessageKind.DevicePairing;
        place.UnansweredPublishId = session.Publish(kind, message, index, false, nowMilliseconds);
        bool isSent = place.UnansweredPublishId != 0;
        _underWay = isSent ? index : NonePlace;
        return isSent;
    }

    private HubMessage FillPairing(PairingReport place, long nowMilliseconds)
    {
        _pairing.PairingId = place.PairingId;
        _pairing.DeviceId = place.DeviceId;
        _pairing.DeviceKind = place.DeviceKind;
        _pairing.Variant = place.Variant;
        _pairing.Step = place.Step;
        _pairing.Reason = place.Reason;
        _pairing.SecondsLeft = SecondsLeft(place, nowMilliseconds);
        _pairing.BatteryPercent = place.BatteryPercent;
        _pairing.SignalDbm = place.SignalDbm;
        _pairing.MarginDb = Margin(place.SignalDbm);
        return _pairing;
    }

    private HubMessage FillWalk(PairingReport place, long nowMilliseconds)
    {
        _walk.PairingId = place.PairingId;
        _walk.Step = place.WalkStep;
        _walk.DeviceId = place.DeviceId;
        _walk.Location = place.LocationCode;
        _walk.Ordinal = place.Ordinal;
        _walk.SignalDbm = place.SignalDbm;
        _walk.MarginDb = Margin(place.SignalDbm);
        _walk.DeviceSignalDbm = place.DeviceSignalDbm;
        _walk.SecondsLeft = SecondsLeft(place, nowMilliseconds);
        return _walk;
    }

    private static int SecondsLeft(PairingReport place, long nowMilliseconds)
    {
        if (place.EndsAtMilliseconds <= nowMilliseconds)
        {
            return 0;
        }

        long seconds = (place.EndsAtMilliseconds - nowMilliseconds + 999) / 1000;
        return seconds > ProtocolLimits.MaxCount ? ProtocolLimits.MaxCount : (int)seconds;
    }

    private static int Margin(int signalDbm)
    {
        return signalDbm == 0 ? 0 : signalDbm - RadioLimits.SensitivityDbm;
    }
}
