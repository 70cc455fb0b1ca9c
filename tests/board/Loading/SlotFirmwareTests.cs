// The hub's port to its firmware over the board's own files and FRAM: written, tried, confirmed, gone back from.
using System;
using System.Device.Spi;
using System.IO;
using System.Linq;
using Board.Tests.Storage;
using Hub.Esp32S3.Loading;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;
using Hub.Loader;
using Hub.Protocols.Updates;
using Hub.Updating;
using Loader.Tests.World;

namespace Board.Tests.Loading;

public sealed class SlotFirmwareTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slots-").FullName + "/";
    private readonly FakeCode _code = new();
    private readonly FlashBootMemory _memory;

    public SlotFirmwareTests()
    {
        SpiParts.Reset();
        SpiParts.Connect(PinMap.MemorySelect, new ScriptedFram());
        _memory = new FlashBootMemory(FramMap.BootRecord(new FramMemory(new SpiPart(PinMap.MemorySelect))));
    }

    private SlotFiles Files => new(_folder, restMilliseconds: 0);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SlotFirmware Start()
    {
        SlotStart start = new BootLoader(_memory, Files, new ChipDigest(), _code, _code).Start();
        return new SlotFirmware(_memory, start, Files, new ChipDigest(), _code);
    }

    private static void Write(SlotFirmware firmware, byte[] image)
    {
        Assert.True(firmware.Prepare());
        for (int at = 0; at < image.Length; at += UpdateLimits.ChunkBytes)
        {
            byte[] chunk = image[at..Math.Min(at + UpdateLimits.ChunkBytes, image.Length)];
            Assert.True(firmware.Write(ReleasePart.Image, at, chunk, chunk.Length));
            byte[] back = new byte[chunk.Length];
            Assert.True(firmware.Read(ReleasePart.Image, at, back, back.Length));
            Assert.Equal(chunk, back);
        }
    }

    private SlotFirmware Install(SlotFirmware running, uint sequence)
    {
        byte[] image = ImageBuilder.Image(sequence);
        Write(running, image);
        Assert.Equal(UpdateReason.None, running.BeginTrial(sequence, image.Length));
        SlotFirmware started = Start();
        Assert.Equal((sequence, true), (started.RunningSequence, started.IsOnTrial));
        Assert.True(started.Confirm());
        Assert.False(started.IsOnTrial);
        return started;
    }

    [Fact]
    public void Two_releases_one_after_the_other_and_back_again()
    {
        SlotFirmware factory = Start();
        Assert.Equal((0u, false, false), (factory.RunningSequence, factory.IsOnTrial, factory.HasPrevious));
        SlotFirmware third = Install(factory, 3);
        Assert.Equal((true, 0u), (third.HasPrevious, third.PreviousSequence));
        SlotFirmware fourth = Install(third, 4);
        Assert.Equal((true, 3u), (fourth.HasPrevious, fourth.PreviousSequence));

        Assert.True(fourth.GoBack());
        SlotFirmware back = Start();
        Assert.Equal((3u, false, 0u), (back.RunningSequence, back.IsOnTrial, back.PreviousSequence));
        Assert.True(back.GoBack());
        Assert.Equal(0u, Start().RunningSequence);
        Assert.Equal(0u, Start().RunningSequence);
    }

    [Fact]
    public void What_is_given_up_is_not_started_again_and_says_why()
    {
        SlotFirmware factory = Start();
        byte[] image = ImageBuilder.Image(3);
        Write(factory, image);
        Assert.Equal(UpdateReason.None, factory.BeginTrial(3, image.Length));
        Assert.True(Start().GiveUp());
        SlotFirmware back = Start();
        Assert.Equal(0u, back.RunningSequence);
        Assert.Equal(UpdateReason.NeverConfirmed, back.WhyNot(3));
        Assert.Equal(UpdateReason.None, back.WhyNot(4));
    }

    [Fact]
    public void The_factory_application_neither_confirms_gives_up_nor_goes_back()
    {
        SlotFirmware factory = Start();
        Assert.False(factory.Confirm());
        Assert.False(factory.GiveUp());
        Assert.False(factory.GoBack());
        Assert.False(factory.Settle());
    }

    [Fact]
    public void Nothing_is_written_before_the_slot_is_out_of_use()
    {
        SlotFirmware factory = Start();
        Assert.False(factory.Write(ReleasePart.Image, 0, new byte[10], 10));
        Assert.Equal(UpdateReason.Storage, factory.BeginTrial(3, 10));
        Assert.False(File.Exists(Files.PathOf(Slot.A)));
    }

    [Fact]
    public void A_spoilt_image_is_not_tried()
    {
        SlotFirmware factory = Start();
        byte[] image = ImageBuilder.Image(3);
        image[^1] ^= 1;
        Write(factory, image);
        Assert.Equal(UpdateReason.BadImage, factory.BeginTrial(3, image.Length));
        Assert.Equal(UpdateReason.BadImage, factory.BeginTrial(4, image.Length));
    }

    [Fact]
    public void Envelope_and_digests_lie_in_a_file_of_their_own_and_chunks_in_any_order()
    {
        SlotFirmware factory = Start();
        Assert.True(factory.Prepare());
        byte[] one = [.. Enumerable.Repeat((byte)1, UpdateLimits.ChunkBytes)];
        byte[] two = [.. Enumerable.Repeat((byte)2, UpdateLimits.ChunkBytes)];
        Assert.True(factory.Write(ReleasePart.DigestList, UpdateLimits.ChunkBytes, two, 100));
        Assert.True(factory.Write(ReleasePart.Envelope, 0, one, one.Length));
        Assert.True(factory.Write(ReleasePart.Image, 2 * UpdateLimits.ChunkBytes, two, two.Length));
        Assert.True(factory.Write(ReleasePart.Image, 0, one, one.Length));

        byte[] read = new byte[UpdateLimits.ChunkBytes];
        Assert.True(factory.Read(ReleasePart.Image, 2 * UpdateLimits.ChunkBytes, read, read.Length));
        Assert.Equal(two, read);
        Assert.True(factory.Read(ReleasePart.Envelope, 0, read, read.Length));
        Assert.Equal(one, read);
        Assert.True(factory.Read(ReleasePart.DigestList, UpdateLimits.ChunkBytes, read, 100));
        Assert.Equal(two[..100], read[..100]);
        Assert.False(factory.Read(ReleasePart.DigestList, UpdateLimits.ChunkBytes, read, 101));
        Assert.Equal(3 * UpdateLimits.ChunkBytes, Files.Length(Slot.A));
        Assert.Equal((2 * UpdateLimits.ChunkBytes) + 100, new FileInfo(Files.PathBeside(Slot.A)).Length);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_place_for_firmware()
    {
        SlotFiles nowhere = new("/nowhere/", restMilliseconds: 0);
        Assert.False(nowhere.Write(Slot.A, ReleasePart.Image, 0, new byte[1], 1));
        Assert.False(nowhere.Read(Slot.A, ReleasePart.Envelope, 0, new byte[1], 1));
    }

    [Fact]
    public void The_version_that_is_told_names_the_release()
    {
        SlotStart factory = new BootLoader(_memory, Files, new ChipDigest(), _code, _code).Start();
        Assert.Equal(FirmwareFacts.Version, FirmwareFacts.VersionOf(factory));
        Install(Start(), 17);
        SlotStart start = new BootLoader(_memory, Files, new ChipDigest(), _code, _code).Start();
        Assert.Equal(FirmwareFacts.Version + "+r17", FirmwareFacts.VersionOf(start));
    }
}
