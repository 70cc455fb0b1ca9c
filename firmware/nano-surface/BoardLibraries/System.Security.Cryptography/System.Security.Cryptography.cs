// nanoFramework.System.Security.Cryptography 1.0 (assembly of the same name): keyed hash and cipher.
namespace System.Security.Cryptography;

public class HMACSHA256
{
    internal extern HMACSHA256();
    public static extern byte[] HashData(byte[] key, byte[] source);
}

public enum CipherMode
{
    ECB = 2,
}

public class Aes
{
    public extern Aes(CipherMode mode);
    public extern byte[] Key { get; set; }
    public extern byte[] Encrypt(byte[] data);
}
