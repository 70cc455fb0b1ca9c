// The certificates in the modem's own store, named by what is in them.
using Hub.Protocols.Security;

namespace Hub.Esp32S3.Modem;

/// <summary>A file's name holds the CRC-32 of its content: a name that is there is the very file that is wanted, and
/// one that has changed is stored under another name. What two receivers share is one file.</summary>
internal sealed class ModemFiles
{
    internal const int Authority = 0;
    internal const int Certificate = 1;
    internal const int Key = 2;

    private const int OfReceiver = 3;

    private readonly byte[][] _contents;
    private readonly string[] _names;

    internal ModemFiles(ModemSettings settings)
    {
        ModemReceiver[] receivers = settings.Receivers;
        Count = receivers.Length * OfReceiver;
        _contents = new byte[Count][];
        _names = new string[Count];
        for (int i = 0; i < receivers.Length; i++)
        {
            Add((i * OfReceiver) + Authority, "va", receivers[i].Authority);
            Add((i * OfReceiver) + Certificate, "vc", receivers[i].Certificate);
            Add((i * OfReceiver) + Key, "vk", receivers[i].Key);
        }
    }

    /// <summary>Files of all receivers, those without content too.</summary>
    internal int Count { get; }

    internal bool HasCertificate(int receiver)
    {
        return _contents[(receiver * OfReceiver) + Certificate].Length > 0;
    }

    internal string NameOf(int receiver, int kind)
    {
        return _names[(receiver * OfReceiver) + kind];
    }

    internal string NameAt(int file)
    {
        return _names[file];
    }

    internal byte[] ContentAt(int file)
    {
        return _contents[file];
    }

    private void Add(int file, string prefix, byte[] content)
    {
        _contents[file] = content;
        _names[file] = Name(prefix, content);
    }

    private static string Name(string prefix, byte[] content)
    {
        uint crc = Crc32.Compute(content, 0, content.Length);
        char[] digits = new char[8];
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = (int)((crc >> (28 - (4 * i))) & 15);
            digits[i] = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
        }

        return prefix + new string(digits) + ".pem";
    }
}
