// nanoFramework.System.Security.Cryptography 1.0 (assembly of the same name): the chip's keyed hash.
namespace System.Security.Cryptography;

public class HMACSHA256
{
    internal extern HMACSHA256();
    public static extern byte[] HashData(byte[] key, byte[] source);
}
