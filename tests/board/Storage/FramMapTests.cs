// The FRAM's map: as the document has it, without overlap, and each store gets what it asks for.
using System.Device.Spi;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;
using Tests;

namespace Board.Tests.Storage;

public sealed partial class FramMapTests
{
    private readonly ScriptedFram _part = new();
    private readonly FramMemory _memory;

    public FramMapTests()
    {
        SpiParts.Reset();
        SpiParts.Connect(PinMap.MemorySelect, _part);
        _memory = new FramMemory(new SpiPart(PinMap.MemorySelect));
    }

    private FlashPartition[] Stores =>
    [
        FramMap.Journal(_memory), FramMap.Devices(_memory), FramMap.Rules(_memory), FramMap.Identity(_memory),
        FramMap.Settings(_memory), FramMap.Updates(_memory),
        FramMap.BootRecord(_memory), FramMap.BoardState(_memory),
    ];

    [Fact]
    public void The_document_has_the_same_map()
    {
        Assert.Empty(Missing(RepositoryRoot.Read("firmware/README.md")));
    }

    [Fact]
    public void A_row_changed_alone_is_noticed()
    {
        string text = RepositoryRoot.Read("firmware/README.md");
        string altered = text.Replace("| 0x08000 | 65,536 |", "| 0x08000 | 65,535 |");

        Assert.NotEqual(text, altered);
        Assert.Single(Missing(altered));
    }

    [Fact]
    public void The_documents_rows_cover_the_part_without_gap_or_overlap()
    {
        int at = 0;
        foreach (Match row in Row().Matches(RepositoryRoot.Read("firmware/README.md")))
        {
            Assert.Equal(at, int.Parse(row.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            at += int.Parse(row.Groups[2].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        }

        Assert.Equal(BoardLimits.FramBytes, at);
    }

    [Fact]
    public void Each_store_is_large_enough_for_the_core()
    {
        Assert.True(FramMap.Journal(_memory).SectorSizeBytes >= Limits.MinSectorBytes);
        Assert.True(FramMap.Devices(_memory).SectorSizeBytes >= Limits.MinDeviceSectorBytes);
        Assert.True(FramMap.Rules(_memory).SectorCount >= Limits.MinDocumentSectors);
        Assert.True(FramMap.Settings(_memory).SectorCount >= Limits.MinSectors);
        Assert.True(FramMap.BoardState(_memory).SectorCount >= Limits.MinSectors);
    }

    [Fact]
    public void An_operation_touches_its_own_bytes_only()
    {
        FlashPartition devices = FramMap.Devices(_memory);
        Assert.Equal(FlashResult.Ok, devices.Erase(3));
        Assert.Equal(FlashResult.Ok, devices.Program(3, 16_380, [1, 2, 3, 4], 0, 4));

        int first = devices.FirstByte + (3 * 16_384);
        Assert.All(_part.Bytes[..first], b => Assert.Equal(0, b));
        Assert.All(_part.Bytes[(first + 16_384)..], b => Assert.Equal(0, b));
        Assert.Equal([0xFF, 1, 2, 3, 4], _part.Bytes[(first + 16_379)..(first + 16_384)]);
        byte[] read = new byte[4];
        Assert.Equal(FlashResult.Ok, devices.Read(3, 16_380, read, 0, 4));
        Assert.Equal([1, 2, 3, 4], read);
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(8, 0, 1)]
    [InlineData(0, 4_090, 7)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 1, int.MaxValue)]
    public void What_lies_outside_a_sector_is_refused(int sector, int offset, int count)
    {
        FlashPartition journal = FramMap.Journal(_memory);

        Assert.Equal(FlashResult.OutOfRange, journal.Program(sector, offset, new byte[8], 0, count));
        Assert.Equal(FlashResult.OutOfRange, journal.Read(sector, offset, new byte[8], 0, count));
        Assert.Equal(0, _part.TransferCount);
    }

    [Fact]
    public void Erasing_outside_is_refused_and_a_range_outside_the_part_is_none()
    {
        Assert.Equal(FlashResult.OutOfRange, FramMap.Journal(_memory).Erase(8));
        Assert.Throws<CheckFailedException>(() => new FlashPartition(_memory, 4_096, BoardLimits.FramBytes, 1));
        Assert.Throws<CheckFailedException>(() => new FlashPartition(_memory, 0, 4_096, Limits.MaxSectors + 1));
        Assert.Equal(1, new FlashPartition(_memory, BoardLimits.FramBytes - 8, 8, 1).SectorCount);
    }

    private string[] Missing(string document)
    {
        string[] rows = [.. Row().Matches(document).Select(m => m.Groups[1].Value + " " + m.Groups[2].Value
            + " " + m.Groups[3].Value + " of " + m.Groups[4].Value)];
        return [.. Stores
            .Select(s => string.Create(CultureInfo.InvariantCulture,
                $"{s.FirstByte:X5} {s.SectorCount * s.SectorSizeBytes:N0} {s.SectorCount} of {s.SectorSizeBytes:N0}"))
            .Except(rows)];
    }

    [GeneratedRegex(
        @"^\| 0x([0-9A-F]{5}) \| ([\d,]+) \| [^:|]*(?:: (\d+)(?: sectors)? of ([\d,]+))? \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
