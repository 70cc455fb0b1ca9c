// Any gateway with an HTTP interface, by configuration.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Channels;

/// <summary>Fills a configured body and reads configured fields; for short messages.</summary>
internal sealed class HttpProvider : IMessageProvider, IWebhookSource, IDisposable
{
    private readonly ProviderOptions _options;
    private readonly HttpGateway _gateway;
    private readonly ProviderHttp _http = new();

    public HttpProvider(ProviderOptions options)
    {
        (_options, _gateway) = (options, options.Gateway!);
    }

    public string Name => _options.Name;

    public bool Carries(OutgoingKind kind) => kind == OutgoingKind.Sms;

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        bool isGet = _gateway.Method == "GET";
        string body = Fill(message, isGet ? BodyFormat.Form : _gateway.Format);
        var url = new UriBuilder(_options.Url!);
        if (isGet)
        {
            url.Query = url.Query.Length > 1 ? url.Query[1..] + "&" + body : body;
        }

        using var request = new HttpRequestMessage(isGet ? HttpMethod.Get : HttpMethod.Post, url.Uri);
        if (!isGet)
        {
            request.Content = new StringContent(
                body,
                Encoding.UTF8,
                _gateway.Format == BodyFormat.Json ? "application/json" : "application/x-www-form-urlencoded");
        }

        if (_options.UserName is { } user)
        {
            request.Headers.TryAddWithoutValidation("Authorization", ProviderHttp.Basic(user, _options.Password));
        }

        if (_gateway.Header is { } header)
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon].Trim(), header[(colon + 1)..].Trim());
        }

        request.Headers.TryAddWithoutValidation("Idempotency-Key", message.MessageId.ToString("N"));
        return await _http.SendAsync(request, _gateway.Reference, cancellationToken).ConfigureAwait(false);
    }

    public WebhookNews Read(string what, IReadOnlyDictionary<string, string> fields)
    {
        return what switch
        {
            "sms" => ReadSms(fields),
            "delivery" => ReadReport(fields),
            _ => new WebhookFault("call", "this provider carries no calls."),
        };
    }

    public void Dispose()
    {
        _http.Dispose();
    }

    private SmsNews? Sms(IReadOnlyDictionary<string, string> fields)
    {
        return fields.TryGetValue(_gateway.SmsReference, out string? id) && id.Length > 0
            && DialledNumber.Read(fields.GetValueOrDefault(_gateway.SmsFrom)) is { } from
            ? new SmsNews(id, from, fields.GetValueOrDefault(_gateway.SmsText, ""))
            : null;
    }

    private WebhookNews ReadSms(IReadOnlyDictionary<string, string> fields)
    {
        if (Sms(fields) is { } sms)
        {
            return sms;
        }

        return string.IsNullOrEmpty(fields.GetValueOrDefault(_gateway.SmsReference))
            ? new WebhookFault(_gateway.SmsReference, "must be given.")
            : new WebhookFault(_gateway.SmsFrom, "must be a number in international form.");
    }

    private WebhookNews ReadReport(IReadOnlyDictionary<string, string> fields)
    {
        if (!fields.TryGetValue(_gateway.ReportReference, out string? reference) || reference.Length == 0)
        {
            return new WebhookFault(_gateway.ReportReference, "must be given.");
        }

        string status = fields.GetValueOrDefault(_gateway.ReportStatus, "");
        Guid? own = Guid.TryParse(reference, out Guid id) ? id : null;
        if (_gateway.DeliveredWords.Contains(status, StringComparer.OrdinalIgnoreCase))
        {
            return new ReportNews(reference, own, ReportStatus.Delivered, "");
        }

        return _gateway.FailedWords.Contains(status, StringComparer.OrdinalIgnoreCase)
            ? new ReportNews(reference, own, ReportStatus.Failed, "not delivered")
            : new ReportNews(reference, own, ReportStatus.Sent, "");
    }

    private string Fill(OutgoingMessage message, BodyFormat format)
    {
        string Escape(string text) => format == BodyFormat.Json
            ? JsonEncodedText.Encode(text).ToString()
            : Uri.EscapeDataString(text);
        var filled = new StringBuilder();
        int at = 0;
        while (at < _gateway.Body.Length)
        {
            (string Place, string Value)? place = null;
            foreach ((string name, string value) in new[]
            {
                ("{to}", message.Address), ("{from}", _options.From), ("{text}", message.Text),
                ("{id}", message.MessageId.ToString("N")),
            })
            {
                if (string.CompareOrdinal(_gateway.Body, at, name, 0, name.Length) == 0)
                {
                    place = (name, value);
                }
            }

            filled.Append(place is { } found ? Escape(found.Value) : _gateway.Body[at].ToString());
            at += place?.Place.Length ?? 1;
        }

        return filled.ToString();
    }
}
