// The words of a case's documentation, in Swedish: the care record has no language that the server knows.
using System.Globalization;
using System.Resources;

namespace Fleet.Server.CareRecord;

/// <summary>Reads <c>DocumentTexts.resx</c>.</summary>
internal static class DocumentTexts
{
    private static readonly ResourceManager Resources =
        new("Fleet.Server.CareRecord.DocumentTexts", typeof(DocumentTexts).Assembly);

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
        string name = string.Create(CultureInfo.InvariantCulture, $"Status_{code}");
        return Resources.GetString(name, CultureInfo.InvariantCulture) ?? Of("Status_Other", code);
    }

    /// <summary>The word for a step of a case's log; the code itself when there is none.</summary>
    public static string Step(string step)
    {
        string name = "Step_" + step.Replace('-', '_');
        return Resources.GetString(name, CultureInfo.InvariantCulture) ?? step;
    }
}
