// DER as PEM: the same text as .NET's, of every length.
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Hub.Esp32S3.Provisioning;

namespace Board.Tests.Provisioning;

public sealed class PemTextTests
{
    [Fact]
    public void Text_of_every_length_is_that_of_the_library()
    {
        for (int length = 1; length < 400; length++)
        {
            byte[] encoded = [.. Enumerable.Range(0, length).Select(i => (byte)((i * 37) + length))];

            Assert.Equal(
                PemEncoding.WriteString("CERTIFICATE", encoded) + "\n",
                Encoding.ASCII.GetString(PemText.OfCertificate(encoded)));
            Assert.Equal(
                PemEncoding.WriteString("PRIVATE KEY", encoded) + "\n",
                Encoding.ASCII.GetString(PemText.OfKey(encoded)));
        }
    }

    [Fact]
    public void No_bytes_are_no_text()
    {
        Assert.Empty(PemText.OfCertificate([]));
        Assert.Empty(PemText.OfKey([]));
    }
}
