// The tool's side of the service console, as a test needs it: asks, asks again, gives up.
using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Hub.Protocols.Bench;
using Hub.Protocols.Security;
using Hub.Simulator.World;

namespace Simulator.Tests.Bench;

/// <summary>Reads lines on a thread of its own until the terminal hangs up.</summary>
internal sealed class BenchTool : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly FileStream _line;
    private readonly BlockingCollection<string> _lines = [];
    private int _number;

    internal BenchTool(string path)
    {
        _line = PseudoTerminal.OpenOther(path);
        Thread reader = new(Read) { IsBackground = true };
        reader.Start();
        Send("\n");
    }

    /// <summary>Asks; sends the same line again after two seconds.</summary>
    internal string Ask(string request)
    {
        int number = ++_number;
        string start = $"={number} ";
        for (int attempt = 0; attempt < BenchLimits.Attempts; attempt++)
        {
            Send(Line($"@{number} {request}"));
            while (_lines.TryTake(out string? line, BenchLimits.AnswerMilliseconds))
            {
                if (line.StartsWith(start, StringComparison.Ordinal))
                {
                    string words = line[..line.LastIndexOf(" *", StringComparison.Ordinal)];
                    Assert.Equal(Line(words), line + "\n");
                    return words[start.Length..];
                }
            }
        }

        throw new TimeoutException($"no answer to '{request}'");
    }

    /// <summary>Waits for something that is told unasked.</summary>
    internal void Await(string part)
    {
        DateTime deadline = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < deadline)
        {
            if (_lines.TryTake(out string? line, 100) && line.Contains(part, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"'{part}' did not come");
    }

    internal static byte[] Document(HubIdentity identity)
    {
        byte[] buffer = new byte[BenchLimits.MaxIdentityBytes];
        int length = new IdentityWriter().Write(identity, buffer, 0, buffer.Length);
        Assert.True(length > 0);
        return buffer[..length];
    }

    /// <summary>The requests that provision a hub, in order.</summary>
    internal static string[] Requests(HubIdentity identity)
    {
        byte[] document = Document(identity);
        return
        [
            "hello",
            $"begin {document.Length} {Crc32.Compute(document, 0, document.Length):X8}",
            .. Enumerable.Range(0, (document.Length + BenchLimits.PartBytes - 1) / BenchLimits.PartBytes)
                .Select(i => i * BenchLimits.PartBytes)
                .Select(at => $"part {at} "
                    + Convert.ToHexStringLower(document[at..Math.Min(at + BenchLimits.PartBytes, document.Length)])),
            "commit",
        ];
    }

    internal void Send(string text) => _line.Write(Encoding.ASCII.GetBytes(text));

    public void Dispose() => _line.Dispose();

    internal static string Line(string words)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(words + " ");
        return $"{words} *{Crc32.Compute(bytes, 0, bytes.Length):X8}\n";
    }

    private void Read()
    {
        StringBuilder line = new();
        byte[] bytes = new byte[256];
        try
        {
            for (int count = _line.Read(bytes); count > 0; count = _line.Read(bytes))
            {
                foreach (char next in Encoding.ASCII.GetString(bytes, 0, count))
                {
                    if (next == '\n')
                    {
                        _lines.Add(line.ToString());
                        line.Clear();
                    }
                    else
                    {
                        line.Append(next);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // Hung up.
        }

        _lines.CompleteAdding();
    }
}
