// Keeps pending registrations in files of their own.
using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fleet.Hubctl.Provisioning;

/// <summary>One file (mode 0600) for each board and fleet manager, replaced whole.</summary>
public sealed class PendingStore
{
    private readonly string _folder;

    /// <summary>Uses a folder.</summary>
    public PendingStore(string stateFolder)
    {
        _folder = Path.Combine(stateFolder, "pending");
    }

    /// <summary>Where the file of a board lies.</summary>
    public string PathOf(string board, string server)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(server)))[..12];
        return Path.Combine(_folder, $"{board}-{name}.json");
    }

    /// <summary>What is kept for a board; null when nothing is.</summary>
    /// <exception cref="FailureException">The file is there and cannot be read.</exception>
    public PendingHub? Load(string board, string server)
    {
        string path = PathOf(board, server);
        try
        {
            return File.Exists(path)
                ? JsonSerializer.Deserialize<PendingHub>(File.ReadAllText(path), JsonSerializerOptions.Web)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new FailureException(
                ExitCode.Failed,
                $"{path} cannot be read ({exception.Message}). It says which hub this board is becoming; look at it "
                + "before you remove it, or a second hub is registered for the board.");
        }
    }

    /// <summary>Keeps it, on disk when this returns.</summary>
    public void Save(PendingHub pending)
    {
        PrivateFile.Replace(
            PathOf(pending.Board, pending.Server), JsonSerializer.Serialize(pending, JsonSerializerOptions.Web));
    }

    /// <summary>Forgets it.</summary>
    public void Remove(PendingHub pending)
    {
        File.Delete(PathOf(pending.Board, pending.Server));
    }
}
