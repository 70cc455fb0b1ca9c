// Asks a hub over its service console.
using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Hub.Protocols.Bench;

namespace Fleet.Hubctl.Bench;

/// <summary>
/// One line, one request at a time (protocols/README.md, the service console). A request without an answer is sent
/// again with its number, <see cref="BenchLimits.Attempts"/> times in all; the hub carries it out once.
/// </summary>
public sealed class BenchClient : IDisposable
{
    private const int WaitingAnswers = 64;
    private static readonly byte[] LineEnd = [(byte)'\n'];
    private readonly IBenchPort _port;
    private readonly TimeProvider _time;
    private readonly BenchLineWriter _writer = new();
    private readonly CancellationTokenSource _ended = new();

    // Answers that nobody waits for are of no use, so the oldest give way.
    private readonly Channel<BenchAnswer> _answers = Channel.CreateBounded<BenchAnswer>(
        new BoundedChannelOptions(WaitingAnswers) { FullMode = BoundedChannelFullMode.DropOldest });

    private bool _isBegun;
    private int _number = RandomNumberGenerator.GetInt32(BenchLimits.MaxRequestNumber);

    /// <summary>Takes over an open line.</summary>
    public BenchClient(IBenchPort port, TimeProvider time)
    {
        _port = port;
        _time = time;
        _ = Task.Run(PumpAsync);
    }

    /// <summary>Asks, and waits as long as the verb may take.</summary>
    /// <param name="verb">One of <see cref="BenchVerbs"/>.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <param name="words">Adds the arguments.</param>
    /// <exception cref="BenchException">The hub is silent, or the line is lost.</exception>
    public async Task<BenchAnswer> AskAsync(
        string verb, CancellationToken cancellationToken, Action<BenchLineWriter>? words = null)
    {
        _number = (_number + 1) % (BenchLimits.MaxRequestNumber + 1);
        _writer.BeginRequest(_number, verb);
        words?.Invoke(_writer);
        int length = _writer.Finish();
        if (length == 0)
        {
            throw new FailureException(ExitCode.Usage, $"The request {verb} does not fit on a line of the console.");
        }

        bool writes = verb is BenchVerbs.Commit or BenchVerbs.Forget;
        var patience = TimeSpan.FromMilliseconds(
            writes ? BenchLimits.WriteAnswerMilliseconds : BenchLimits.AnswerMilliseconds);
        for (int attempt = 0; attempt < BenchLimits.Attempts; attempt++)
        {
            await SendAsync(length, patience, cancellationToken).ConfigureAwait(false);
            if (await FindAnswerAsync(_number, patience, cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }
        }

        throw new BenchException(
            $"The hub does not answer (asked \"{verb}\" {BenchLimits.Attempts} times). Is it powered, is this its "
            + "service header, and is the USB cable in as well?",
            isLost: false);
    }

    /// <summary>Waits for something that the hub tells unasked.</summary>
    /// <returns>Null when it did not come in time.</returns>
    /// <exception cref="BenchException">The line is lost.</exception>
    public async Task<BenchAnswer?> WaitForAsync(string name, TimeSpan patience, CancellationToken cancellationToken)
    {
        return await FindAsync(
            line => line.IsEvent && line.Outcome == name, patience, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Cancel();
        _port.Dispose();
    }

    private async Task SendAsync(int length, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            if (!_isBegun)
            {
                // Ends whatever stood on the line before.
                await _port.WriteAsync(LineEnd, LineEnd.Length, cancellationToken)
                    .WaitAsync(patience, _time, cancellationToken).ConfigureAwait(false);
                _isBegun = true;
            }

            await _port.WriteAsync(_writer.Buffer, length, cancellationToken)
                .WaitAsync(patience, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            throw Lost();
        }
    }

    // An answer whose number is not known is to a line that came damaged: it may be ours, so ours is sent again.
    private async Task<BenchAnswer?> FindAnswerAsync(
        int number, TimeSpan patience, CancellationToken cancellationToken)
    {
        BenchAnswer? found = await FindAsync(
            line => !line.IsEvent && (line.Number == number || line.Number == BenchLineWriter.NoNumber),
            patience,
            cancellationToken).ConfigureAwait(false);
        return found is null || found.Number == BenchLineWriter.NoNumber ? null : found;
    }

    private async Task<BenchAnswer?> FindAsync(
        Predicate<BenchAnswer> isIt, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            while (true)
            {
                BenchAnswer line = await _answers.Reader.ReadAsync(either.Token).ConfigureAwait(false);
                if (isIt(line))
                {
                    return line;
                }
            }
        }
        catch (ChannelClosedException)
        {
            throw Lost();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task PumpAsync()
    {
        var lines = new BenchLineReader();
        byte[] buffer = new byte[1_024];
        try
        {
            while (await _port.ReadAsync(buffer, _ended.Token).ConfigureAwait(false) is var count and > 0)
            {
                for (int i = 0; i < count; i++)
                {
                    if (lines.Put(buffer[i]) == BenchLineResult.Line && BenchAnswer.Of(lines) is { } answer)
                    {
                        _answers.Writer.TryWrite(answer);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The line has ended; whoever waits is told so below.
        }

        _answers.Writer.TryComplete();
    }

    private static BenchException Lost()
    {
        return new BenchException("The serial line is lost. Was the cable pulled?", isLost: true);
    }
}
