// The label, read back by a program that knows nothing of how it was drawn.
using System;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using Fleet.Hubctl;
using Hub.Protocols.Bench;
using Hubctl.Tests.World;
using SkiaSharp;
using ZXing;

namespace Hubctl.Tests.Provisioning;

public sealed class LabelTests
{
    [Fact]
    public async Task The_symbol_on_the_PNG_holds_hub_id_and_label_code()
    {
        using var world = new BenchWorld();
        Assert.Equal(ExitCode.Ok, (await world.ProvisionAsync()).Code);
        byte[] png = File.ReadAllBytes(world.Label);
        using SKBitmap picture = SKBitmap.Decode(png);
        Assert.Equal((732, 343), (picture.Width, picture.Height));
        Result read = Read(picture);
        string code = HubCode.DeriveLabel(world.Board.Identity!.Key);
        Assert.Equal($"VH1:{world.Board.HubId}:{code}", read.Text);
        Assert.Equal("M", read.ResultMetadata[ResultMetadataType.ERROR_CORRECTION_LEVEL].ToString());

        // 11,811 dots a metre are 300 an inch.
        int at = png.AsSpan().IndexOf("pHYs"u8);
        Assert.Equal([0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1], png[(at + 4)..(at + 13)]);
        Assert.True(InkRightOf(picture, 310) > 2_000, "hardly any text");
    }

    [Fact]
    public async Task A_PDF_is_one_page_of_the_labels_size()
    {
        using var world = new BenchWorld();
        string file = Path.Combine(world.Folder, "label.pdf");
        Run run = await world.RunAsync(
            ["hub", "provision", "--port", "bench", "--receiver", "127.0.0.1:1", "--label", file]);
        Assert.Equal(ExitCode.Ok, run.Code);
        string text = Encoding.Latin1.GetString(File.ReadAllBytes(file));
        Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
        // 62 and 29 mm in whole points.
        int at = text.IndexOf("/MediaBox", StringComparison.Ordinal);
        Assert.True(at > 0, "no page");
        Assert.Equal("/MediaBox [0 0 176 82]", text[at..(text.IndexOf(']', at) + 1)]);
        Assert.Contains("/Count 1", text, StringComparison.Ordinal);
    }

    private static Result Read(SKBitmap picture)
    {
        byte[] grey = new byte[picture.Width * picture.Height];
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                grey[(y * picture.Width) + x] = picture.GetPixel(x, y).Red;
            }
        }

        var source = new RGBLuminanceSource(
            grey, picture.Width, picture.Height, RGBLuminanceSource.BitmapFormat.Gray8);
        var reader = new BarcodeReaderGeneric { Options = { PossibleFormats = [BarcodeFormat.QR_CODE] } };
        return reader.Decode(source) ?? throw new InvalidDataException("no symbol was found");
    }

    private static int InkRightOf(SKBitmap picture, int left)
    {
        int ink = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = left; x < picture.Width; x++)
            {
                ink += picture.GetPixel(x, y).Red < 128 ? 1 : 0;
            }
        }

        return ink;
    }
}
