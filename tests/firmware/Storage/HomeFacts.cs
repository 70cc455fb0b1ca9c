// All that the device store keeps, compared by value.
using System.Collections.Generic;
using System.Linq;
using Hub.Core.Pairing;
using Hub.Core.Storage;

namespace Firmware.Tests.Storage;

/// <summary>The devices by id and the number of the last request.</summary>
internal sealed class HomeFacts
{
    internal HomeFacts()
    {
    }

    internal HomeFacts(HomeFacts other)
    {
        Devices = new Dictionary<uint, DeviceFacts>(other.Devices);
        Request = other.Request;
    }

    internal Dictionary<uint, DeviceFacts> Devices { get; } = [];

    internal ulong Request { get; set; }

    internal static HomeFacts Of(DeviceTable table, DeviceStore store)
    {
        HomeFacts facts = new() { Request = store.LastRequestSequence };
        for (int i = 0; i < table.Capacity; i++)
        {
            if (table.At(i).IsInUse)
            {
                facts.Devices.Add(table.At(i).DeviceId, DeviceFacts.Of(table.At(i)));
            }
        }

        Assert.Equal(table.Count, facts.Devices.Count);
        return facts;
    }

    /// <summary>How many devices, the request's number included, are not the same.</summary>
    internal int DifferencesTo(HomeFacts other)
    {
        int known = Devices.Count(d => other.Devices.TryGetValue(d.Key, out DeviceFacts? o) && o == d.Value);
        return (Devices.Count > other.Devices.Count ? Devices.Count : other.Devices.Count) - known
            + (Request == other.Request ? 0 : 1);
    }

    internal bool IsSameAs(HomeFacts other) => DifferencesTo(other) == 0;

    public override string ToString() =>
        string.Join('\n', Devices.Values.OrderBy(d => d.DeviceId)) + "\nrequest " + Request;
}
