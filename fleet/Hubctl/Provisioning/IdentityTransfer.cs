// Brings an identity into a board.
using System;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Hubctl.Bench;
using Hub.Protocols.Bench;
using Hub.Protocols.Security;

namespace Fleet.Hubctl.Provisioning;

/// <summary>Begin, parts, commit. A transfer that the hub has dropped is begun anew, a few times.</summary>
internal static class IdentityTransfer
{
    private const int Rounds = 3;

    /// <summary>Brings it in; when this returns, the hub has stored it and restarts.</summary>
    /// <param name="client">The line.</param>
    /// <param name="document">The identity.</param>
    /// <param name="board">What the board was when the session began.</param>
    /// <param name="hubId">The hub that the board becomes.</param>
    /// <param name="codes">The reset code for the hub that the board is, by its id.</param>
    /// <param name="cancellationToken">Gives up at once; the hub keeps what it was.</param>
    /// <returns>True when the hub has been asked after its restart already.</returns>
    /// <exception cref="FailureException">The hub refuses; the message says why.</exception>
    public static async Task<bool> RunAsync(
        BenchClient client,
        byte[] document,
        BoardFacts board,
        string hubId,
        Func<string, string?> codes,
        CancellationToken cancellationToken)
    {
        string? now = board.HubId;
        for (int round = 0; round < Rounds; round++)
        {
            string? code = now is null ? null : codes(now);
            if (await TryAsync(client, document, code, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            // The answer to a commit may be lost, and the hub that restarts after it knows of no transfer: then it is
            // the new hub. One that was this hub before may hold the old document, so that is sent again.
            now = (await BoardFacts.AskAsync(client, cancellationToken).ConfigureAwait(false)).HubId;
            if (now == hubId && board.HubId != hubId)
            {
                return true;
            }
        }

        throw new FailureException(
            ExitCode.Failed, "The hub loses the transfer again and again. Is its supply steady?");
    }

    private static async Task<bool> TryAsync(
        BenchClient client, byte[] document, string? resetCode, CancellationToken cancellationToken)
    {
        BenchAnswer begun = await client.AskAsync(
            BenchVerbs.Begin,
            cancellationToken,
            line =>
            {
                line.Word(document.Length);
                line.Hex(Crc32.Compute(document, 0, document.Length));
                if (resetCode is not null)
                {
                    line.Word(resetCode);
                }
            }).ConfigureAwait(false);
        Demand(begun, BenchVerbs.Begin);
        int most = Math.Min(begun.Number32(BenchKeys.Part), BenchLimits.PartBytes);
        int offset = 0;
        while (offset < document.Length)
        {
            if (most < 1)
            {
                throw new FailureException(ExitCode.Failed, "The hub says no size for the parts of the identity.");
            }

            int at = offset;
            int count = Math.Min(most, document.Length - at);
            BenchAnswer taken = await client.AskAsync(
                BenchVerbs.Part,
                cancellationToken,
                line =>
                {
                    line.Word(at);
                    line.Hex(document, at, count);
                }).ConfigureAwait(false);
            if (taken.Is(BenchErrors.Transfer) || taken.Is(BenchErrors.Offset))
            {
                return false;
            }

            Demand(taken, BenchVerbs.Part);
            if (taken.Number32(BenchKeys.Received) != at + count)
            {
                return false;
            }

            offset += count;
        }

        BenchAnswer done = await client.AskAsync(BenchVerbs.Commit, cancellationToken).ConfigureAwait(false);
        if (done.Is(BenchErrors.Transfer) || done.Is(BenchErrors.Incomplete) || done.Is(BenchErrors.Document))
        {
            return false;
        }

        Demand(done, BenchVerbs.Commit);
        return true;
    }

    private static void Demand(BenchAnswer answer, string verb)
    {
        if (answer.IsOk)
        {
            return;
        }

        (int code, string sentence) = answer.Error switch
        {
            BenchErrors.Provisioned => (
                ExitCode.Refused,
                $"The board is hub {answer[BenchKeys.Hub]} and takes another identity only with its --reset-code."),
            BenchErrors.ResetCode => (
                ExitCode.Refused,
                "The hub refuses the reset code. " + (answer.Number32(BenchKeys.Wait) > 0
                    ? $"It takes the next one in {answer[BenchKeys.Wait]} s."
                    : "Is it this hub's?")),
            BenchErrors.Identity => (
                ExitCode.Failed,
                $"The hub refuses the identity: {answer[BenchKeys.Field]} ({answer[BenchKeys.Reason]}). It keeps what "
                + "it was; its firmware and this hubctl do not fit."),
            BenchErrors.Length => (
                ExitCode.Failed, $"The identity is too long for the hub, which takes {answer[BenchKeys.Max]} bytes."),
            BenchErrors.Pending => (
                ExitCode.Refused,
                $"The hub has {answer[BenchKeys.Alarms]} alarm(s) that nobody holds yet. Let it reach its receiver."),
            BenchErrors.Storage => (
                ExitCode.Failed, "The hub's flash does not take the identity; it keeps what it was. The board is bad."),
            BenchErrors.Busy => (ExitCode.Failed, "The hub is busy; try again."),
            _ => (ExitCode.Failed, $"The hub answers \"{answer.Error}\" to \"{verb}\"."),
        };
        throw new FailureException(code, sentence);
    }
}
