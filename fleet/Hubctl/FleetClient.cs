// Talks to the fleet manager over HTTP.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Hubctl;

/// <summary>One signed-in connection to a fleet manager. Every failure becomes a sentence and an exit code.</summary>
public sealed class FleetClient : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Creates a client.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="token">The bearer token; null before signing in.</param>
    /// <param name="handler">Carries the requests; null for the network.</param>
    public FleetClient(Uri server, string? token, HttpMessageHandler? handler = null)
    {
        _http = handler is null ? new HttpClient() : new HttpClient(handler, disposeHandler: false);
        _http.BaseAddress = server;
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("hubctl", "1"));
        Token = token;
    }

    /// <summary>The bearer token; null before signing in.</summary>
    public string? Token
    {
        get => _http.DefaultRequestHeaders.Authorization?.Parameter;
        set => _http.DefaultRequestHeaders.Authorization =
            value is null ? null : new AuthenticationHeaderValue("Bearer", value);
    }

    /// <summary>Signs in and uses the token from then on.</summary>
    /// <returns>How long the token lasts.</returns>
    public async Task<TimeSpan> SignInAsync(string user, string password, CancellationToken cancellationToken)
    {
        var request = new JsonObject { ["userName"] = user, ["password"] = password };
        JsonObject answer = await PostAsync("api/access/token", request, cancellationToken).ConfigureAwait(false);
        Token = answer["accessToken"]?.GetValue<string>()
            ?? throw new FailureException(ExitCode.Failed, "The server gave no token; is it a fleet manager?");
        return TimeSpan.FromSeconds(answer["expiresIn"]?.GetValue<long>() ?? 0);
    }

    /// <summary>Asks for something.</summary>
    public Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        return SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
    }

    /// <summary>Asks for a whole list, page after page.</summary>
    /// <param name="path">The first page, with a query to which <c>after</c> is added.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<JsonArray> GetAllAsync(string path, CancellationToken cancellationToken)
    {
        var all = new JsonArray();
        for (string? next = ""; next is not null;)
        {
            JsonObject page = await GetAsync(
                path + (next.Length == 0 ? "" : "&after=" + next), cancellationToken).ConfigureAwait(false);
            foreach (JsonNode? item in (JsonArray)page["items"]!)
            {
                all.Add(item!.DeepClone());
            }

            next = page["next"]?.GetValue<string>();
        }

        return all;
    }

    /// <summary>Changes something.</summary>
    public Task<JsonObject> PostAsync(string path, JsonObject? body, CancellationToken cancellationToken)
    {
        return ChangeAsync(HttpMethod.Post, path, body, cancellationToken);
    }

    /// <summary>Changes something, when it is still of the version that was seen.</summary>
    /// <param name="method">POST, PUT or DELETE.</param>
    /// <param name="path">What.</param>
    /// <param name="body">How; null when the path says all.</param>
    /// <param name="version">The version; null when any will do.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<JsonObject> ChangeAsync(
        HttpMethod method, string path, JsonObject? body, long? version, CancellationToken cancellationToken)
    {
        return SendAsync(
            () =>
            {
                HttpRequestMessage request = Change(method, path, body);
                if (version is { } seen)
                {
                    request.Headers.IfMatch.ParseAdd(string.Create(CultureInfo.InvariantCulture, $"\"{seen}\""));
                }

                return request;
            },
            cancellationToken);
    }

    /// <summary>Makes something once, however often it is asked for with the same key.</summary>
    public Task<JsonObject> PostOnceAsync(
        string path, JsonObject body, string idempotencyKey, CancellationToken cancellationToken)
    {
        return SendAsync(
            () =>
            {
                HttpRequestMessage request = Change(HttpMethod.Post, path, body);
                request.Headers.Add("Idempotency-Key", idempotencyKey);
                return request;
            },
            cancellationToken);
    }

    /// <summary>Changes a part of something.</summary>
    public Task<JsonObject> PatchAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        return ChangeAsync(HttpMethod.Patch, path, body, cancellationToken);
    }

    /// <summary>Puts something in place.</summary>
    public Task<JsonObject> PutAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        return ChangeAsync(HttpMethod.Put, path, body, cancellationToken);
    }

    /// <summary>Removes something.</summary>
    public Task<JsonObject> DeleteAsync(string path, CancellationToken cancellationToken)
    {
        return ChangeAsync(HttpMethod.Delete, path, null, cancellationToken);
    }

    /// <summary>
    /// Follows a stream whose every event is the whole thing as it is; ends when the server ends the stream, that is
    /// when the thing is over.
    /// </summary>
    public async IAsyncEnumerable<JsonObject> WatchAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using StreamReader reader = await OpenStreamAsync(path, null, cancellationToken).ConfigureAwait(false);
        while (await ReadLineAsync(reader, cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)
                && JsonNode.Parse(line["data: ".Length..]) is JsonObject view)
            {
                yield return view;
            }
        }
    }

    /// <summary>Opens the stream of case events.</summary>
    /// <param name="after">The last event seen; null to begin now.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public Task<StreamReader> OpenStreamAsync(long? after, CancellationToken cancellationToken)
    {
        return OpenStreamAsync("api/cases/stream", after, cancellationToken);
    }

    /// <summary>Copies what the server answers into a stream.</summary>
    public async Task CopyAsync(string path, Stream to, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using HttpResponseMessage response = await AskAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync(response, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await response.Content.CopyToAsync(to, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new FailureException(ExitCode.Failed, $"The file is not whole: {exception.Message}");
        }
    }

    /// <summary>Gives the server a file as it is.</summary>
    public Task<JsonObject> UploadAsync(string path, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new FailureException(ExitCode.Usage, $"There is no file {file}.");
        }

        return SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StreamContent(File.OpenRead(file))
                {
                    Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") },
                },
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new FailureException(ExitCode.Failed, $"The connection was lost: {exception.Message}");
        }
    }

    private Task<JsonObject> ChangeAsync(
        HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        return SendAsync(() => Change(method, path, body), cancellationToken);
    }

    private static HttpRequestMessage Change(HttpMethod method, string path, JsonObject? body)
    {
        return new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
    }

    private async Task<StreamReader> OpenStreamAsync(string path, long? after, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Accept.ParseAdd("application/json");
        if (after is { } id)
        {
            request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        }

        HttpResponseMessage response = await AskAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync(response, cancellationToken).ConfigureAwait(false);
        }

        return new StreamReader(
            await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), Encoding.UTF8);
    }

    private async Task<JsonObject> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = make();
        using HttpResponseMessage response = await AskAsync(
            request, HttpCompletionOption.ResponseContentRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await RefusalAsync(response, cancellationToken).ConfigureAwait(false);
        }

        string text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            throw new FailureException(
                ExitCode.Failed, $"{_http.BaseAddress} does not answer like a fleet manager; check --server.");
        }
    }

    private async Task<HttpResponseMessage> AskAsync(
        HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, completion, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw new FailureException(
                ExitCode.Failed,
                $"{_http.BaseAddress} cannot be reached ({exception.GetBaseException().Message}). Is the fleet manager "
                + "running? The address comes from --server or HUBCTL_SERVER.");
        }
    }

    private static async Task<FailureException> RefusalAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        string text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        string sentence = $"The server answered {status}.";
        try
        {
            if (JsonNode.Parse(text) is JsonObject problem)
            {
                string title = Column.Text(problem["title"]);
                string detail = Column.Text(problem["detail"]);
                sentence = detail.Length == 0 ? title + "." : $"{title}: {detail}";
            }
        }
        catch (JsonException)
        {
            // A proxy's page, not ours: the status says all there is.
        }

        int code = status switch
        {
            400 or 413 or 415 => ExitCode.Usage,
            404 => ExitCode.NotFound,
            401 or 403 or 409 or 412 or 422 or 429 => ExitCode.Refused,
            _ => ExitCode.Failed,
        };
        string hint = status == 401 ? " Run hubctl login, or set HUBCTL_USER and HUBCTL_PASSWORD." : "";
        return new FailureException(code, sentence + hint, status);
    }
}
