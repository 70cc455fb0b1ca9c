// The table of devices that are paired with this hub.
namespace Hub.Core.Pairing;

/// <summary>A fixed table of <see cref="PairedDevice"/>; what it holds is what <see cref="Storage.DeviceStore"/> keeps.
/// </summary>
public sealed class DeviceTable
{
    private const int SparePlace = Limits.MaxDevices;

    private readonly PairedDevice[] _places;

    /// <summary>Makes an empty table.</summary>
    public DeviceTable()
    {
        _places = new PairedDevice[Limits.MaxDevices + 1];
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = new PairedDevice();
        }
    }

    /// <summary>Places in the table, <see cref="Limits.MaxDevices"/>.</summary>
    public int Capacity
    {
        get { return SparePlace; }
    }

    /// <summary>Devices in the table.</summary>
    public int Count { get; private set; }

    /// <summary>The place with this index, in use or not.</summary>
    public PairedDevice At(int place)
    {
        return _places[place];
    }

    /// <summary>The paired device with this id, or null.</summary>
    public PairedDevice? Find(uint deviceId)
    {
        for (int i = 0; i < SparePlace && Count > 0; i++)
        {
            if (_places[i].IsInUse && _places[i].DeviceId == deviceId)
            {
                return _places[i];
            }
        }

        return null;
    }

    /// <summary>Takes an empty place, or null when there is none. The caller fills it; it is paired once it has been
    /// added, which writing it does too.</summary>
    internal PairedDevice? TakePlace()
    {
        int place = FirstFree();
        if (place == SparePlace)
        {
            return null;
        }

        _places[place].Clear();
        return _places[place];
    }

    /// <summary>Takes an empty place for a device that is to replace another: there is one in a full table too.
    /// </summary>
    internal PairedDevice TakePlaceForReplacement()
    {
        PairedDevice place = _places[FirstFree()];
        place.Clear();
        return place;
    }

    /// <summary>Makes a place that was taken and filled a paired device; in a full table, after the one it replaces
    /// has been removed.</summary>
    internal void Add(PairedDevice device)
    {
        int free = FirstFree();
        Check.That(
            !device.IsInUse && free != SparePlace && Find(device.DeviceId) == null, CheckCode.DeviceTable);
        if (device == _places[SparePlace])
        {
            _places[SparePlace] = _places[free];
            _places[free] = device;
        }

        device.IsInUse = true;
        Count++;
    }

    /// <summary>Takes a device out; its place is empty afterwards.</summary>
    internal void Remove(PairedDevice device)
    {
        Check.That(device.IsInUse && Count > 0, CheckCode.DeviceTable);
        Count--;
        device.Clear();
    }

    /// <summary>Takes all devices out.</summary>
    internal void Clear()
    {
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i].Clear();
        }

        Count = 0;
    }

    // The spare place when all others are in use.
    private int FirstFree()
    {
        int place = 0;
        while (place < SparePlace && _places[place].IsInUse)
        {
            place++;
        }

        return place;
    }
}
