// The network to the fleet manager, gone at one call.
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace EndToEnd.Tests.Bench;

/// <summary>Counts the calls to the fleet manager over all runs; one of them loses its answer.</summary>
internal sealed class StrikingHandler : DelegatingHandler
{
    public StrikingHandler()
        : base(new SocketsHttpHandler())
    {
    }

    /// <summary>The call, from 0, whose answer is lost; -1 for none.</summary>
    public int StrikeAt { get; set; } = -1;

    /// <summary>How many calls there were.</summary>
    public int Calls { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (Calls++ == StrikeAt)
        {
            answer.Dispose();
            throw new HttpRequestException("The connection was lost.");
        }

        return answer;
    }
}
