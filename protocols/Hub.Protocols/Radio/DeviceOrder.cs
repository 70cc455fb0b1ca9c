// What a hub tells a device to do: the text of an order.
namespace Hub.Protocols.Radio;

/// <summary>An order; the device carries out a number once. An instance is made once and used again.</summary>
public sealed class DeviceOrder
{
    /// <summary>What to do.</summary>
    public OrderKind Kind { get; set; }

    /// <summary>A number that goes with it, 0 to 255.</summary>
    public int Argument { get; set; }

    /// <summary>The order's number, also the frame's counter: it never repeats for a device.</summary>
    public uint Number { get; set; }

    /// <summary>Writes the order's <see cref="RadioLimits.OrderBytes"/>.</summary>
    /// <returns>The bytes written, 0 when they do not fit.</returns>
    public int Put(byte[] buffer, int offset)
    {
        if (!RadioText.HasRoom(buffer, offset, RadioLimits.OrderBytes))
        {
            return 0;
        }

        buffer[offset] = (byte)(int)Kind;
        buffer[offset + 1] = (byte)Argument;
        LittleEndian.Put(buffer, offset + 2, Number, 4);
        return RadioLimits.OrderBytes;
    }

    /// <summary>Reads an order; what a later version has appended is passed over.</summary>
    /// <returns>False when the bytes are too few; the fields are then as they were.</returns>
    public bool Get(byte[] buffer, int offset, int count)
    {
        if (count < RadioLimits.OrderBytes || !RadioText.HasRoom(buffer, offset, count))
        {
            return false;
        }

        Kind = (OrderKind)buffer[offset];
        Argument = buffer[offset + 1];
        Number = LittleEndian.Get(buffer, offset + 2, 4);
        return true;
    }
}
