// What a board says of itself when a session begins.
using System.Threading;
using System.Threading.Tasks;
using Fleet.Hubctl.Bench;
using Hub.Protocols.Bench;

namespace Fleet.Hubctl.Provisioning;

/// <summary>The answer to hello.</summary>
/// <param name="Board">The id of its chip.</param>
/// <param name="Model">The hardware model.</param>
/// <param name="Firmware">The firmware version.</param>
/// <param name="HubId">The hub that it is; null when it is blank.</param>
/// <param name="Session">The session it began.</param>
public sealed record BoardFacts(string Board, string Model, string Firmware, string? HubId, string Session)
{
    /// <summary>Asks.</summary>
    /// <exception cref="FailureException">What answers is no hub that this hubctl can speak with.</exception>
    public static async Task<BoardFacts> AskAsync(BenchClient client, CancellationToken cancellationToken)
    {
        BenchAnswer answer = await client.AskAsync(BenchVerbs.Hello, cancellationToken).ConfigureAwait(false);
        if (answer.Number32(BenchKeys.Protocol) != BenchLimits.ProtocolVersion)
        {
            throw new FailureException(
                ExitCode.Refused,
                $"The hub speaks version \"{answer[BenchKeys.Protocol]}\" of the console's language, this hubctl "
                + $"{BenchLimits.ProtocolVersion}. Take a hubctl that fits its firmware {answer[BenchKeys.Firmware]}.");
        }

        string state = answer[BenchKeys.State];
        if (state == BenchStates.Faulty)
        {
            throw new FailureException(
                ExitCode.Failed,
                "The hub's flash does not answer, so it does not know whose hub it is. The board is bad.");
        }

        string board = answer[BenchKeys.Board];
        string hub = answer[BenchKeys.Hub];
        bool isWhole = IsBoard(board)
            && (state == BenchStates.Blank || (state == BenchStates.Provisioned && IsHex(hub) && hub.Length == 16));
        return isWhole
            ? new BoardFacts(
                board,
                answer[BenchKeys.Model],
                answer[BenchKeys.Firmware],
                state == BenchStates.Blank ? null : hub,
                answer[BenchKeys.Session])
            : throw new FailureException(ExitCode.Failed, "What answers at this port does not answer as a hub does.");
    }

    // It becomes part of a file name, so nothing but digits passes.
    private static bool IsBoard(string board)
    {
        return board.Length is >= 12 and <= 32 && IsHex(board);
    }

    private static bool IsHex(string text)
    {
        foreach (char digit in text)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return false;
            }
        }

        return true;
    }
}
