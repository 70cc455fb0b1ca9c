// A mail server.
using System;
using System.Net;
using System.Net.Mail;
using System.Threading;
using System.Threading.Tasks;

namespace Fleet.Server.Channels;

/// <summary>Sends e-mail; the first line of the text is the subject.</summary>
internal sealed class SmtpProvider : IMessageProvider
{
    private const int PermanentFrom = 550;
    private readonly ProviderOptions _options;

    public SmtpProvider(ProviderOptions options)
    {
        _options = options;
    }

    public string Name => _options.Name;

    public bool Carries(OutgoingKind kind) => kind == OutgoingKind.Mail;

    public async Task<SendResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        Uri url = _options.Url!;
        if (!MailAddress.TryCreate(message.Address, out MailAddress? to))
        {
            return SendResult.Refused("no mail address");
        }

        using var client = new SmtpClient(url.Host, url.Port > 0 ? url.Port : 25)
        {
            EnableSsl = url.Scheme == "smtps",
            Credentials = _options.UserName is { } user ? new NetworkCredential(user, _options.Password) : null,
        };
        int lineEnd = message.Text.IndexOf('\n', StringComparison.Ordinal);
        string subject = lineEnd < 0 ? message.Text : message.Text[..lineEnd];
        using var mail = new MailMessage(new MailAddress(_options.From), to)
        {
            Subject = subject.Trim().Replace("\r", "", StringComparison.Ordinal),
            Body = message.Text,
        };

        // By its id a server or a reader can know a mail that was sent twice.
        mail.Headers.Add("Message-ID", $"<{message.MessageId:N}@{new MailAddress(_options.From).Host}>");
        try
        {
            await client.SendMailAsync(mail, cancellationToken).ConfigureAwait(false);
            return SendResult.Taken(null);
        }
        catch (SmtpException exception)
        {
            int code = (int)exception.StatusCode;
            return code >= PermanentFrom
                ? SendResult.Refused("SMTP " + code)
                : SendResult.Failed("SMTP " + code);
        }
    }
}
