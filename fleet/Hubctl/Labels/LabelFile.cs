// Writes a hub's label as PNG or PDF.
using System;
using System.Buffers.Binary;
using System.IO;
using Hub.Protocols.Security;
using SkiaSharp;

namespace Fleet.Hubctl.Labels;

/// <summary>Where the label goes and in which form; checked before anything is done to a board.</summary>
internal sealed class LabelFile
{
    private const int PngHeaderBytes = 33;
    private readonly string? _path;
    private readonly SKTypeface _font;

    private LabelFile(string? path, SKTypeface font)
    {
        _path = path;
        _font = font;
    }

    /// <summary>Checks the ending and finds the font.</summary>
    /// <param name="path">A file that ends in .png or .pdf; null for <c>hub-ID.png</c> in the current folder.</param>
    /// <param name="font">A font file; null to look for one.</param>
    /// <exception cref="FailureException">The ending is another, the folder is not there, or there is no font.
    /// </exception>
    public static LabelFile Of(string? path, string? font)
    {
        if (path is not null && !IsPdf(path) && !path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new FailureException(ExitCode.Usage, $"--label: {path} must end in .png or .pdf.");
        }

        string? folder = path is null ? null : Path.GetDirectoryName(Path.GetFullPath(path));
        return folder is null || Directory.Exists(folder)
            ? new LabelFile(path, LabelFont.Open(font))
            : throw new FailureException(ExitCode.Usage, $"--label: the folder {folder} is not there.");
    }

    /// <summary>Writes the label, in place of one that is there.</summary>
    /// <returns>The file.</returns>
    public string Write(LabelContent content)
    {
        string path = _path ?? $"hub-{content.HubId}.png";
        byte[] bytes = IsPdf(path) ? MakePdf(content, _font) : MakePng(content, _font);
        try
        {
            File.WriteAllBytes(path, bytes);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(ExitCode.Failed, $"{path} cannot be written: {exception.Message}");
        }
    }

    /// <summary>The label as a picture that says its resolution.</summary>
    public static byte[] MakePng(LabelContent content, SKTypeface font)
    {
        using var bitmap = new SKBitmap(LabelDrawing.Width, LabelDrawing.Height);
        using (var canvas = new SKCanvas(bitmap))
        {
            LabelDrawing.Draw(canvas, content, font);
        }

        using SKData data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return WithResolution(data.ToArray());
    }

    /// <summary>The label as a page of its own size.</summary>
    public static byte[] MakePdf(LabelContent content, SKTypeface font)
    {
        const float PointsPerDot = 72f / LabelDrawing.DotsPerInch;
        using var stream = new MemoryStream();
        using (SKDocument document = SKDocument.CreatePdf(stream))
        {
            SKCanvas canvas = document.BeginPage(
                LabelDrawing.Width * PointsPerDot, LabelDrawing.Height * PointsPerDot);
            canvas.Scale(PointsPerDot);
            LabelDrawing.Draw(canvas, content, font);
            document.EndPage();
            document.Close();
        }

        return stream.ToArray();
    }

    private static bool IsPdf(string path)
    {
        return path.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase);
    }

    // The drawing library writes no pHYs chunk (PNG, section 11.3.4.3), and without one printers guess the size.
    private static byte[] WithResolution(byte[] png)
    {
        int dotsPerMetre = (int)Math.Round(LabelDrawing.DotsPerInch / 0.0254);
        byte[] chunk = new byte[21];
        BinaryPrimitives.WriteInt32BigEndian(chunk, 9);
        "pHYs"u8.CopyTo(chunk.AsSpan(4));
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(8), dotsPerMetre);
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(12), dotsPerMetre);
        chunk[16] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(17), Crc32.Compute(chunk, 4, 13));
        byte[] made = new byte[png.Length + chunk.Length];
        png.AsSpan(0, PngHeaderBytes).CopyTo(made);
        chunk.CopyTo(made, PngHeaderBytes);
        png.AsSpan(PngHeaderBytes).CopyTo(made.AsSpan(PngHeaderBytes + chunk.Length));
        return made;
    }
}
