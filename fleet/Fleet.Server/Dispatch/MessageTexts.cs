// The texts of messages to responders and relatives.
using System.Globalization;
using System.Resources;

namespace Fleet.Server.Dispatch;

/// <summary>
/// Reads <c>MessageTexts.resx</c>. Messages are in Swedish, whatever language a console is in: a phone has no
/// language that the server knows.
/// </summary>
internal static class MessageTexts
{
    private static readonly ResourceManager Resources =
        new("Fleet.Server.Dispatch.MessageTexts", typeof(MessageTexts).Assembly);

    /// <summary>A text; its own name when there is none.</summary>
    public static string Of(string name)
    {
        return Resources.GetString(name, CultureInfo.InvariantCulture) ?? name;
    }

    /// <summary>A text with values.</summary>
    public static string Of(string name, params object[] values)
    {
        return string.Format(CultureInfo.InvariantCulture, Of(name), values);
    }

    /// <summary>The word for a SCAIP status code.</summary>
    public static string Status(int code)
    {
        return Resources.GetString(
            string.Create(CultureInfo.InvariantCulture, $"Status_{code}"), CultureInfo.InvariantCulture)
            ?? Of("Status_Other", code);
    }

    /// <summary>The built-in template of a purpose.</summary>
    public static string Template(TemplatePurpose purpose)
    {
        return Of("Template_" + purpose);
    }
}
