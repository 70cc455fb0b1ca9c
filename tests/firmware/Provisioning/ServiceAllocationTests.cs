// The service console's steady work allocates nothing.
using System;
using System.Text;
using Firmware.Tests.World;
using Hub.Core.Ports;
using Hub.Provisioning;

namespace Firmware.Tests.Provisioning;

public sealed class ServiceAllocationTests
{
    private readonly TestBoard _board = new();

    [Fact]
    public void The_console_allocates_nothing_for_parts_repeats_and_refusals()
    {
        _board.Transfer(TestBoard.Document(TestBoard.Identity(1)));
        SilentLine line = new(
            TestBoard.Line("@9 part 0 " + new string('0', 192)) + TestBoard.Line("@9 part 7 00") + "\n@x\nboot\n");
        ServicedBoard board = new(new ServicePorts
        {
            Line = line,
            IdentityFlash = _board.IdentityFlash,
            HomeFlashes = [_board.HomeFlash],
            Panel = line,
            Watchdog = line,
            Random = new SeededRandom(1),
            Restart = _board,
            Board = new BoardFacts { BoardId = "0123456789abcdef", Model = "m", Firmware = "f" },
        });
        Assert.True(board.Start());
        StepMany(board);
        long before = GC.GetAllocatedBytesForCurrentThread();
        StepMany(board);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(line.WrittenBytes > 10_000);
    }

    private static void StepMany(ServicedBoard board)
    {
        for (int i = 0; i < 500; i++)
        {
            board.Step(i);
        }
    }

    /// <summary>Says the same for ever and counts what is answered.</summary>
    private sealed class SilentLine(string text) : IServiceLine, IPanel, IWatchdog
    {
        private readonly byte[] _text = Encoding.ASCII.GetBytes(text);
        private int _at;

        public long WrittenBytes { get; private set; }

        public int Read(byte[] buffer, int offset, int count)
        {
            for (int i = 0; i < count; i++)
            {
                buffer[offset + i] = _text[_at];
                _at = (_at + 1) % _text.Length;
            }

            return count;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            WrittenBytes += count;
            return count;
        }

        public void SetLamp(Lamp lamp, LampColour colour)
        {
        }

        public void Feed()
        {
        }
    }
}
