// A tool at the board's service console, as far as these tests need one.
using System;
using System.IO.Ports;
using System.Linq;
using System.Text;
using Hub.Protocols.Bench;
using Hub.Protocols.Security;

namespace Board.Tests.Wiring;

/// <summary>Asks and reads; everything that the board says is kept.</summary>
internal sealed class ConsoleTool
{
    private readonly StringBuilder _said = new();
    private readonly BenchLineWriter _line = new();
    private readonly SerialPort _port;
    private readonly WholeBoard _board;
    private int _number;

    internal ConsoleTool(SerialPort port, WholeBoard board)
    {
        _port = port;
        _board = board;
        port.Written = bytes => _said.Append(Encoding.ASCII.GetString(bytes));
    }

    internal string Said => _said.ToString();

    /// <summary>Asks, and runs the board until it has answered, ten seconds at most.</summary>
    internal string Ask(string verb, params string[] words)
    {
        int number = ++_number;
        _line.BeginRequest(number, verb);
        foreach (string word in words)
        {
            _line.Word(word);
        }

        int length = _line.Finish();
        _port.Arrive(_line.Buffer[..length]);
        string start = $"={number} ";
        for (int i = 0; i < 100 && Find(start) == null; i++)
        {
            _board.Run(100);
        }

        return Find(start) ?? throw new InvalidOperationException($"No answer to {verb}; the board said: {Said}");
    }

    /// <summary>Puts an identity in; the board then wants to restart.</summary>
    internal void Provision(HubIdentity identity)
    {
        byte[] document = new byte[BenchLimits.MaxIdentityBytes];
        int count = new IdentityWriter().Write(identity, document, 0, document.Length);
        Assert.True(count > 0);
        Assert.Contains(" ok ", Ask(BenchVerbs.Hello));
        string crc = Crc32.Compute(document, 0, count).ToString("X8");
        Assert.Contains(" ok ", Ask(BenchVerbs.Begin, $"{count}", crc));
        for (int at = 0; at < count; at += BenchLimits.PartBytes)
        {
            byte[] part = document[at..Math.Min(count, at + BenchLimits.PartBytes)];
            Assert.Contains(" ok ", Ask(BenchVerbs.Part, $"{at}", Convert.ToHexString(part).ToLowerInvariant()));
        }

        string answer = Ask(BenchVerbs.Commit);
        Assert.Contains($" ok hub={identity.HubId}", answer);
    }

    private string? Find(string start) => Said.Split('\n').Where(l => l.StartsWith(start, StringComparison.Ordinal))
        .Select(l => l.Trim()).FirstOrDefault();
}
