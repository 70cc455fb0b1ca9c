// Hashes, codes, ciphers and derived keys against the vectors of the standards.
using Hub.Protocols.Security;
using NFUnitTest.Vectors;
using nanoFramework.TestFramework;

namespace NFUnitTest;

[TestClass]
public class SecurityTests
{
    [TestMethod]
    public void SHA_256_gives_the_known_hashes()
    {
        Meet("sha256");
    }

    [TestMethod]
    public void HMAC_gives_the_known_codes()
    {
        Meet("hmac");
    }

    [TestMethod]
    public void HKDF_gives_the_known_keys()
    {
        Meet("hkdf");
    }

    [TestMethod]
    public void AES_gives_the_known_blocks()
    {
        Meet("aes");
    }

    [TestMethod]
    public void CCM_seals_and_opens_as_known_and_sees_a_change()
    {
        Meet("ccm");
    }

    [TestMethod]
    public void The_sign_in_password_is_derived_as_known()
    {
        Meet("password");
    }

    private static void Meet(string algorithm)
    {
        string[] rows = SecurityRows1.All;
        int met = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            Row row = new Row(rows[i]);
            if (row.Word() == algorithm)
            {
                Assert.IsTrue(IsMet(algorithm, row), rows[i]);
                met++;
            }
        }

        Assert.IsTrue(met > 0, algorithm);
    }

    private static bool IsMet(string algorithm, Row row)
    {
        switch (algorithm)
        {
            case "sha256": return IsHashed(row);
            case "hmac": return IsCoded(row);
            case "hkdf": return IsDerived(row);
            case "aes": return IsEncrypted(row);
            case "ccm": return IsSealed(row);
            default: return SignInPassword.Derive(row.Bytes()) == row.Word();
        }
    }

    private static bool IsHashed(Row row)
    {
        byte[] message = row.Bytes();
        int repeats = row.Small();
        byte[] output = new byte[Sha256.HashBytes];
        Sha256 hash = new Sha256();
        for (int i = 0; i < repeats; i++)
        {
            hash.Append(message, 0, message.Length);
        }

        hash.Finish(output, 0);
        return Hex.AreEqual(row.Bytes(), output, 0, output.Length);
    }

    private static bool IsCoded(Row row)
    {
        byte[] key = row.Bytes();
        byte[] message = row.Bytes();
        byte[] code = row.Bytes();
        byte[] output = new byte[Sha256.HashBytes];
        HmacSha256 hmac = new HmacSha256();
        hmac.SetKey(key, 0, key.Length);
        hmac.Append(message, 0, message.Length);
        hmac.Finish(output, 0);

        // One vector of the standard is of a shortened code.
        return Hex.AreEqual(code, output, 0, code.Length);
    }

    private static bool IsDerived(Row row)
    {
        byte[] key = row.Bytes();
        byte[] salt = row.Bytes();
        byte[] info = row.Bytes();
        byte[] derived = row.Bytes();
        byte[] output = new byte[derived.Length];
        return new Hkdf().Derive(key, salt, info, output, 0, output.Length)
            && Hex.AreEqual(derived, output, 0, output.Length);
    }

    private static bool IsEncrypted(Row row)
    {
        Aes128 cipher = new Aes128();
        cipher.SetKey(row.Bytes(), 0);
        byte[] block = row.Bytes();
        cipher.Encrypt(block, 0);
        return Hex.AreEqual(row.Bytes(), block, 0, block.Length);
    }

    private static bool IsSealed(Row row)
    {
        Ccm ccm = new Ccm(new Aes128());
        ccm.SetKey(row.Bytes(), 0);
        byte[] nonce = row.Bytes();
        byte[] aad = row.Bytes();
        byte[] text = row.Bytes();
        byte[] expected = row.Bytes();
        byte[] buffer = new byte[aad.Length + text.Length + Ccm.TagBytes];
        System.Array.Copy(aad, 0, buffer, 0, aad.Length);
        System.Array.Copy(text, 0, buffer, aad.Length, text.Length);
        bool isSealed = ccm.Seal(nonce, buffer, 0, aad.Length, aad.Length, text.Length)
            && Hex.AreEqual(expected, buffer, aad.Length, expected.Length);
        buffer[buffer.Length - 1] ^= 1;
        bool isForgeryOpened = ccm.Open(nonce, buffer, 0, aad.Length, aad.Length, text.Length);
        buffer[buffer.Length - 1] ^= 1;
        return isSealed && !isForgeryOpened
            && ccm.Open(nonce, buffer, 0, aad.Length, aad.Length, text.Length)
            && Hex.AreEqual(text, buffer, aad.Length, text.Length);
    }
}
