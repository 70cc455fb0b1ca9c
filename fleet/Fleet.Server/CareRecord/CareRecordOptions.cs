// Where documentation is sent.
using System;

namespace Fleet.Server.CareRecord;

/// <summary>The settings of the hook; without an address nothing is sent.</summary>
/// <param name="Url">Where to; https, or http on this machine. Null for nowhere.</param>
/// <param name="Secret">The key of the signature.</param>
public sealed record CareRecordOptions(Uri? Url = null, string Secret = "")
{
    /// <summary>Whether anything is sent.</summary>
    public bool IsOn => Url is not null;

    /// <summary>Reads the settings; faults are in the reader.</summary>
    public static CareRecordOptions Read(SettingsReader reader)
    {
        const string Key = "Fleet:CareRecord:Url";
        const string SecretKey = "Fleet:CareRecord:Secret";
        string? text = reader.Text(Key, null);
        string secret = reader.Secret(SecretKey) ?? "";
        if (text is null)
        {
            return new CareRecordOptions();
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
            || !(url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)))
        {
            reader.Refuse(Key, $"must be an https address such as https://journal.example.se/larm, is \"{text}\".");
            return new CareRecordOptions();
        }

        if (secret.Length < Limits.CareRecord.SecretLength)
        {
            reader.Refuse(
                SecretKey, $"must have at least {Limits.CareRecord.SecretLength} characters when {Key} is given.");
        }

        return new CareRecordOptions(url, secret);
    }
}
