// 46elks over HTTP: short messages, calls that say a message, calls between operator and home.
using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Channels;

/// <summary>
/// Speaks the interface of 46elks (46elks.com/docs): POST /a1/sms and /a1/calls with basic authentication, webhooks as
/// forms. It plays sounds and does not read texts aloud, so a call plays the configured one: "read your message, press
/// 1 to take the alarm, 2 to decline".
/// </summary>
internal sealed class ElksProvider : IMessageProvider, IVoiceProvider, IWebhookSource, IDisposable
{
    private readonly ProviderOptions _options;
    private readonly ChannelOptions _channels;
    private readonly ProviderHttp _http = new();

    public ElksProvider(ProviderOptions options, ChannelOptions channels)
    {
        (_options, _channels) = (options, channels);
    }

    public string Name => _options.Name;

    public bool MayConnect => _options.WebhookSecret is not null && _channels.PublicUrl is not null;

    public bool MaySendTones => false;

    public bool MayEnd => false;

    public bool Carries(OutgoingKind kind)
    {
        return kind == OutgoingKind.Sms
            || (kind == OutgoingKind.Voice && MayConnect && _options.VoiceAudio is not null);
    }

    public Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Kind == OutgoingKind.Voice)
        {
            return CallAsync(message.MessageId, message.Address, cancellationToken);
        }

        var fields = new Dictionary<string, string>
        {
            ["from"] = _options.From,
            ["to"] = message.Address,
            ["message"] = message.Text,
        };
        if (Webhook("delivery", $"message={message.MessageId:N}") is { } report)
        {
            fields["whendelivered"] = report;
        }

        return PostAsync("a1/sms", fields, message.MessageId, cancellationToken);
    }

    public Task<SendResult> ConnectAsync(VoiceOrder order, CancellationToken cancellationToken)
    {
        return CallAsync(order.CallId, order.OperatorNumber, cancellationToken);
    }

    public Task<bool> EndAsync(Guid callId, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<bool> SendToneAsync(Guid callId, CallTone tone, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    /// <summary>46elks itself keeps recordings for 72 hours.</summary>
    public Task<bool> DeleteRecordingAsync(string reference, CancellationToken cancellationToken) =>
        Task.FromResult(true);

    public WebhookNews Read(string what, IReadOnlyDictionary<string, string> fields)
    {
        return what switch
        {
            "sms" => ReadSms(fields),
            "delivery" => ReadReport(fields),
            _ => ReadCall(fields),
        };
    }

    public string? Answer(CallNews news, CallPlan plan)
    {
        if (news.Event != CallEvent.FirstAnswered)
        {
            return null;
        }

        var action = new Dictionary<string, object>();
        if (plan.IsMessage)
        {
            action["ivr"] = _options.VoiceAudio!.AbsoluteUri;
            action["digits"] = 1;
            action["timeout"] = 10;
            action["repeat"] = 3;
            action["next"] = Webhook("call", $"call={news.CallId:N}&step=digit")!;
        }
        else
        {
            action["connect"] = plan.Number;
            action["callerid"] = _options.From;
            action["timeout"] = _channels.RingSeconds;
            action["next"] = Webhook("call", $"call={news.CallId:N}&step=other")!;
            if (plan.IsRecorded)
            {
                action["recordcall"] = Webhook("call", $"call={news.CallId:N}&step=recorded")!;
            }
        }

        return JsonSerializer.Serialize(action);
    }

    public void Dispose()
    {
        _http.Dispose();
    }

    private static WebhookNews ReadSms(IReadOnlyDictionary<string, string> fields)
    {
        if (!fields.TryGetValue("id", out string? id) || id.Length == 0)
        {
            return new WebhookFault("id", "must be given.");
        }

        return DialledNumber.Read(fields.GetValueOrDefault("from")) is not { } from
            ? new WebhookFault("from", "must be a number in international form.")
            : new SmsNews(id, from, fields.GetValueOrDefault("message", ""));
    }

    private static WebhookNews ReadReport(IReadOnlyDictionary<string, string> fields)
    {
        if (!fields.TryGetValue("id", out string? id) || id.Length == 0)
        {
            return new WebhookFault("id", "must be given.");
        }

        ReportStatus? status = fields.GetValueOrDefault("status") switch
        {
            "created" or "sent" => ReportStatus.Sent,
            "delivered" => ReportStatus.Delivered,
            "failed" => ReportStatus.Failed,
            _ => null,
        };
        Guid? message = Guid.TryParseExact(fields.GetValueOrDefault("message"), "N", out Guid given) ? given : null;
        return status is { } told
            ? new ReportNews(id, message, told, told == ReportStatus.Failed ? "not delivered" : "")
            : new WebhookFault("status", "must be created, sent, delivered or failed.");
    }

    private static WebhookNews ReadCall(IReadOnlyDictionary<string, string> fields)
    {
        if (!Guid.TryParseExact(fields.GetValueOrDefault("call"), "N", out Guid call))
        {
            return new WebhookFault("call", "must be the id of the call.");
        }

        string result = fields.GetValueOrDefault("result", "");
        switch (fields.GetValueOrDefault("step"))
        {
            case "start":
                return new CallNews(call, CallEvent.FirstAnswered, "");
            case "digit" when result.Length == 1 && char.IsAsciiDigit(result[0]):
                return new CallNews(call, CallEvent.Digit, result);
            case "digit":
                return new CallNews(call, CallEvent.Ended, "", CallResult.NoAnswer);
            case "other":
                return result == "success"
                    ? new CallNews(call, CallEvent.OtherAnswered, "")
                    : new CallNews(call, CallEvent.Ended, "", result == "busy" ? CallResult.Busy : CallResult.NoAnswer);
            case "recorded" when fields.TryGetValue("wav", out string? wav):
                return new CallNews(call, CallEvent.Recorded, wav);
            case "end":
                return new CallNews(call, CallEvent.Ended, "", fields.GetValueOrDefault("state") switch
                {
                    "busy" => CallResult.Busy,
                    "failed" => CallResult.NoAnswer,
                    _ => CallResult.None,
                });
            default:
                return new WebhookFault("step", "must be start, digit, other, recorded with wav, or end.");
        }
    }

    private Task<SendResult> CallAsync(Guid callId, string to, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>
        {
            ["from"] = _options.From,
            ["to"] = to,
            ["voice_start"] = Webhook("call", $"call={callId:N}&step=start")!,
            ["whenhangup"] = Webhook("call", $"call={callId:N}&step=end")!,
            ["timeout"] = _channels.RingSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        return PostAsync("a1/calls", fields, callId, cancellationToken);
    }

    private async Task<SendResult> PostAsync(
        string path, Dictionary<string, string> fields, Guid key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Url!, "/" + path));
        request.Headers.TryAddWithoutValidation(
            "Authorization", ProviderHttp.Basic(_options.UserName ?? "", _options.Password));
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key.ToString("N"));
        request.Content = new FormUrlEncodedContent(fields);
        return await _http.SendAsync(request, "id", cancellationToken).ConfigureAwait(false);
    }

    private string? Webhook(string what, string query)
    {
        return _channels.PublicUrl is { } url && _options.WebhookSecret is { } secret
            ? new Uri(url, $"/api/channels/{Name}/{secret}/{what}?{query}").AbsoluteUri
            : null;
    }
}
