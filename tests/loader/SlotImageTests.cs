// Images: every bit of damage and every contradiction is refused, and nothing is loaded before all is checked.
using System;
using System.Buffers.Binary;
using System.Linq;
using Hub.Loader;
using Loader.Tests.World;

namespace Loader.Tests;

public sealed class SlotImageTests(ITestOutputHelper output)
{
    private static SlotReason Read(byte[] image, uint version = 7) => Read(image, version, out _, out _);

    private static SlotReason Read(byte[] image, uint version, out byte[][] assemblies, out FakeCode code)
    {
        SlotFiles slots = new(new Supply());
        slots.Put(Slot.A, image);
        code = new FakeCode();
        return new SlotReader(slots, new HmacDigest(), code).Read(Slot.A, version, out assemblies);
    }

    [Fact]
    public void A_good_image_gives_its_assemblies_in_order_and_feeds_the_watchdog_for_each()
    {
        ImageBuilder builder = new();

        Assert.Equal(SlotReason.None, Read(builder.Build(), 7, out byte[][] assemblies, out FakeCode code));
        Assert.Equal(builder.Assemblies.Select(a => a.Bytes), assemblies);
        Assert.Equal(3, code.Fed);
    }

    [Fact]
    public void Names_entry_and_version_are_read()
    {
        byte[] image = new ImageBuilder().Build();
        SlotImage? read = SlotImage.Parse(image[..SlotImage.HeaderBytesOf(image)], new HmacDigest());

        Assert.NotNull(read);
        Assert.Equal(("Home.Entry", 7u, 3), (read.Entry, read.Version, read.Count));
        Assert.Equal(["Hub.Protocols", "Hub.Core", "Hub.Esp32S3"], Enumerable.Range(0, 3).Select(read.Name));
        Assert.Equal([700, 1_500, 300], Enumerable.Range(0, 3).Select(read.Length));
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_refused()
    {
        byte[] image = new ImageBuilder().Build();
        int headerBits = SlotImage.HeaderBytesOf(image) * 8;
        int refused = 0;
        for (int bit = 0; bit < image.Length * 8; bit++)
        {
            image[bit / 8] ^= (byte)(1 << (bit % 8));
            SlotReason reason = Read(image, 7, out byte[][] assemblies, out _);
            Assert.Equal(bit < headerBits ? SlotReason.BadHeader : SlotReason.Damaged, reason);
            Assert.Empty(assemblies);
            image[bit / 8] ^= (byte)(1 << (bit % 8));
            refused++;
        }

        output.WriteLine($"{refused} single bits refused, {headerBits} of them in the header");
        Assert.Equal(SlotReason.None, Read(image));
    }

    [Fact]
    public void An_image_cut_off_at_any_byte_is_refused_and_bytes_after_it_do_no_harm()
    {
        byte[] image = new ImageBuilder().Build();
        for (int count = 1; count < image.Length; count++)
        {
            SlotReason reason = Read(image[..count]);
            Assert.Equal(
                count < SlotImage.HeaderBytesOf(image) ? SlotReason.BadHeader : SlotReason.Damaged, reason);
        }

        Assert.Equal(SlotReason.NoImage, Read([]));
        Assert.Equal(SlotReason.None, Read([.. image, 1, 2, 3]));
    }

    [Fact]
    public void An_image_of_another_version_or_interface_is_refused()
    {
        Assert.Equal(SlotReason.OtherVersion, Read(new ImageBuilder { Version = 8 }.Build()));
        Assert.Equal(SlotReason.OtherInterface, Read(new ImageBuilder { Interface = 2 }.Build()));
        Assert.Equal(SlotReason.BadHeader, Read(new ImageBuilder { Format = 2 }.Build()));
        Assert.Equal(SlotReason.BadHeader, Read(new ImageBuilder { Version = 0 }.Build(), 0));
    }

    [Theory]
    [InlineData(8, 0x7FFFFFFF)]
    [InlineData(8, -1)]
    [InlineData(8, 0)]
    [InlineData(8, LoaderLimits.MaxImageBytes + 1)]
    [InlineData(68, 0x7FFFFFFF)]
    [InlineData(68, -1)]
    [InlineData(68, 0)]
    [InlineData(68, 701)]
    [InlineData(68, 699)]
    public void A_length_that_contradicts_the_rest_is_refused_under_a_digest_that_is_right(int offset, int value)
    {
        byte[] image = new ImageBuilder
        {
            Spoil = h => BinaryPrimitives.WriteInt32LittleEndian(h.AsSpan(offset), value),
        }.Build();

        Assert.Equal(SlotReason.BadHeader, Read(image));
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(16, 2)]
    [InlineData(16, LoaderLimits.MaxAssemblies + 1)]
    [InlineData(17, 0)]
    [InlineData(17, LoaderLimits.MaxEntryBytes + 1)]
    [InlineData(18, 1)]
    [InlineData(20, 0)]
    [InlineData(20, LoaderLimits.MaxNameBytes + 1)]
    [InlineData(20, 255)]
    [InlineData(21, 0)]
    [InlineData(21, 0x80)]
    public void A_count_or_name_that_cannot_be_is_refused_under_a_digest_that_is_right(int offset, byte value)
    {
        Assert.Equal(SlotReason.BadHeader, Read(new ImageBuilder { Spoil = h => h[offset] = value }.Build()));
    }

    [Fact]
    public void The_limits_are_taken_and_one_more_is_not()
    {
        (string, byte[])[] Many(int count) => [.. Enumerable.Range(0, count)
            .Select(i => (new string('n', LoaderLimits.MaxNameBytes), ImageBuilder.Content(3, i)))];
        ImageBuilder full = new()
        {
            Assemblies = Many(LoaderLimits.MaxAssemblies),
            Entry = new string('e', LoaderLimits.MaxEntryBytes),
        };

        Assert.Equal(SlotReason.None, Read(full.Build()));
        Assert.Equal(SlotImage.MaxHeaderBytes, SlotImage.HeaderBytesOf(full.Build()));
        Assert.Equal(
            SlotReason.BadHeader, Read(new ImageBuilder { Assemblies = Many(LoaderLimits.MaxAssemblies + 1) }.Build()));

        int header = SlotImage.HeaderBytesOf(new ImageBuilder { Assemblies = Many(1) }.Build());
        int room = LoaderLimits.MaxImageBytes - header;
        Assert.Equal(SlotReason.None, Read(new ImageBuilder { Assemblies = [("n", new byte[room])] }.Build()));
        Assert.Equal(
            SlotReason.BadHeader, Read(new ImageBuilder { Assemblies = [("n", new byte[room + 1])] }.Build()));
    }

    [Fact]
    public void Bytes_at_random_behind_the_magic_are_refused_without_an_exception()
    {
        Random random = new(5);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] image = new byte[random.Next(1, 400)];
            random.NextBytes(image);
            "SLOT"u8[..Math.Min(4, image.Length)].CopyTo(image);
            if (image.Length > 20 && i % 2 == 0)
            {
                image[4] = 1;
                image[16] = 1;
                image[17] = 4;
                image[18] = image[19] = 0;
                BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(6), 140);
            }

            // Anything caught would be told as NoMemory.
            Assert.Equal(SlotReason.BadHeader, Read(image));
        }
    }

    [Fact]
    public void What_cannot_be_read_is_told_so()
    {
        SlotFiles slots = new(new Supply());
        slots.Put(Slot.A, new ImageBuilder().Build());
        slots.Unreadable.Add(Slot.A);
        SlotReader reader = new(slots, new HmacDigest(), new FakeCode());

        Assert.Equal(SlotReason.Unreadable, reader.Read(Slot.A, 7, out _));
        Assert.Equal(SlotReason.NoImage, reader.Read(Slot.B, 7, out _));
    }
}
