// Trials of rules without a store, for tests of the console's pages alone.
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Programming;

namespace EndToEnd.Tests.Console.Fakes;

/// <summary>Gives the answer that the test has put there, and remembers what was asked.</summary>
internal sealed class InMemoryTrial : IRuleTrial
{
    public TrialAnswer Answer { get; set; } = new(RulesResult.NotFound, null, []);

    public TrialRequest? Asked { get; private set; }

    public Task<TrialAnswer> TryAsync(
        Actor actor,
        string hubId,
        TrialRequest request,
        CultureInfo language,
        CancellationToken cancellationToken)
    {
        Asked = request;
        return Task.FromResult(Answer);
    }
}
