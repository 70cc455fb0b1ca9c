// The QR symbol on a device's label, as a picture.
using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace Hub.Simulator.App.Page;

internal static class LabelSymbol
{
    /// <summary>Draws the symbol of an install code as SVG, with the quiet zone that readers need.</summary>
    internal static string Draw(string text)
    {
        using QRCodeData symbol = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        CultureInfo culture = CultureInfo.InvariantCulture;
        int size = symbol.ModuleMatrix.Count;
        StringBuilder svg = new();
        svg.Append(culture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" ");
        svg.Append("shape-rendering=\"crispEdges\">");
        svg.Append(culture, $"<path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path d=\"");
        for (int y = 0; y < size; y++)
        {
            BitArray row = symbol.ModuleMatrix[y];
            for (int x = 0; x < size; x++)
            {
                int length = 0;
                while (x + length < size && row[x + length])
                {
                    length++;
                }

                if (length > 0)
                {
                    svg.Append(culture, $"M{x} {y}h{length}v1h-{length}z");
                    x += length;
                }
            }
        }

        return svg.Append("\"/></svg>").ToString();
    }
}
