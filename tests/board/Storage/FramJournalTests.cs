// The core's journal on the scripted FRAM: nothing acknowledged is lost, whatever byte the power goes at.
using System;
using System.Collections.Generic;
using System.Device.Spi;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;
using Hub.Protocols.Messages;

namespace Board.Tests.Storage;

public sealed class FramJournalTests : IUplink
{
    private readonly ScriptedFram _filled = new();
    private readonly ScriptedFram _lived = new();
    private readonly ScriptedFram _recovered = new();
    private ScriptedFram _part = new();

    public FramJournalTests()
    {
        SpiParts.Reset();
        SpiParts.Connect(PinMap.MemorySelect, _part);
        Memory = new FramMemory(new SpiPart(PinMap.MemorySelect));
    }

    public UplinkState State => UplinkState.Closed;

    public BearerKind Bearer => BearerKind.Lte;

    public int SignalDbm => 0;

    private FramMemory Memory { get; }

    [Fact]
    public void HBG_001_presses_that_were_acknowledged_are_there_after_a_cut_at_any_byte()
    {
        // Enough before the cut that a copy into the next sector falls into it.
        (HubCore hub, _) = Start();
        int wholeAcknowledged = 0;
        long work = 0;
        for (uint i = 0; i < 100 && work < 4_096; i++)
        {
            // Those of one trigger join.
            hub.PressTrigger(1 + (i % 20), 3, 10, 0, 1 + i, i * 1_000);
            hub.Step(i * 1_000);
            if (i >= 40)
            {
                ScriptedFram used = _part;
                _filled.CopyFrom(used);
                (wholeAcknowledged, work) = Live(long.MaxValue);
                Use(used);
            }
        }

        Assert.Equal(6, wholeAcknowledged);
        Assert.True(work > 4_096, "the copy between sectors must be part of it");

        int cuts = 0;
        for (long at = 0; at < work; at += at < 4_200 ? 7 : 1)
        {
            (int acknowledged, _) = Live(at);
            Assert.True(_lived.IsCut);
            cuts++;
            Use(_recovered.CopyFrom(_lived));
            (HubCore again, _) = Start();
            again.Step(0);
            int kept = again.Status.Memory.Alarms.PersonCount;
            Assert.True(kept >= 20 + acknowledged, $"{kept} kept, {acknowledged} acknowledged, cut after {at}");
            Assert.InRange(kept, 20, 26);
        }

        Assert.True(cuts > 600);
    }

    [Fact]
    public void With_a_dead_memory_a_press_is_not_acknowledged_and_still_waits_to_be_sent()
    {
        _part.Stuck = 0;
        (HubCore hub, List<uint> acknowledged) = Start();
        hub.Step(0);
        hub.PressTrigger(5, 3, 10, 0, 9, 10);
        hub.Step(10);

        Assert.Empty(acknowledged);
        Assert.Equal(1, hub.Status.Memory.Alarms.PersonCount);

        // The memory is back: the hub finds it by itself, and what waited is kept.
        _part.Stuck = null;
        hub.Step(Limits.JournalRetryMilliseconds + 20);
        hub.Step((2 * Limits.JournalRetryMilliseconds) + 20);
        Assert.Equal([9u], acknowledged);
    }

    void IUplink.Attach(IUplinkEvents events)
    {
    }

    void IUplink.Connect(byte[] will, int willLength, long nowMilliseconds)
    {
    }

    long IUplink.Step(long nowMilliseconds) => long.MaxValue;

    int IUplink.Publish(MessageKind kind, byte[] body, int offset, int count, long nowMilliseconds) => 0;

    void IUplink.Close(long nowMilliseconds)
    {
    }

    private (int Acknowledged, long Work) Live(long cutAfter)
    {
        ScriptedFram part = _lived.CopyFrom(_filled);
        Use(part);
        part.CutAfter = cutAfter;
        (HubCore hub, List<uint> acknowledged) = Start();
        int atCut = -1;
        part.PowerLost = () => atCut = acknowledged.Count;
        for (uint i = 1; i <= 6 && !part.IsCut; i++)
        {
            hub.Step(i * 1_000);
            hub.PressTrigger(100 + i, 3, 10, 0, i, (i * 1_000) + 10);
            hub.Step((i * 1_000) + 10);
        }

        return (atCut >= 0 ? atCut : acknowledged.Distinct().Count(), part.WrittenBytes);
    }

    private (HubCore Hub, List<uint> Acknowledged) Start()
    {
        QuietBoard board = new();
        HubPorts ports = board.Ports(this);
        ports.Flash = FramMap.Journal(Memory);
        return (new HubCore(new HubSettings { HubId = "00c0ffee00c0ffee", Password = "x" }, ports), board.Acknowledged);
    }

    private void Use(ScriptedFram part)
    {
        _part = part;
        SpiParts.Connect(PinMap.MemorySelect, part);
    }
}
