// How a hub signs in, and the credentials file that hubctl writes.
using System.Collections.Generic;
using System.IO;

namespace Benchmarks.Load;

/// <summary>A hub's MQTT sign-in.</summary>
internal sealed record HubAccount(string HubId, string UserName, string Password)
{
    /// <summary>Reads lines of id, user name and password; a head line is passed over.</summary>
    public static HubAccount[] ReadFile(string path)
    {
        var accounts = new List<HubAccount>();
        foreach (string line in File.ReadLines(path))
        {
            string[] fields = line.Split(',');
            if (fields.Length >= 3 && fields[0].Length == 16)
            {
                accounts.Add(new HubAccount(fields[0], fields[1], fields[2]));
            }
        }

        return accounts.Count > 0
            ? [.. accounts]
            : throw new BenchmarkException($"{path} holds no line of hub id, user name, password");
    }

    /// <summary>Made-up hubs, for a broker that lets everybody in.</summary>
    public static HubAccount[] MakeUp(int count)
    {
        var accounts = new HubAccount[count];
        for (int i = 0; i < count; i++)
        {
            string id = (0xbe00000000000000UL + (ulong)i).ToString(
                "x16", System.Globalization.CultureInfo.InvariantCulture);
            accounts[i] = new HubAccount(id, id, "0000000000000000000000000000000000000000000");
        }

        return accounts;
    }
}
