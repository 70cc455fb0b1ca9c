// The vault of the hubs' keys under many threads.
using System.Globalization;
using System.Security.Cryptography;
using System.Threading.Tasks;
using Fleet.Server.Hubs;

namespace Slices.Tests.Hubs;

public sealed class HubKeyVaultTests
{
    [Fact]
    public void Threads_that_seal_and_open_at_once_do_not_spoil_each_others_keys()
    {
        using var vault = new HubKeyVault(RandomNumberGenerator.GetBytes(HubKeyVault.KeyBytes));
        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, number =>
        {
            string hubId = number.ToString("x16", CultureInfo.InvariantCulture);
            byte[] key = RandomNumberGenerator.GetBytes(HubKeyVault.KeyBytes);
            Assert.Equal(key, vault.Unseal(hubId, vault.Seal(hubId, key)));
        });
    }
}
