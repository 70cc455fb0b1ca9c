// Sends documentation to the care record, and says so when it cannot.
using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Http;
using Fleet.Server.Store;
using Fleet.Server.Time;
using Microsoft.Extensions.Logging;

namespace Fleet.Server.CareRecord;

/// <summary>
/// Takes what is due in a short write, speaks with the care record outside of any transaction, and notes the answer in
/// another short write. The same handover has the same Idempotency-Key at each attempt; the body is signed with
/// HMAC-SHA256 in the header <c>Fleet-Signature</c>.
/// </summary>
internal sealed partial class CareRecordSender : IRound, IDisposable
{
    private readonly FleetStore _store;
    private readonly CareRecordDesk _desk;
    private readonly CareRecordOptions _options;
    private readonly SteadyClock _clock;
    private readonly ILogger _logger;
    private readonly HttpClient _http;

    public CareRecordSender(
        FleetStore store,
        CareRecordDesk desk,
        CareRecordOptions options,
        SteadyClock clock,
        ILogger<CareRecordSender> logger)
    {
        (_store, _desk, _options, _clock, _logger) = (store, desk, options, clock, logger);

        // A redirect could carry the documentation elsewhere.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxResponseDrainSize = Limits.CareRecord.AnswerBytes,
        })
        {
            Timeout = TimeSpan.FromSeconds(Limits.CareRecord.TimeoutSeconds),
            MaxResponseContentBufferSize = Limits.CareRecord.AnswerBytes,
        };
    }

    public TimeSpan Interval => TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long now = _clock.UnixNow;
        if (!_options.IsOn || !await _store.ReadAsync(
            session => CareRecordQueue.IsAnyDue(session, now), cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        List<WaitingDocument> taken = await _store.WriteAsync(
            session => CareRecordQueue.Take(session, now), cancellationToken).ConfigureAwait(false);
        foreach (WaitingDocument waiting in taken)
        {
            await SendAsync(waiting, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
    }

    /// <summary>The wait after an attempt, in milliseconds: doubled each time, an hour at most.</summary>
    internal static long WaitAfter(int attempts)
    {
        return Math.Min(3_600_000L, 15_000L << Math.Min(attempts, 10));
    }

    /// <summary>The signature of a body.</summary>
    internal static string Sign(string secret, byte[] body)
    {
        return "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
    }

    private async Task SendAsync(WaitingDocument waiting, CancellationToken cancellationToken)
    {
        var server = new Actor(Guid.Empty, waiting.TenantId, "");
        CaseDocument? document = await _desk.MakeAsync(server, waiting.CaseId, "sent", cancellationToken)
            .ConfigureAwait(false);
        (string? fault, bool mayTryAgain) = document?.ClosedAt?.ToUnixTimeMilliseconds() != waiting.ClosedAt
            ? ("opened again", false)
            : await PostAsync(document!, waiting, cancellationToken).ConfigureAwait(false);
        bool isLast = !mayTryAgain || waiting.Attempts >= Limits.CareRecord.Attempts;
        DocumentState state = fault is null ? DocumentState.HandedOver
            : isLast ? DocumentState.GivenUp
            : DocumentState.Waiting;
        _ = await _store.WriteAsync(
            session =>
            {
                long now = _clock.UnixNow;
                return CareRecordQueue.Answer(
                    session, waiting.HandoverId, state, now + WaitAfter(waiting.Attempts), fault ?? "", now);
            },
            cancellationToken).ConfigureAwait(false);
        if (state == DocumentState.GivenUp)
        {
            GaveUp(_logger, document?.CaseNumber ?? 0, waiting.Attempts, fault!);
        }
    }

    private async Task<(string? Fault, bool MayTryAgain)> PostAsync(
        CaseDocument document, WaitingDocument waiting, CancellationToken cancellationToken)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(document, JsonSettings.Options);
        if (body.Length > Limits.CareRecord.DocumentBytes)
        {
            return ($"larger than {Limits.CareRecord.DocumentBytes} bytes", false);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Url);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", waiting.HandoverId.ToString("N"));
        request.Headers.TryAddWithoutValidation("Fleet-Signature", Sign(_options.Secret, body));
        try
        {
            using HttpResponseMessage answer = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            int status = (int)answer.StatusCode;

            // What is wrong with the document stays wrong; what is wrong with the account or server may be mended.
            return status is >= 200 and < 300
                ? (null, false)
                : ("HTTP " + status, status is not (400 or 404 or 410 or 413 or 422));
        }
        catch (HttpRequestException exception)
        {
            return (exception.HttpRequestError.ToString(), true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("no answer in time", true);
        }
    }

    [LoggerMessage(9101, LogLevel.Error,
        "The documentation of case {Number} was not taken in {Attempts} attempts ({Fault}); enter it by hand")]
    private static partial void GaveUp(ILogger logger, long number, int attempts, string fault);
}
