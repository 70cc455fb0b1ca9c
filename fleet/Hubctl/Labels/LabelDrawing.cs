// Draws a hub's label.
using System.Collections;
using System.Collections.Generic;
using Hub.Protocols.Bench;
using QRCoder;
using SkiaSharp;

namespace Fleet.Hubctl.Labels;

/// <summary>
/// 62 × 29 mm at 300 dots per inch. Left the QR symbol, error correction M, its modules 8 dots (19.6 mm in all) with
/// the four light modules around it that readers want (ISO/IEC 18004); right the id in groups, the code, the model.
/// </summary>
internal static class LabelDrawing
{
    /// <summary>Dots per inch.</summary>
    public const int DotsPerInch = 300;

    /// <summary>62 mm.</summary>
    public const int Width = 732;

    /// <summary>29 mm.</summary>
    public const int Height = 343;

    private const int ModuleDots = 8;
    private const int Margin = 24;

    /// <summary>The hub id in groups of four.</summary>
    public static string Grouped(string hubId)
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < hubId.Length; i++)
        {
            text.Append(i > 0 && i % 4 == 0 ? " " : "").Append(hubId[i]);
        }

        return text.ToString();
    }

    /// <summary>Draws on a canvas whose unit is a dot.</summary>
    public static void Draw(SKCanvas canvas, LabelContent content, SKTypeface font)
    {
        using var black = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        canvas.Clear(SKColors.White);
        int right = DrawSymbol(canvas, content, black);
        int room = Width - Margin - right;
        DrawLine(canvas, font, black, "V\u00E4lf\u00E4rdshub", right, 70, 34, room);
        DrawLine(canvas, font, black, Grouped(content.HubId), right, 150, 60, room);
        DrawLine(canvas, font, black, content.LabelCode, right, 232, 60, room);
        DrawLine(canvas, font, black, content.Model, right, 300, 28, room);
    }

    // The symbol's own quiet zone comes with the matrix.
    private static int DrawSymbol(SKCanvas canvas, LabelContent content, SKPaint black)
    {
        using var generator = new QRCodeGenerator();
        using QRCodeData symbol = generator.CreateQrCode(
            HubCode.QrText(content.HubId, content.LabelCode), QRCodeGenerator.ECCLevel.M);
        List<BitArray> rows = symbol.ModuleMatrix;
        int top = (Height - (rows.Count * ModuleDots)) / 2;
        for (int y = 0; y < rows.Count; y++)
        {
            for (int x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x])
                {
                    canvas.DrawRect(x * ModuleDots, top + (y * ModuleDots), ModuleDots, ModuleDots, black);
                }
            }
        }

        return rows.Count * ModuleDots;
    }

    // The size gives way to the room.
    private static void DrawLine(
        SKCanvas canvas, SKTypeface typeface, SKPaint black, string text, float left, float baseline, float size,
        float room)
    {
        using var font = new SKFont(typeface, size);
        float width = font.MeasureText(text);
        if (width > room)
        {
            font.Size = size * room / width;
        }

        canvas.DrawText(text, left, baseline, SKTextAlign.Left, font, black);
    }
}
