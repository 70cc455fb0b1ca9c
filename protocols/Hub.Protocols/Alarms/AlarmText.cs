// An alarm as a short message: a code without any personal data, with a proof of its sender.
using Hub.Protocols.Messages;
using Hub.Protocols.Security;

namespace Hub.Protocols.Alarms;

/// <summary>
/// The last way of an alarm when no receiver holds it: 60 characters of ASCII,
/// <c>VH1 hubId sequence kind deviceType statusCode check</c>. Who the hub belongs to is known to the fleet manager
/// only. Made once and used again; nothing is allocated after that. Not safe for use by two threads at once.
/// </summary>
public sealed class AlarmText
{
    /// <summary>Characters of the text.</summary>
    public const int Length = 60;

    private const int HubIdAt = 4;
    private const int HubIdDigits = 16;
    private const int SequenceAt = HubIdAt + HubIdDigits + 1;
    private const int SequenceDigits = 16;
    private const int KindAt = SequenceAt + SequenceDigits + 1;
    private const int KindDigits = 3;
    private const int DeviceTypeAt = KindAt + KindDigits + 1;
    private const int StatusCodeAt = DeviceTypeAt + CodeDigits + 1;
    private const int CheckAt = StatusCodeAt + CodeDigits + 1;
    private const int CodeDigits = 4;
    private const int CheckDigits = 8;

    private readonly HmacSha256 _hmac = new HmacSha256();
    private readonly byte[] _code = new byte[Sha256.HashBytes];
    private readonly char[] _hubId = new char[HubIdDigits];

    /// <summary>The hub.</summary>
    public string HubId { get; private set; } = "";

    /// <summary>The alarm's sequence.</summary>
    public ulong Sequence { get; set; }

    /// <summary>What it is about.</summary>
    public AlarmKind Kind { get; set; }

    /// <summary>SCAIP device type of its trigger, 0 to 9999.</summary>
    public int DeviceType { get; set; }

    /// <summary>SCAIP status code, 0 to 9999.</summary>
    public int StatusCode { get; set; }

    /// <summary>Writes the text.</summary>
    /// <param name="hubId">The hub's id, 16 hexadecimal digits.</param>
    /// <param name="key">The key of the check; may be empty, and then proves only that nothing was garbled.</param>
    /// <param name="buffer">Takes <see cref="Length"/> bytes from its start.</param>
    public void Write(string hubId, byte[] key, byte[] buffer)
    {
        for (int i = 0; i < Length; i++)
        {
            buffer[i] = (byte)' ';
        }

        buffer[0] = (byte)'V';
        buffer[1] = (byte)'H';
        buffer[2] = (byte)'1';
        for (int i = 0; i < HubIdDigits; i++)
        {
            buffer[HubIdAt + i] = (byte)hubId[i];
        }

        WriteHex(Sequence, buffer, SequenceAt, SequenceDigits);
        WriteDecimal((int)Kind, buffer, KindAt, KindDigits);
        WriteDecimal(DeviceType, buffer, DeviceTypeAt, CodeDigits);
        WriteDecimal(StatusCode, buffer, StatusCodeAt, CodeDigits);
        WriteHex(Check(key, buffer), buffer, CheckAt, CheckDigits);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="key">The key of the hub that it claims to come from; see <see cref="ReadHubId"/>.</param>
    /// <param name="text">Holds the text.</param>
    /// <param name="count">Its bytes.</param>
    /// <returns>False when it is not such a text, or its check is wrong; what was read then means nothing.</returns>
    public bool Read(byte[] key, byte[] text, int count)
    {
        if (!ReadHubId(text, count))
        {
            return false;
        }

        bool isSound = ReadNumber(text, SequenceAt, SequenceDigits, 16, out ulong sequence);
        isSound = ReadNumber(text, KindAt, KindDigits, 10, out ulong kind) && isSound;
        isSound = ReadNumber(text, DeviceTypeAt, CodeDigits, 10, out ulong deviceType) && isSound;
        isSound = ReadNumber(text, StatusCodeAt, CodeDigits, 10, out ulong statusCode) && isSound;
        isSound = ReadNumber(text, CheckAt, CheckDigits, 16, out ulong check) && isSound;
        Sequence = sequence;
        Kind = (AlarmKind)(int)kind;
        DeviceType = (int)deviceType;
        StatusCode = (int)statusCode;
        return isSound && kind <= ProtocolLimits.MaxEnumerationNumber && check == Check(key, text);
    }

    /// <summary>Reads only which hub a text claims to come from.</summary>
    /// <returns>False when it is not such a text.</returns>
    public bool ReadHubId(byte[] text, int count)
    {
        if (count != Length || text.Length < Length || text[0] != 'V' || text[1] != 'H' || text[2] != '1')
        {
            return false;
        }

        for (int i = 0; i < HubIdDigits; i++)
        {
            _hubId[i] = (char)text[HubIdAt + i];
        }

        HubId = new string(_hubId);
        return Topics.IsHubId(HubId) && text[SequenceAt - 1] == ' ' && text[KindAt - 1] == ' '
            && text[DeviceTypeAt - 1] == ' ' && text[StatusCodeAt - 1] == ' ' && text[CheckAt - 1] == ' '
            && text[HubIdAt - 1] == ' ';
    }

    private ulong Check(byte[] key, byte[] text)
    {
        _hmac.SetKey(key, 0, key.Length);
        _hmac.Append(text, 0, CheckAt);
        _hmac.Finish(_code, 0);
        return ((ulong)_code[0] << 24) | ((ulong)_code[1] << 16) | ((ulong)_code[2] << 8) | _code[3];
    }

    private static void WriteHex(ulong value, byte[] buffer, int at, int digits)
    {
        for (int i = digits - 1; i >= 0; i--)
        {
            int digit = (int)(value & 15);
            buffer[at + i] = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
            value >>= 4;
        }
    }

    private static void WriteDecimal(int value, byte[] buffer, int at, int digits)
    {
        for (int i = digits - 1; i >= 0; i--)
        {
            buffer[at + i] = (byte)('0' + (value % 10));
            value /= 10;
        }
    }

    private static bool ReadNumber(byte[] text, int at, int digits, int numberBase, out ulong value)
    {
        value = 0;
        for (int i = at; i < at + digits; i++)
        {
            int digit = text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : numberBase;
            digit = numberBase == 16 && text[i] >= 'a' && text[i] <= 'f' ? text[i] - 'a' + 10 : digit;
            if (digit >= numberBase)
            {
                return false;
            }

            value = (value * (ulong)numberBase) + (ulong)digit;
        }

        return true;
    }
}
