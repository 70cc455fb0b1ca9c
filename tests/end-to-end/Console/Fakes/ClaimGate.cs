// Holds claims until all that a test expects have come, so that they meet whatever the browsers' speed.
using System.Threading;
using System.Threading.Tasks;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Opens when the last of the expected has come.</summary>
internal sealed class ClaimGate(int expected)
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = expected;

    public Task PassAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _missing) == 0)
        {
            _open.SetResult();
        }

        return _open.Task.WaitAsync(cancellationToken);
    }
}
