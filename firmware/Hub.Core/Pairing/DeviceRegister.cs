// Changes the list of paired devices: in memory and in the store together, or not at all.
using Hub.Core.Radio;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;

namespace Hub.Core.Pairing;

/// <summary>Pairs, replaces, removes, assigns and forgets devices. Each is one record or one copy in the store, so a
/// power cut leaves the list as it was before or as it is after.</summary>
internal sealed class DeviceRegister
{
    private readonly DeviceTable _table;
    private readonly DeviceStore _store;
    private readonly RadioOutbox _outbox;
    private readonly PairingReports _reports;
    private readonly PairingInterviews _interviews;
    private readonly DeviceSupervision _supervision;
    private readonly DeviceStates _states;
    private readonly DeviceDescription[] _descriptions;
    private readonly RadioKeys _keys = new RadioKeys();
    private readonly byte[] _noNonce = new byte[RadioLimits.JoinNonceBytes];
    private readonly PairedDevice _before = new PairedDevice();

    internal DeviceRegister(
        HubSettings settings,
        DeviceTable table,
        DeviceStore store,
        RadioOutbox outbox,
        PairingReports reports,
        PairingInterviews interviews,
        DeviceSupervision supervision,
        DeviceStates states)
    {
        _descriptions = settings.DeviceDescriptions;
        _table = table;
        _store = store;
        _outbox = outbox;
        _reports = reports;
        _interviews = interviews;
        _supervision = supervision;
        _states = states;
    }

    /// <summary>Why a device could not be admitted now; None when it could.</summary>
    internal PairingReason WhyNot(uint deviceId, uint replacesDeviceId)
    {
        if (!_store.IsMounted || _store.IsFaulty)
        {
            return PairingReason.MemoryFault;
        }

        if (replacesDeviceId != 0 && _table.Find(replacesDeviceId) == null)
        {
            return PairingReason.UnknownDevice;
        }

        // A device that is here already cannot take another's place as well.
        bool isKnown = deviceId != 0 && _table.Find(deviceId) != null;
        if (isKnown && replacesDeviceId != 0 && replacesDeviceId != deviceId)
        {
            return PairingReason.OtherDevice;
        }

        bool hasPlace = _table.Count < Limits.MaxDevices || replacesDeviceId != 0
            || isKnown;
        return hasPlace ? PairingReason.None : PairingReason.TableFull;
    }

    /// <summary>After the store has been read: begins to watch its devices, and pairs the kit on a blank one.</summary>
    internal void Start(KitDevices kit, long nowMilliseconds)
    {
        if (_store.IsBlankAtMount && kit.Count > 0)
        {
            AdmitKit(kit);
        }

        for (int i = 0; i < _table.Capacity; i++)
        {
            PairedDevice device = _table.At(i);
            if (device.IsInUse)
            {
                _supervision.Start(device, nowMilliseconds);
                _interviews.Start(device, kit.Find(device.DeviceId) != null, nowMilliseconds);
                _states.Mark(device);
            }
        }
    }

    /// <summary>Pairs the device of a window, in the place of another when the terms say so.</summary>
    /// <param name="terms">What the window was opened for.</param>
    /// <param name="linkKey">The key it has proven; null for another vendor's device.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="variant">What tells it from others of its kind.</param>
    /// <param name="signalDbm">The level it was heard with.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>The device; null when the store did not take it: the list is then as it was.</returns>
    internal PairedDevice? Admit(
        PairingTerms terms,
        byte[]? linkKey,
        DeviceKind kind,
        DeviceVariant variant,
        int signalDbm,
        long nowMilliseconds)
    {
        PairedDevice? old = _table.Find(terms.ReplacesDeviceId == 0 ? terms.DeviceId : terms.ReplacesDeviceId);
        PairedDevice? device = old == null ? _table.TakePlace() : _table.TakePlaceForReplacement();
        if (device == null || WhyNot(terms.DeviceId, terms.ReplacesDeviceId) != PairingReason.None)
        {
            return null;
        }

        Fill(device, terms, linkKey, kind, variant);
        uint oldId = 0;
        if (old != null)
        {
            oldId = old.DeviceId;
            device.LocationCode = terms.LocationCode == 0 ? old.LocationCode : terms.LocationCode;
            device.Occupant = terms.Occupant == 0 ? old.Occupant : terms.Occupant;
            _before.CopyFrom(old);
            _outbox.Forget(oldId);
        }

        uint deviceId = device.DeviceId;
        bool isWritten = old == null ? _store.WritePaired(device) : _store.WriteReplaced(oldId, device);
        if (!isWritten)
        {
            Restore(deviceId, old != null);
            return null;
        }

        if (oldId != 0 && oldId != deviceId)
        {
            _reports.Add(PairingStep.Replaced, PairingReason.None, terms.PairingId, oldId);
            _states.MarkRemoved(oldId);
        }

        PairedDevice paired = _table.Find(deviceId)!;
        _supervision.Begin(paired, nowMilliseconds);
        _interviews.Begin(paired, terms.PairingId, signalDbm, nowMilliseconds);
        _states.Mark(paired);
        return paired;
    }

    /// <summary>Takes a device out of the list, its key from the flash.</summary>
    internal bool Remove(PairedDevice device, uint pairingId)
    {
        uint deviceId = device.DeviceId;
        _outbox.Forget(deviceId);
        bool isWritten = _store.WriteRemoved(deviceId);
        _reports.Add(PairingStep.Removed, PairingReason.None, pairingId, deviceId);
        _states.MarkRemoved(deviceId);
        return isWritten;
    }

    /// <summary>Says where a device is and whose.</summary>
    internal bool Assign(PairedDevice device, int locationCode, int occupant)
    {
        device.LocationCode = locationCode;
        device.Occupant = occupant;
        _states.Mark(device);
        return _store.WritePaired(device);
    }

    /// <summary>Forgets all devices; everything else the hub remembers stays.</summary>
    internal bool ForgetAll(uint pairingId)
    {
        for (int i = 0; i < _table.Capacity; i++)
        {
            if (_table.At(i).IsInUse)
            {
                _outbox.Forget(_table.At(i).DeviceId);
            }
        }

        bool isWritten = _store.WriteForgotten();
        _reports.Add(PairingStep.Removed, PairingReason.Forgotten, pairingId, 0);
        _states.MarkForgotten();
        return isWritten;
    }

    private void AdmitKit(KitDevices kit)
    {
        PairedDevice? first = null;
        for (int i = 0; i < kit.Count; i++)
        {
            InstallCode code = kit.At(i);
            PairedDevice? device = _table.Find(code.DeviceId) == null ? _table.TakePlace() : null;
            if (device == null)
            {
                continue;
            }

            device.DeviceId = code.DeviceId;
            device.Kind = code.DeviceKind;
            device.SupervisionMinutes = DeviceCatalogue.SupervisionMinutesOf(code.DeviceKind);
            _keys.DeriveLink(code.Secret, _noNonce, _noNonce, code.DeviceId, device.LinkKey, 0);
            _table.Add(device);
            first = first == null ? device : first;
        }

        // The first record on a blank store is a copy of the whole table: all of the kit, or none.
        if (first != null)
        {
            _store.WritePaired(first);
        }
    }

    private void Fill(
        PairedDevice device,
        PairingTerms terms,
        byte[]? linkKey,
        DeviceKind kind,
        DeviceVariant variant)
    {
        device.Clear();
        device.DeviceId = terms.DeviceId;
        device.Kind = kind;
        device.Variant = variant;
        device.LocationCode = terms.LocationCode;
        device.Occupant = terms.Occupant;
        device.SupervisionMinutes = DeviceCatalogue.SupervisionMinutesOf(kind);
        if (linkKey != null)
        {
            System.Array.Copy(linkKey, 0, device.LinkKey, 0, device.LinkKey.Length);
            return;
        }

        device.IsVendor = true;
        device.DescriptionNumber = terms.DescriptionNumber;
        DeviceDescription? description = DescribedDevices.Find(_descriptions, terms.DescriptionNumber);
        if (description != null)
        {
            device.Variant = description.Variant;
            device.SupervisionMinutes = description.SupervisionMinutes == 0
                ? device.SupervisionMinutes
                : description.SupervisionMinutes;
        }
    }

    // The store did not take it: what was paired before still is, and the next copy says so.
    private void Restore(uint deviceId, bool hadOld)
    {
        PairedDevice? device = _table.Find(deviceId);
        if (device != null)
        {
            _table.Remove(device);
        }

        PairedDevice? place = hadOld && _table.Find(_before.DeviceId) == null ? _table.TakePlace() : null;
        if (place != null)
        {
            place.CopyFrom(_before);
            _table.Add(place);
        }

        _before.Clear();
    }
}
