// Finds a font for the label.
using System;
using System.Collections.Generic;
using System.IO;
using SkiaSharp;

namespace Fleet.Hubctl.Labels;

/// <summary>Opens a font file with digits of one width: one that is named, or one that systems have.</summary>
internal static class LabelFont
{
    private static readonly string[] Known =
    [
        "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf",
        "/usr/share/fonts/truetype/liberation/LiberationMono-Bold.ttf",
        "/usr/share/fonts/liberation-mono/LiberationMono-Bold.ttf",
        "/usr/share/fonts/dejavu-sans-mono-fonts/DejaVuSansMono-Bold.ttf",
        "/usr/share/fonts/TTF/DejaVuSansMono-Bold.ttf",
        "/System/Library/Fonts/Menlo.ttc",
        "/System/Library/Fonts/Supplemental/Courier New Bold.ttf",
    ];

    /// <summary>Opens the font.</summary>
    /// <param name="named">A file; null to look for one.</param>
    /// <exception cref="FailureException">There is none; the message says what to install.</exception>
    public static SKTypeface Open(string? named)
    {
        foreach (string path in named is null ? Candidates() : [named])
        {
            if (File.Exists(path) && SKTypeface.FromFile(path) is { } font)
            {
                return font;
            }
        }

        throw named is null
            ? new FailureException(
                ExitCode.Failed,
                "No font for the label is on this machine. On Debian: apt-get install fonts-dejavu-core; or name a "
                + "TrueType file with --label-font.")
            : new FailureException(ExitCode.Usage, $"--label-font: {named} is no font file.");
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (string path in Known)
        {
            yield return path;
        }

        string fonts = Environment.GetFolderPath(Environment.SpecialFolder.Fonts);
        if (fonts.Length > 0)
        {
            yield return Path.Combine(fonts, "consolab.ttf");
            yield return Path.Combine(fonts, "courbd.ttf");
        }
    }
}
