// Installs the foreign client that comes from npm.
using System;
using System.IO;
using System.Threading.Tasks;

namespace Gateway.Tests.Doubles;

/// <summary>The npm client mqtt, installed beside the tests when it is not there.</summary>
public sealed class NpmClient : IAsyncLifetime
{
    public async ValueTask InitializeAsync()
    {
        var installed = Path.Combine(ForeignProgram.Folder, "node_modules", ".package-lock.json");
        var wanted = Path.Combine(ForeignProgram.Folder, "package-lock.json");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(wanted))
        {
            return;
        }

        using var npm = ForeignProgram.Start("npm", "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        try
        {
            await npm.ExitAsync();
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException(
                "The npm client mqtt could not be installed (is there a network?): " + fault.Message);
        }

        File.SetLastWriteTimeUtc(installed, DateTime.UtcNow);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
