// Why the board started: what was left in the FRAM, and the witness of the supply.
using System.Device.Spi;
using Board.Tests.Storage;
using Hub.Core.Ports;
using Hub.Esp32S3.Front;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Supervision;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;
using Hub.Protocols.Messages;
using Restarted = nanoFramework.Runtime.Native.Power;

namespace Board.Tests.Supervision;

public sealed class BoardRestartTests
{
    private readonly ScriptedFram _before = new();
    private readonly ScriptedFram _cut = new();
    private readonly ScriptedFram _after = new();
    private ScriptedFram _part = new();

    public BoardRestartTests()
    {
        SpiParts.Reset();
        SpiParts.Connect(PinMap.MemorySelect, _part);
        Restarted.Reset();
        Flash = FramMap.BoardState(new FramMemory(new SpiPart(PinMap.MemorySelect)));
    }

    private IFlash Flash { get; }

    [Theory]
    [InlineData(BootReason.CommandedRestart)]
    [InlineData(BootReason.Fault)]
    [InlineData(BootReason.SoftwareUpdate)]
    [InlineData(BootReason.LinkRecovery)]
    [InlineData((BootReason)11)]
    public void A_restart_that_was_asked_for_says_so_once(BootReason reason)
    {
        Start(SupplyEvidence.Lost).Request(reason);
        Assert.Equal(1, Restarted.RebootCount);

        Assert.Equal(reason, Start(SupplyEvidence.Held).LastReason);
        Assert.Equal(BootReason.Watchdog, Start(SupplyEvidence.Held).LastReason);
    }

    [Theory]
    [InlineData(SupplyEvidence.Held, BootReason.Watchdog)]
    [InlineData(SupplyEvidence.Lost, BootReason.PowerOn)]
    [InlineData(SupplyEvidence.Unknown, BootReason.Unknown)]
    public void A_start_that_nobody_asked_for_is_told_by_the_supply(SupplyEvidence evidence, BootReason reason)
    {
        Start(SupplyEvidence.Lost);

        Assert.Equal(reason, Start(evidence).LastReason);
    }

    [Fact]
    public void On_a_blank_part_only_the_return_of_power_is_certain()
    {
        Assert.Equal(BootReason.Unknown, Start(SupplyEvidence.Held).LastReason);
        Swap(new ScriptedFram());
        Assert.Equal(BootReason.PowerOn, Start(SupplyEvidence.Lost).LastReason);
    }

    [Fact]
    public void Asked_again_it_restarts_again_and_keeps_the_first_reason()
    {
        BoardRestart restart = Start(SupplyEvidence.Lost);
        restart.Request(BootReason.Fault);
        long written = _part.WrittenBytes;
        restart.Request(BootReason.CommandedRestart);

        Assert.Equal(2, Restarted.RebootCount);
        Assert.Equal(written, _part.WrittenBytes);
        Assert.Equal(BootReason.Fault, Start(SupplyEvidence.Held).LastReason);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void With_a_dead_memory_it_restarts_all_the_same(byte stuck)
    {
        _part.Stuck = stuck;
        BoardRestart restart = Start(SupplyEvidence.Held);
        Assert.Equal(BootReason.Unknown, restart.LastReason);
        restart.Request(BootReason.Fault);

        Assert.Equal(1, Restarted.RebootCount);
    }

    [Fact]
    public void A_cut_at_any_byte_leaves_the_reason_before_or_the_new_one()
    {
        // The marker that the hub runs, and a reason over it.
        Start(SupplyEvidence.Lost);
        Start(SupplyEvidence.Lost);
        _before.CopyFrom(_part);
        long from = _part.WrittenBytes;
        BoardRestart whole = Start(SupplyEvidence.Lost);
        whole.Request(BootReason.Fault);
        long work = _part.WrittenBytes - from;
        Assert.True(work > 8_000);

        int asked = 0;
        for (long at = 0; at < work; at += at is > 4_050 and < 4_150 or > 8_150 ? 1 : 61)
        {
            Swap(_cut.CopyFrom(_before));
            _part.CutAfter = at;
            Start(SupplyEvidence.Lost).Request(BootReason.Fault);
            Assert.True(_part.IsCut);

            Swap(_after.CopyFrom(_cut));
            BootReason reason = Start(SupplyEvidence.Held).LastReason;
            Assert.True(reason is BootReason.Watchdog or BootReason.Fault, $"{reason} after {at} bytes");
            asked += reason == BootReason.Fault ? 1 : 0;
        }

        Assert.Equal(0, asked);
        Swap(_cut.CopyFrom(_before));
        Start(SupplyEvidence.Lost).Request(BootReason.Fault);
        Assert.Equal(BootReason.Fault, Start(SupplyEvidence.Held).LastReason);
    }

    private BoardRestart Start(SupplyEvidence evidence) => new(Flash, evidence);

    private void Swap(ScriptedFram part)
    {
        _part = part;
        SpiParts.Connect(PinMap.MemorySelect, part);
    }
}
