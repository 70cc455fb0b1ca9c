// Requests and answers on a line with other voices, losses and damage.
using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Fleet.Hubctl.Bench;
using Hub.Protocols.Bench;
using Hubctl.Tests.World;

namespace Hubctl.Tests.Bench;

public sealed class BenchClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_voices_old_answers_and_damaged_lines_are_passed_over()
    {
        var line = new ScriptedLine(number =>
            "ets Jul 29 2019 12:21:46\r\nrst:0x1 (POWERON)\n\xFF\xFE\x00" + "\n"
            + Answer(number + 1, "ok", "board=ffffffffffff") + Answer(number, "ok", "board=a1").Replace("a1", "b2")
            + Event("hub") + new string('x', 5_000) + "\n" + Answer(number, "ok", "board=a1b2"));
        using var client = new BenchClient(line, new HastyTime());
        BenchAnswer answer = await client.AskAsync(BenchVerbs.Hello, Cancellation).WaitAsync(
            TimeSpan.FromSeconds(30), Cancellation);
        Assert.Equal("a1b2", answer["board"]);
        Assert.Single(line.Requests);
    }

    [Fact]
    public async Task A_request_without_an_answer_is_sent_four_times_with_its_number()
    {
        var line = new ScriptedLine(static _ => "");
        using var client = new BenchClient(line, new HastyTime { Patience = TimeSpan.FromSeconds(2) });
        BenchException silent = await Assert.ThrowsAsync<BenchException>(
            () => client.AskAsync(BenchVerbs.Status, Cancellation));
        Assert.False(silent.IsLost);
        Assert.Equal(BenchLimits.Attempts, line.Requests.Count);
        Assert.All(line.Requests, one => Assert.Equal(line.Requests[0], one));
        Assert.Matches("^@[0-9]+ status [*][0-9A-F]{8}\n$", line.Requests[0]);
    }

    [Fact]
    public async Task A_commit_is_given_ten_seconds()
    {
        var time = new HastyTime { Patience = TimeSpan.FromSeconds(10) };
        using var client = new BenchClient(new ScriptedLine(static _ => ""), time);
        await Assert.ThrowsAsync<BenchException>(() => client.AskAsync(BenchVerbs.Commit, Cancellation));
        Assert.Equal(TimeSpan.FromSeconds(40), TimeSpan.FromTicks(time.GetTimestamp()));
    }

    [Fact]
    public async Task A_damaged_request_is_sent_again_at_once()
    {
        int asked = 0;
        var line = new ScriptedLine(number => asked++ == 0
            ? Line("=? error checksum ")
            : Answer(number, "error", "offset expected=96"));
        using var client = new BenchClient(line, new HastyTime());
        BenchAnswer answer = await client.AskAsync(BenchVerbs.Part, Cancellation).WaitAsync(
            TimeSpan.FromSeconds(30), Cancellation);
        Assert.True(answer.Is(BenchErrors.Offset));
        Assert.Equal(96, answer.Number32(BenchKeys.Expected));
        Assert.Equal(2, line.Requests.Count);
    }

    private static string Answer(int number, string outcome, string rest) => Line($"={number} {outcome} {rest} ");

    private static string Event(string name) => Line($"!{name} ");

    private static string Line(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        return $"{text}*{Hub.Protocols.Security.Crc32.Compute(bytes, 0, bytes.Length):X8}\n";
    }

    /// <summary>A line that says what it is told to say to each request.</summary>
    private sealed class ScriptedLine(Func<int, string> say) : IBenchPort
    {
        private readonly Channel<byte[]> _said = Channel.CreateUnbounded<byte[]>();

        public List<string> Requests { get; } = [];

        public async Task<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken)
        {
            byte[] some = await _said.Reader.ReadAsync(cancellationToken);
            some.CopyTo(buffer, 0);
            return some.Length;
        }

        public Task WriteAsync(byte[] bytes, int count, CancellationToken cancellationToken)
        {
            string request = Encoding.ASCII.GetString(bytes, 0, count);
            if (request[0] == '@')
            {
                Requests.Add(request);
                byte[] answer = Encoding.Latin1.GetBytes(say(int.Parse(request[1..request.IndexOf(' ')])));
                foreach (byte[] part in Chunked(answer))
                {
                    _said.Writer.TryWrite(part);
                }
            }

            return Task.CompletedTask;
        }

        public void Dispose()
        {
        }

        private static IEnumerable<byte[]> Chunked(byte[] bytes)
        {
            for (int i = 0; i < bytes.Length; i += 7)
            {
                yield return bytes[i..Math.Min(i + 7, bytes.Length)];
            }
        }
    }
}
