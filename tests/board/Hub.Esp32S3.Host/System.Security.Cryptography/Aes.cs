// The nano package's Aes for the host.
namespace System.Security.Cryptography;

// .NET has another of that name, so this one is compiled into the only assembly that means it.
internal class Aes
{
    private readonly CipherMode _mode;

    public Aes(CipherMode mode)
    {
        _mode = mode;
    }

    public byte[]? Key { get; set; }

    public byte[] Encrypt(byte[] data)
    {
        return AesPart.Encrypt(_mode, Key, data);
    }
}
