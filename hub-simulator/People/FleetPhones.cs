// The fleet manager's simulated phones, over HTTP as everybody uses them.
using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Hub.Simulator.People;

/// <summary>A short message in a phone, or from it.</summary>
/// <param name="MessageId">Its id.</param>
/// <param name="IsMail">Whether it is an e-mail.</param>
/// <param name="IsFromPhone">True for what the phone sent.</param>
/// <param name="Text">What it says.</param>
/// <param name="At">When it was sent.</param>
/// <param name="ArrivedAt">When it reached the phone; null while it has not.</param>
public sealed record PhoneText(
    Guid MessageId, bool IsMail, bool IsFromPhone, string Text, DateTimeOffset At, DateTimeOffset? ArrivedAt);

/// <summary>A call to a phone.</summary>
/// <param name="CallId">Its id.</param>
/// <param name="State">ringing, answered or ended.</param>
/// <param name="Text">What the call says; empty for a call between people.</param>
/// <param name="TakesDigits">Whether 1 and 2 are asked for.</param>
/// <param name="At">When it began.</param>
public sealed record PhoneRing(Guid CallId, string State, string Text, bool TakesDigits, DateTimeOffset At);

/// <summary>A phone with its newest messages and calls first.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Condition">on, off, noCoverage, speaks, silentHome or refused.</param>
/// <param name="Messages">Newest first.</param>
/// <param name="Calls">Newest first.</param>
public sealed record PhoneInHand(
    string Number,
    string Name,
    string Condition,
    IReadOnlyList<PhoneText> Messages,
    IReadOnlyList<PhoneRing> Calls);

/// <summary>Speaks the interface of the simulated phones; the client brings address and sign-in.</summary>
public sealed class FleetPhones
{
    private readonly HttpClient _http;

    /// <summary>Uses a client that is signed in.</summary>
    public FleetPhones(HttpClient http)
    {
        _http = http;
    }

    /// <summary>All phones.</summary>
    public async Task<IReadOnlyList<PhoneInHand>> ListAsync(CancellationToken cancellationToken)
    {
        PhoneList? list = await _http.GetFromJsonAsync<PhoneList>(
            "/api/phones", JsonSerializerOptions.Web, cancellationToken);
        return list?.Items ?? [];
    }

    /// <summary>Makes a phone, or says how it is.</summary>
    public Task SetAsync(string number, string? name, string? condition, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, Path(number), new { name, condition }, cancellationToken);

    /// <summary>Sends a short message from a phone to the service.</summary>
    public Task ReplyAsync(string number, string text, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, Path(number) + "/messages", new { text }, cancellationToken);

    /// <summary>Answers a ringing call.</summary>
    public Task AnswerAsync(Guid callId, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"/api/phones/calls/{callId}/answer", new { }, cancellationToken);

    /// <summary>Presses a key in an answered call.</summary>
    public Task PressAsync(Guid callId, char digit, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post, $"/api/phones/calls/{callId}/press", new { digit = digit.ToString() }, cancellationToken);

    /// <summary>Declines a ringing call or hangs up an answered one.</summary>
    public Task HangUpAsync(Guid callId, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"/api/phones/calls/{callId}/hang-up", new { }, cancellationToken);

    private static string Path(string number) => "/api/phones/" + Uri.EscapeDataString(number);

    private async Task SendAsync(HttpMethod method, string path, object body, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, path) { Content = JsonContent.Create(body) };
        using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"{path}: {(int)answer.StatusCode}\n{await answer.Content.ReadAsStringAsync(cancellationToken)}",
                null,
                answer.StatusCode);
        }
    }

    private sealed record PhoneList(IReadOnlyList<PhoneInHand> Items);
}
