// The certificates in the modem's own store, named by what is in them.
using Hub.Protocols.Security;

namespace Hub.Esp32S3.Modem;

/// <summary>A file's name holds the CRC-32 of its content: a name that is there is the very file that is wanted, and
/// one that has changed is stored under another name.</summary>
internal sealed class ModemFiles
{
    internal const int Count = 3;

    private readonly byte[][] _contents;
    private readonly string[] _names = new string[Count];

    internal ModemFiles(ModemSettings settings)
    {
        _contents = new[] { settings.Authority, settings.Certificate, settings.Key };
        _names[0] = Name("va", _contents[0]);
        _names[1] = Name("vc", _contents[1]);
        _names[2] = Name("vk", _contents[2]);
    }

    internal bool HasCertificate
    {
        get { return _contents[1].Length > 0; }
    }

    internal string NameOf(int file)
    {
        return _names[file];
    }

    internal byte[] ContentOf(int file)
    {
        return _contents[file];
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
