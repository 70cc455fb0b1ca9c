// What the adapters over HTTP share: asking, and reading an answer of bounded size.
using System;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Channels;

/// <summary>Asks a provider over HTTP; never throws for what the provider answers.</summary>
internal sealed class ProviderHttp : IDisposable
{
    private readonly HttpClient _http;

    public ProviderHttp()
    {
        // The time limit is the sender's; redirects could carry texts and passwords elsewhere.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseDrainSize = Limits.Channels.AnswerBytes,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = Limits.Channels.AnswerBytes,
        };
    }

    /// <summary>Sends a request; the reference is taken from the answer by a path of names with points.</summary>
    public async Task<SendResult> SendAsync(
        HttpRequestMessage request, string referencePath, CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            int status = (int)answer.StatusCode;
            if (status is >= 200 and < 300)
            {
                string body = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
                return SendResult.Taken(Reference(body, referencePath));
            }

            // What is wrong with the account or the server may be mended; what is wrong with the message stays wrong.
            return status is 400 or 404 or 410 or 413 or 422
                ? SendResult.Refused("HTTP " + status)
                : SendResult.Failed("HTTP " + status);
        }
        catch (HttpRequestException exception)
        {
            return SendResult.Failed(exception.HttpRequestError.ToString());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
    }

    /// <summary>The account as basic authentication.</summary>
    public static string Basic(string user, string? password)
    {
        return "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
    }

    private static string? Reference(string body, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement element = document.RootElement;
            foreach (string name in path.Split('.'))
            {
                if (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0)
                {
                    element = element[0];
                }

                if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                {
                    return null;
                }
            }

            return element.ValueKind is JsonValueKind.String or JsonValueKind.Number ? element.ToString() : null;
        }
        catch (JsonException)
        {
            // It took the message and says so in words of its own; reports can't be matched then.
            return null;
        }
    }
}
