// Lines of the service console: limits, every flipped bit, every cut, noise, and no allocation.
using System;
using System.Text;
using Hub.Protocols.Bench;

namespace Protocols.Tests.Bench;

public sealed class BenchLineTests
{
    private readonly BenchLineReader _reader = new();
    private readonly BenchLineWriter _writer = new();

    [Fact]
    public void A_line_goes_to_its_limit_and_no_further()
    {
        // "@1 " and the verb's blank, star, eight digits and the end: 14 bytes beside the verb.
        string longest = new('v', BenchLimits.LineBytes - 14);
        _writer.BeginRequest(1, longest);
        int length = _writer.Finish();
        Assert.Equal(BenchLimits.LineBytes, length);
        Assert.Equal(BenchLineResult.Line, Put(_writer.Buffer, length));
        Assert.Equal(longest, _reader.Text(0));
        _writer.BeginRequest(1, longest + "v");
        Assert.Equal(0, _writer.Finish());
        _writer.BeginRequest(1, longest + new string('v', 400));
        Assert.Equal(0, _writer.Finish());
    }

    [Fact]
    public void A_line_too_long_is_dropped_to_its_end_and_the_next_is_read()
    {
        for (int i = 0; i < BenchLimits.LineBytes * 5; i++)
        {
            Assert.Equal(BenchLineResult.None, _reader.Put((byte)'@'));
        }

        Assert.Equal(BenchLineResult.TooLong, _reader.Put((byte)'\n'));
        Assert.Equal(BenchLineResult.Line, Put(Hello()));
    }

    [Fact]
    public void The_longest_part_fits()
    {
        _writer.BeginRequest(BenchLimits.MaxRequestNumber, BenchVerbs.Part);
        _writer.Word(BenchLimits.MaxIdentityBytes);
        _writer.Hex(new byte[BenchLimits.PartBytes], 0, BenchLimits.PartBytes);
        Assert.InRange(_writer.Finish(), 1, BenchLimits.LineBytes);
    }

    [Fact]
    public void A_line_has_as_many_words_as_it_may_and_no_more()
    {
        _writer.BeginRequest(1, "v");
        for (int i = 2; i < BenchLimits.MaxWords; i++)
        {
            _writer.Word("w");
        }

        Assert.Equal(BenchLineResult.Line, Put(_writer.Buffer, _writer.Finish()));
        Assert.Equal(BenchLimits.MaxWords - 1, _reader.WordCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("å")]
    [InlineData("line\n")]
    public void What_is_no_word_fails_the_line(string word)
    {
        _writer.BeginRequest(1, "v");
        _writer.Word(word);
        Assert.Equal(0, _writer.Finish());
        _writer.BeginRequest(1, word);
        Assert.Equal(0, _writer.Finish());
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(BenchLimits.MaxRequestNumber + 1)]
    public void A_number_out_of_range_fails_the_line(int number)
    {
        _writer.BeginRequest(number, "v");
        Assert.Equal(0, _writer.Finish());
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r")]
    [InlineData("\r\n")]
    public void Any_end_of_a_line_ends_it_once(string end)
    {
        string line = Hello().TrimEnd('\n') + end;
        int lines = 0;
        int others = 0;
        foreach (byte next in Encoding.ASCII.GetBytes(line + line + line))
        {
            BenchLineResult result = _reader.Put(next);
            lines += result == BenchLineResult.Line ? 1 : 0;
            others += result is BenchLineResult.Line or BenchLineResult.None ? 0 : 1;
        }

        Assert.Equal((3, 0), (lines, others));
    }

    [Fact]
    public void No_flipped_bit_makes_another_line()
    {
        _writer.BeginRequest(417, BenchVerbs.Part);
        _writer.Word(96);
        _writer.Hex([0x00, 0x5A, 0xFF, 0x80], 0, 4);
        byte[] line = _writer.Buffer[.._writer.Finish()];
        for (int bit = 0; bit < (line.Length - 1) * 8; bit++)
        {
            byte[] flipped = [.. line];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            BenchLineReader reader = new();
            foreach (byte next in flipped)
            {
                Assert.NotEqual(BenchLineResult.Line, reader.Put(next));
            }
        }
    }

    [Fact]
    public void No_part_of_a_line_and_no_two_run_together_are_a_line()
    {
        byte[] line = Encoding.ASCII.GetBytes(Hello());
        for (int cut = 0; cut < line.Length - 1; cut++)
        {
            BenchLineReader reader = new();
            foreach (byte next in (byte[])[.. line[..cut], .. line])
            {
                Assert.True(reader.Put(next) != BenchLineResult.Line || cut == 0);
            }

            Assert.Equal(BenchLineResult.Line, Put(reader, line));
        }
    }

    [Fact]
    public void Whatever_the_bytes_are_nothing_is_thrown_and_the_next_line_is_read()
    {
        Random random = new(7);
        byte[] hello = Encoding.ASCII.GetBytes(Hello());
        const string likely = "@=!?*0123456789ABCDEF abc\r\n\0";
        int lines = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = random.Next(3) == 0 ? [.. hello] : new byte[random.Next(300)];
            for (int i = 0; i < bytes.Length && bytes.Length != hello.Length; i++)
            {
                bytes[i] = (byte)(random.Next(8) == 0 ? random.Next(256) : likely[random.Next(likely.Length)]);
            }

            if (bytes.Length == hello.Length)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            foreach (byte next in bytes)
            {
                if (_reader.Put(next) == BenchLineResult.Line)
                {
                    lines++;
                    Assert.Equal("hello", _reader.Text(0));
                }
            }

            _reader.Put((byte)'\n');
            Assert.Equal(BenchLineResult.Line, Put(_reader, hello));
        }

        // The one byte that was changed is now and then changed to itself.
        Assert.InRange(lines, 1, 200);
    }

    [Fact]
    public void Words_are_read_as_what_they_are_asked_for()
    {
        Assert.Equal(BenchLineResult.Line, Put(Line("@1 v 12 0aFF DEADBEEF 65536 x= key=a=b 007 12a")));
        byte[] bytes = new byte[2];
        Assert.Equal(12, _reader.NumberAt(1, 12));
        Assert.Equal(-1, _reader.NumberAt(1, 11));
        Assert.Equal(7, _reader.NumberAt(7, 65535));
        Assert.Equal(-1, _reader.NumberAt(4, 65535));
        Assert.Equal(-1, _reader.NumberAt(8, 65535));
        Assert.Equal(-1, _reader.NumberAt(9, 65535));
        Assert.Equal(-1, _reader.NumberAt(-1, 65535));
        Assert.Equal(2, _reader.HexAt(2, bytes, 2));
        Assert.Equal([0x0A, 0xFF], bytes);
        Assert.Equal(-1, _reader.HexAt(2, bytes, 1));
        Assert.Equal(-1, _reader.HexAt(8, bytes, 2));
        Assert.Equal(-1, _reader.HexAt(5, bytes, 2));
        Assert.Equal(-1, _reader.HexAt(9, bytes, 2));
        Assert.True(_reader.TryHexNumber(3, out uint number));
        Assert.Equal(0xDEADBEEF, number);
        Assert.False(_reader.TryHexNumber(2, out _));
        Assert.False(_reader.TryHexNumber(9, out _));
        Assert.Equal("a=b", _reader.Value("key"));
        Assert.Equal("", _reader.Value("x"));
        Assert.Equal("", _reader.Value("ke"));
        Assert.Equal("", _reader.Text(9));
        Assert.False(_reader.Is(9, ""));
        Assert.False(_reader.Is(0, "w"));
        Assert.True(_reader.Is(0, "v"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(-110)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_number_is_written_in_decimal(long number)
    {
        _writer.BeginAnswer(1, BenchErrors.Ok);
        _writer.Value("n", number);
        Assert.Equal(BenchLineResult.Line, Put(_writer.Buffer, _writer.Finish()));
        Assert.Equal(number.ToString(System.Globalization.CultureInfo.InvariantCulture), _reader.Value("n"));
    }

    [Fact]
    public void A_line_allocates_nothing()
    {
        byte[] bytes = new byte[BenchLimits.PartBytes];
        Exchange(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(bytes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Exchange(byte[] bytes)
    {
        for (int i = 0; i < 10; i++)
        {
            _writer.BeginRequest(i, BenchVerbs.Part);
            _writer.Word(96 * i);
            _writer.Hex(bytes, 0, bytes.Length);
            int length = _writer.Finish();
            BenchLineResult result = BenchLineResult.None;
            for (int at = 0; at < length; at++)
            {
                result = _reader.Put(_writer.Buffer[at]);
            }

            Assert.True(
                result == BenchLineResult.Line && _reader.Is(0, BenchVerbs.Part)
                && _reader.NumberAt(1, 10_000) == 96 * i && _reader.HexAt(2, bytes, 96) == 96);
        }
    }

    private static string Hello() => Line("@1 hello");

    private static string Line(string words) =>
        words + " *" + Hub.Protocols.Security.Crc32.Compute(
            Encoding.ASCII.GetBytes(words + " "), 0, words.Length + 1).ToString("X8") + "\n";

    private BenchLineResult Put(string line) => Put(_reader, Encoding.ASCII.GetBytes(line));

    private BenchLineResult Put(byte[] line, int count) => Put(_reader, line[..count]);

    private static BenchLineResult Put(BenchLineReader reader, byte[] line)
    {
        BenchLineResult result = BenchLineResult.None;
        foreach (byte next in line)
        {
            result = reader.Put(next);
        }

        return result;
    }
}
