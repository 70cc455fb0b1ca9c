// A board with its console in the test's hands, on flash that can lose power.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Firmware.Tests.World;
using Hub.Core.Ports;
using Hub.Provisioning;
using Hub.Protocols.Bench;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;

namespace Firmware.Tests.Provisioning;

internal sealed class TestBoard : IServiceLine, IPanel, IWatchdog, IRestart
{
    internal const int IdentitySectors = 6;
    internal const int SectorBytes = 4096;

    private readonly Queue<byte> _toBoard = new();
    private readonly List<byte> _fromBoard = [];
    private readonly SeededRandom _random = new(3);
    private int _number;

    internal TestBoard(NorFlash? identity = null, NorFlash? home = null, long now = 0)
    {
        Now = now;
        IdentityFlash = identity ?? new NorFlash(IdentitySectors, SectorBytes);
        HomeFlash = home ?? new NorFlash(2, SectorBytes);
        SwitchOn();
    }

    internal NorFlash IdentityFlash { get; }

    internal NorFlash HomeFlash { get; }

    internal ServicedBoard Board { get; private set; } = null!;

    internal TestHub? Hub { get; private set; }

    internal long Now { get; set; }

    internal bool TakesOutput { get; set; } = true;

    internal List<(long At, BootReason Reason)> Restarts { get; } = [];

    internal Dictionary<Lamp, LampColour> LampsNow { get; } = [];

    internal int FeedCount { get; private set; }

    internal string? HubId => Board.Store.Identity?.HubId;

    public BootReason LastReason { get; private set; } = BootReason.PowerOn;

    internal static byte[] Document(HubIdentity identity)
    {
        byte[] buffer = new byte[BenchLimits.MaxIdentityBytes];
        int length = new IdentityWriter().Write(identity, buffer, 0, buffer.Length);
        Assert.True(length > 0);
        return buffer[..length];
    }

    internal static HubIdentity Identity(byte number, int port = 1883) => new()
    {
        HubId = Convert.ToHexStringLower([number, 0, 0xC0, 0xFF, 0xEE, 0, 0, number]),
        Key = [.. Enumerable.Range(1, 32).Select(i => (byte)((i * 7) ^ number))],
        Model = "reference-1",
        Receivers = [new IdentityReceiver { Host = "127.0.0.1", Port = port }],
    };

    /// <summary>The board starts, as after a power cut, on what is in flash.</summary>
    internal bool SwitchOn(BootReason reason = BootReason.PowerOn)
    {
        LastReason = reason;
        Hub = null;
        _toBoard.Clear();
        _fromBoard.Clear();
        Board = new ServicedBoard(new ServicePorts
        {
            Line = this,
            IdentityFlash = IdentityFlash,
            HomeFlashes = [HomeFlash],
            Panel = this,
            Watchdog = this,
            Random = _random,
            Restart = this,
            Board = new BoardFacts { BoardId = "0123456789abcdef", Model = "reference-1", Firmware = "0.1.0" },
        });
        return Board.Start();
    }

    /// <summary>Makes the hub from the identity, on the home's flash, and has it run for a while without a network.
    /// </summary>
    internal TestHub MakeHub()
    {
        Hub = new TestHub(settings => IdentitySettings.Apply(Board.Store.Identity!, settings), HomeFlash);
        Hub.Uplink.IsReachable = false;
        Board.Attach(Hub.Hub);
        Run(1000);
        return Hub;
    }

    /// <summary>Steps the board as it asks for.</summary>
    internal void Run(long milliseconds)
    {
        long end = Now + milliseconds;
        for (long next = Step(); next <= end; next = Step())
        {
            Now = Math.Max(next, Now + 1);
        }

        Now = end;
        Step();
    }

    internal long Step()
    {
        if (Hub != null)
        {
            Hub.Now = Now;
        }

        return Board.Step(Now);
    }

    /// <summary>Sends bytes and takes what comes back.</summary>
    internal string Talk(string bytes)
    {
        foreach (byte next in Encoding.Latin1.GetBytes(bytes))
        {
            _toBoard.Enqueue(next);
        }

        Step();
        while (_toBoard.Count > 0 && TakesOutput)
        {
            Step();
        }

        return TakeOutput();
    }

    internal string TakeOutput()
    {
        string output = Encoding.Latin1.GetString([.. _fromBoard]);
        _fromBoard.Clear();
        return output;
    }

    /// <summary>Asks with a new number; the answer without number and checksum, which are checked.</summary>
    internal string Ask(string request) => AskAs(++_number, request);

    internal string AskAs(int number, string request)
    {
        string answer = Talk(Line($"@{number} {request}"));
        return Assert.Single(Answers(answer, number));
    }

    internal static string Line(string words)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(words + " ");
        return $"{words} *{Crc32.Compute(bytes, 0, bytes.Length):X8}\n";
    }

    /// <summary>The answers to a number among what was sent.</summary>
    internal static IEnumerable<string> Answers(string output, int number)
    {
        string start = string.Create(CultureInfo.InvariantCulture, $"={number} ");
        foreach (string line in output.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)))
        {
            string words = line[..line.LastIndexOf(" *", StringComparison.Ordinal)];
            Assert.Equal(Line(words), line + "\n");
            yield return words[start.Length..];
        }
    }

    /// <summary>Brings a document in up to the commit.</summary>
    internal void Transfer(byte[] document, string code = "")
    {
        Assert.StartsWith("ok part=96", Ask(Begin(document, code)));
        for (int at = 0; at < document.Length; at += BenchLimits.PartBytes)
        {
            byte[] part = document[at..Math.Min(at + BenchLimits.PartBytes, document.Length)];
            Assert.Equal($"ok received={at + part.Length}", Ask($"part {at} {Convert.ToHexStringLower(part)}"));
        }
    }

    internal static string Begin(byte[] document, string code = "") =>
        $"begin {document.Length} {Crc32.Compute(document, 0, document.Length):X8}" + (code == "" ? "" : " " + code);

    /// <summary>Provisions, and restarts as the board asks for.</summary>
    internal void Provision(HubIdentity identity, string code = "")
    {
        Transfer(Document(identity), code);
        Assert.Equal($"ok hub={identity.HubId}", Ask("commit"));
        AwaitRestart();
    }

    internal void AwaitRestart()
    {
        int before = Restarts.Count;
        Run(BenchLimits.RestartMilliseconds);
        Assert.True(Restarts.Count > before, "no restart");
        Assert.True(SwitchOn(BootReason.CommandedRestart));
    }

    public int Read(byte[] buffer, int offset, int count)
    {
        int taken = 0;
        while (taken < count && _toBoard.TryDequeue(out byte next))
        {
            buffer[offset + taken++] = next;
        }

        return taken;
    }

    public int Write(byte[] buffer, int offset, int count)
    {
        if (TakesOutput)
        {
            _fromBoard.AddRange(buffer.AsSpan(offset, count));
        }

        return TakesOutput ? count : 0;
    }

    public void SetLamp(Lamp lamp, LampColour colour) => LampsNow[lamp] = colour;

    public void Feed() => FeedCount++;

    public void Request(BootReason reason) => Restarts.Add((Now, reason));
}
