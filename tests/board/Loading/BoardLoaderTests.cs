// The loader over the board's own adapters: files, the FRAM, the native hash, the watchdog's pin.
using System;
using System.Device.Spi;
using System.IO;
using System.Linq;
using System.Text;
using Board.Tests.Storage;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Loading;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;
using Hub.Loader;
using Hub.Protocols.Security;
using Loader.Tests.World;

namespace Board.Tests.Loading;

public sealed class BoardLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slots-").FullName + "/";
    private readonly FakeCode _code = new();

    private SlotFiles Files => new(_folder, restMilliseconds: 0);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static FlashBootMemory MemoryOn(ScriptedFram part)
    {
        SpiParts.Reset();
        SpiParts.Connect(PinMap.MemorySelect, part);
        return new FlashBootMemory(FramMap.BootRecord(new FramMemory(new SpiPart(PinMap.MemorySelect))));
    }

    private SlotStart Start(IBootMemory memory) =>
        new BootLoader(memory, Files, new ChipDigest(), _code, _code).Start();

    private void BeginTrial(IBootMemory memory, uint version)
    {
        SlotStart factory = Start(memory);
        File.WriteAllBytes(Files.PathOf(Slot.A), ImageBuilder.Image(version));
        SlotConfirmation confirmation = new(memory, factory);
        Assert.Equal(
            SlotReason.None, confirmation.BeginTrial(Slot.A, version, Files, new ChipDigest(), _code));
    }

    [Fact]
    public void An_image_in_a_file_is_tried_three_times_as_the_FRAM_counts_and_then_left()
    {
        FlashBootMemory memory = MemoryOn(new ScriptedFram());
        BeginTrial(memory, 5);
        for (int i = 0; i < LoaderLimits.MaxTrialStarts; i++)
        {
            SlotStart start = Start(memory);
            Assert.Equal((Slot.A, 5u, true), (start.Slot, start.Version, start.IsTrial));
        }

        Assert.Equal(Slot.Factory, Start(memory).Slot);
    }

    [Fact]
    public void The_FRAM_cut_at_any_byte_of_a_start_never_makes_a_fourth_start()
    {
        ScriptedFram whole = new();
        BeginTrial(MemoryOn(whole), 5);
        byte[] begun = [.. whole.Bytes];
        long before = whole.WrittenBytes;
        Start(MemoryOn(whole));
        long written = whole.WrittenBytes - before;
        Assert.InRange(written, BootRecord.Bytes, 20_000);
        for (long cut = 0; cut < written; cut += cut < 300 || cut > written - 300 ? 1 : 61)
        {
            FlashBootMemory memory = MemoryOn(Part(begun, cut));
            int starts = Start(memory).Slot == Slot.A ? 1 : 0;
            byte[] left = [.. LastPart.Bytes];
            FlashBootMemory after = MemoryOn(Part(left, long.MaxValue));
            while (Start(after).Slot == Slot.A)
            {
                starts++;
            }

            Assert.InRange(starts, LoaderLimits.MaxTrialStarts - 1, LoaderLimits.MaxTrialStarts);
        }
    }

    [Fact]
    public void A_dead_FRAM_leads_to_the_factory_application()
    {
        FlashBootMemory memory = MemoryOn(new ScriptedFram { Stuck = 0xFF });

        Assert.False(memory.Read(0, new byte[BootRecord.Bytes]));
        Assert.False(memory.Write(0, new byte[BootRecord.Bytes]));
        Assert.Equal(Slot.Factory, Start(memory).Slot);
    }

    [Fact]
    public void A_file_that_is_missing_short_or_no_file_is_told()
    {
        Assert.Equal(0, Files.Length(Slot.B));
        Assert.False(Files.Read(Slot.B, 0, new byte[4]));
        File.WriteAllBytes(Files.PathOf(Slot.B), [1, 2, 3, 4, 5]);
        byte[] into = new byte[3];

        Assert.Equal(5, Files.Length(Slot.B));
        Assert.True(Files.Read(Slot.B, 2, into));
        Assert.Equal([3, 4, 5], into);
        Assert.False(Files.Read(Slot.B, 3, into));
        Directory.CreateDirectory(Files.PathOf(Slot.A));
        Assert.False(Files.Read(Slot.A, 0, into));
    }

    [Fact]
    public void The_two_slots_are_two_files_on_the_boards_own_flash()
    {
        SlotFiles files = new(
            SlotFiles.BoardFolder, BoardLimits.FileRestMilliseconds);

        Assert.Equal(@"I:\slot-a.bin", files.PathOf(Slot.A));
        Assert.Equal(@"I:\slot-b.bin", files.PathOf(Slot.B));
    }

    [Fact]
    public void The_native_hash_is_the_managed_one()
    {
        byte[] data = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("an image ", 100)));
        HmacSha256 managed = new();
        byte[] expected = new byte[SlotImage.DigestBytes];
        managed.SetKey(SlotImage.DigestKey(), 0, SlotImage.DigestBytes);
        managed.Append(data, 0, data.Length);
        managed.Finish(expected, 0);

        Assert.Equal(expected, new ChipDigest().Compute(data));
    }

    [Fact]
    public void The_watchdog_is_fed_once_for_each_good_assembly()
    {
        CountingWatchdog watchdog = new();
        FlashBootMemory memory = MemoryOn(new ScriptedFram());
        BeginTrial(memory, 5);
        new BootLoader(memory, Files, new ChipDigest(), _code, new BootFeed(watchdog)).Start();

        Assert.Equal(2, watchdog.Count);
    }

    private ScriptedFram LastPart { get; set; } = new();

    private ScriptedFram Part(byte[] bytes, long cutAfter)
    {
        LastPart = new ScriptedFram { CutAfter = cutAfter };
        bytes.CopyTo(LastPart.Bytes, 0);
        return LastPart;
    }

    private sealed class CountingWatchdog : IWatchdog
    {
        internal int Count { get; private set; }

        public void Feed() => Count++;
    }
}
