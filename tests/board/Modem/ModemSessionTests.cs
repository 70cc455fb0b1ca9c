// A real core over the modem's TLS socket: sessions, presses, and what they survive.
using System;
using System.Linq;
using Hub.Core.Ports;
using Hub.Esp32S3.Modem;

namespace Board.Tests.Modem;

public sealed class ModemSessionTests
{
    public static TheoryData<string> Dialects => ["CCH", "CA"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_press_reaches_the_receiver(string dialect)
    {
        ModemBench bench = Started(dialect);
        Press(bench, 1);
        Assert.Equal(3, bench.Chip.Files.Count);
        Assert.Equal(bench.Settings.Receivers[0].Authority, bench.Chip.Files.First(f => f.Key[1] == 'a').Value);
        Assert.Equal(3, bench.Modem.StoredFileCount);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Certificates_are_not_stored_twice(string dialect)
    {
        ModemBench bench = Started(dialect);
        bench.Chip.Reboot();
        bench.Run(10_000);
        Press(bench, 1);
        Assert.Equal(3, bench.Modem.StoredFileCount);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_reboot_in_the_middle_of_a_press_loses_nothing(string dialect)
    {
        for (int after = 0; after < 400; after += 37)
        {
            ModemBench bench = Started(dialect);
            Assert.True(bench.Hub!.PressTrigger(7, 3, 10, 0, 1, bench.World.NowMilliseconds));
            bench.Run(after);
            bench.Chip.Reboot();
            bench.Until(() => bench.Fleet.Held.Count == 1, $"lost at {after}");
        }
    }

    [Theory]
    [InlineData("CCH", 1)]
    [InlineData("CCH", -1)]
    [InlineData("CCH", 5000)]
    [InlineData("CA", 1)]
    [InlineData("CA", -1)]
    [InlineData("CA", 5000)]
    public void A_wrong_length_closes_the_connection_and_a_new_one_is_made(string dialect, int error)
    {
        ModemBench bench = Started(dialect);
        bench.Chip.WrongLength = error;
        Assert.True(bench.Hub!.PressTrigger(7, 3, 10, 0, 1, bench.World.NowMilliseconds));
        long since = bench.World.NowMilliseconds;
        bench.Until(() => !bench.Hub!.Status.Session.IsReady, "still open");

        // By the modem's adapter, long before the MQTT client misses anything.
        Assert.InRange(bench.World.NowMilliseconds - since, 0, 2000);
        bench.Chip.WrongLength = 0;
        Press(bench, 2);
    }

    [Theory]
    [InlineData("CCH", "+CCH_PEER_CLOSED: 0")]
    [InlineData("CA", "+CASTATE: 0,0")]
    [InlineData("CCH", "*ATREADY: 1")]
    public void What_ends_the_connection_is_seen_at_once(string dialect, string line)
    {
        ModemBench bench = Started(dialect);
        bench.Chip.Say(line);
        bench.Run(2000);
        Assert.False(bench.Hub!.Status.Session.IsReady);
        Press(bench, 1);
    }

    [Theory]
    [InlineData("CCH", "AT+CCHOPEN", "OK\r\n\r\n+CCHOPEN: 0,11")]
    [InlineData("CCH", "AT+CCHOPEN", "ERROR")]
    [InlineData("CCH", "AT+CSSLCFG=\"authmode\"", "ERROR")]
    [InlineData("CA", "AT+CAOPEN", "+CAOPEN: 0,24\r\n\r\nOK")]
    [InlineData("CA", "AT+CASSLCFG", "ERROR")]
    public void Without_a_checked_receiver_nothing_is_opened(string dialect, string command, string answer)
    {
        ModemBench bench = Bench(dialect, 1);
        bench.Chip.Overrides[command] = answer;
        bench.StartHub();
        bench.Run(60_000);
        Assert.False(bench.Hub!.Status.Session.IsReady);
        Assert.Equal(BearerState.Closed, bench.Far.State);
        bench.Chip.Overrides.Clear();
        Press(bench, 1);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Noise_resets_and_hangs_from_seeds_never_throw_and_the_session_comes_back(string dialect)
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            Random random = new(seed);
            ModemBench bench = Started(dialect, seed);
            for (int i = 0; i < 60; i++)
            {
                Disturb(bench, random);
                bench.Run(random.Next(5, 3000));
            }

            bench.Chip.IsHung = false;
            bench.Chip.Noise = "";
            bench.Chip.IsSlow = false;
            Press(bench, (uint)seed);
        }
    }

    private static ModemBench Bench(string dialect, int seed) =>
        new(dialect == "CCH" ? new CchDialect() : new CaDialect(), seed);

    private static ModemBench Started(string dialect, int seed = 1)
    {
        ModemBench bench = Bench(dialect, seed);
        bench.StartHub();
        bench.Until(() => bench.Hub!.Status.Session.IsReady, "no session");
        return bench;
    }

    private static void Press(ModemBench bench, uint token)
    {
        int held = bench.Fleet.Held.Count;
        Assert.True(bench.Hub!.PressTrigger(100 + token, 3, 10, 0, token, bench.World.NowMilliseconds));
        bench.Until(() => bench.Fleet.Held.Count > held, "the press did not arrive");
        bench.Until(() => bench.Hub!.Status.Session.IsReady, "no session again");
    }

    private static void Disturb(ModemBench bench, Random random)
    {
        switch (random.Next(7))
        {
            case 0:
                byte[] noise = new byte[random.Next(1, 600)];
                random.NextBytes(noise);
                bench.Chip.Send(noise);
                break;
            case 1:
                bench.Chip.Reboot();
                break;
            case 2:
                bench.Chip.IsHung = !bench.Chip.IsHung;
                break;
            case 3:
                bench.Chip.IsSlow = !bench.Chip.IsSlow;
                break;
            case 4:
                string[] lines = ["RING", "+CLIP: \"", "OK", "ERROR", "+CCHRECV: DATA,0,9", "> "];
                bench.Chip.Say(lines[random.Next(lines.Length)]);
                break;
            case 5:
                bench.Chip.Noise = random.Next(2) == 0 ? "" : "\r\n+CREG: 1\r\nOK\r\n";
                break;
            default:
                bench.Link.IsUp = !bench.Link.IsUp;
                bench.Link.IsUp = true;
                break;
        }
    }
}
