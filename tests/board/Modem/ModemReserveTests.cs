// Two receivers through one modem: a socket each, the reserve tried beside the primary.
using System;
using System.Linq;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Modem;

namespace Board.Tests.Modem;

public sealed class ModemReserveTests
{
    public static TheoryData<string> Dialects => ["CCH", "CA"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void NOR_027_a_press_goes_to_the_reserve_when_the_primary_is_dead_and_the_hub_comes_back(string dialect)
    {
        ModemBench bench = Started(dialect);
        bench.Link.IsUp = false;
        long pressed = bench.World.NowMilliseconds;
        Assert.True(bench.Hub!.PressTrigger(7, 3, 10, 0, 1, pressed));
        bench.Until(() => bench.Fleet.Held.Count == 1, "the press did not arrive");

        Assert.InRange(bench.World.NowMilliseconds - pressed, 1_000, 60_000);
        Assert.Equal(1, bench.Hub.Status.Link!.Paths.Active!.Index);
        bench.Link.IsUp = true;
        bench.Until(() => bench.Hub.Status.Link!.Paths.Active is { Index: 0 }, "did not come back");
        Assert.Equal(BearerState.Closed, bench.Modem.BearerTo(1).State);
        Assert.True(bench.Hub.PressTrigger(8, 3, 10, 0, 2, bench.World.NowMilliseconds));
        bench.Until(() => bench.Fleet.Held.Count == 2, "the second press did not arrive");
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Both_sockets_are_open_at_once_and_neither_hears_what_is_for_the_other(string dialect)
    {
        ModemBench bench = Make(dialect);
        bench.Start();
        IBearer primary = bench.Modem.BearerTo(0);
        IBearer reserve = bench.Modem.BearerTo(1);
        primary.Open();
        reserve.Open();
        bench.Until(() => primary.State == BearerState.Open && reserve.State == BearerState.Open, "not open");
        bench.Chip.Say(dialect == "CCH" ? "+CCH_PEER_CLOSED: 1" : "+CASTATE: 1,0");
        bench.Run(200);

        Assert.Equal(BearerState.Open, primary.State);
        Assert.Equal(BearerState.Failed, reserve.State);
        reserve.Close();
        bench.Run(2_000);
        Assert.Equal(BearerState.Open, primary.State);
        Assert.Equal(BearerState.Closed, bench.ReserveFar.State);
        Assert.Equal(BearerState.Open, bench.Far.State);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Each_receiver_has_its_own_address_and_authority(string dialect)
    {
        ModemBench bench = Started(dialect);
        bench.Link.IsUp = false;
        bench.Hub!.PressTrigger(7, 3, 10, 0, 1, bench.World.NowMilliseconds);
        bench.Until(() => bench.Fleet.Held.Count == 1, "the press did not arrive");

        string[] opened = [.. bench.Chip.Commands.Where(c => c.Contains("OPEN=", StringComparison.Ordinal)).Distinct()];
        Assert.Contains(opened, c => c.Contains("OPEN=0,") && c.Contains("\"hub.example.org\",8883"));
        Assert.Contains(opened, c => c.Contains("OPEN=1,") && c.Contains("\"reserve.example.org\",8884"));
        Assert.Equal(2, bench.Chip.Files.Keys.Count(f => f.StartsWith("va", StringComparison.Ordinal)));

        // The reserve has no certificate of the hub's: it is told to check the receiver all the same.
        string checks = dialect == "CCH" ? "AT+CSSLCFG=\"authmode\",1,1" : "AT+CASSLCFG=1,\"SSL\",1";
        Assert.Contains(checks, bench.Chip.Commands);
        string none = dialect == "CCH" ? "clientcert\",1" : "AT+CASSLCFG=1,\"CERT\"";
        Assert.DoesNotContain(bench.Chip.Commands, c => c.Contains(none, StringComparison.Ordinal));
    }

    [Fact]
    public void No_receiver_and_more_than_there_are_sockets_are_refused()
    {
        ModemBench bench = Make("CCH");
        foreach (int count in (int[])[0, BoardLimits.ModemSockets + 1])
        {
            ModemSettings settings = new()
            {
                Receivers = [.. Enumerable.Range(0, count).Select(_ => new ModemReceiver())],
            };
            Assert.Throws<CheckFailedException>(
                () => new SimcomModem(new UartLine("COM2"), bench.Power, new CchDialect(), settings));
        }
    }

    private static ModemBench Make(string dialect) =>
        new(dialect == "CCH" ? new CchDialect() : new CaDialect(), hasReserve: true);

    private static ModemBench Started(string dialect)
    {
        ModemBench bench = Make(dialect);
        bench.StartHub();
        bench.Until(() => bench.Hub!.Status.Session.IsReady, "no session");
        return bench;
    }
}
