// What a hub answers to a device that wants to join: the text of a join answer.
namespace Hub.Protocols.Radio;

/// <summary>A join answer, sealed with the join key. An instance is made once and used again.</summary>
public sealed class JoinAnswer
{
    /// <summary>Whether the device may join.</summary>
    public JoinResult Result { get; set; }

    /// <summary>The hub's share of the link key's salt, random for each answer.</summary>
    public byte[] HubNonce { get; } = new byte[RadioLimits.JoinNonceBytes];

    /// <summary>A random number for the home, the same for all its devices.</summary>
    public uint HomeId { get; set; }

    /// <summary>Minutes between two signs of life that the hub expects, 0 to 65535.</summary>
    public int SupervisionMinutes { get; set; }

    /// <summary>Writes the answer's <see cref="RadioLimits.JoinAnswerBytes"/>.</summary>
    /// <returns>The bytes written, 0 when they do not fit.</returns>
    public int Put(byte[] buffer, int offset)
    {
        if (!RadioText.HasRoom(buffer, offset, RadioLimits.JoinAnswerBytes))
        {
            return 0;
        }

        buffer[offset] = (byte)(int)Result;
        System.Array.Copy(HubNonce, 0, buffer, offset + 1, RadioLimits.JoinNonceBytes);
        LittleEndian.Put(buffer, offset + 9, HomeId, 4);
        LittleEndian.Put(buffer, offset + 13, RadioText.Within(SupervisionMinutes, 0, ProtocolLimits.MaxCount), 2);
        return RadioLimits.JoinAnswerBytes;
    }

    /// <summary>Reads an answer; what a later version has appended is passed over.</summary>
    /// <returns>False when the bytes are too few; the fields are then as they were.</returns>
    public bool Get(byte[] buffer, int offset, int count)
    {
        if (count < RadioLimits.JoinAnswerBytes || !RadioText.HasRoom(buffer, offset, count))
        {
            return false;
        }

        Result = (JoinResult)buffer[offset];
        System.Array.Copy(buffer, offset + 1, HubNonce, 0, RadioLimits.JoinNonceBytes);
        HomeId = LittleEndian.Get(buffer, offset + 9, 4);
        SupervisionMinutes = (int)LittleEndian.Get(buffer, offset + 13, 2);
        return true;
    }
}
