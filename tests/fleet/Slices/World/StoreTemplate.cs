// Databases with the whole schema, made by copying one, and where the fleets of the tests live.
using System;
using System.IO;
using System.Threading;
using Fleet.Server.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Slices.Tests.World;

/// <summary>
/// Migrating takes longer than most tests: it is done once, and again where a test is about it. A fleet lives in
/// memory where there is room, because what the disk takes for a flush shows nothing here; a crash is a copy of the
/// files, and they hold the same in either place.
/// </summary>
internal static class StoreTemplate
{
    private const string Memory = "/dev/shm";
    private const long LeastRoomBytes = 2L << 30;
    private static readonly string Parent = FindParent();

    private static readonly Lazy<byte[]> Migrated = new(Migrate, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>An empty directory for a fleet.</summary>
    public static string NewDirectory()
    {
        string directory = Path.Combine(Parent, "fleet" + Guid.NewGuid().ToString("N"));
        return Directory.CreateDirectory(directory).FullName;
    }

    /// <summary>Puts a migrated SQLite database into a directory.</summary>
    /// <returns>Its connection string.</returns>
    public static string CopyTo(string directory)
    {
        string file = Path.Combine(directory, "fleet.db");
        File.WriteAllBytes(file, Migrated.Value);
        return "Data Source=" + file;
    }

    /// <summary>Brings a database forward.</summary>
    public static void Migrate(StoreOptions options)
    {
        using var store = new FleetStore(options, TimeProvider.System, NullLogger<FleetStore>.Instance);
        store.Migrate();
    }

    private static byte[] Migrate()
    {
        string directory = NewDirectory();
        string file = Path.Combine(directory, "fleet.db");
        Migrate(new StoreOptions(StoreProvider.Sqlite, "Data Source=" + file));

        // The last connection that closes copies the log back: the file alone is the database.
        Assert.False(File.Exists(file + "-wal"), "The template's log was not copied back.");
        byte[] bytes = File.ReadAllBytes(file);
        Directory.Delete(directory, recursive: true);
        return bytes;
    }

    private static string FindParent()
    {
        try
        {
            return Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= LeastRoomBytes
                ? Memory
                : Path.GetTempPath();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Path.GetTempPath();
        }
    }
}
