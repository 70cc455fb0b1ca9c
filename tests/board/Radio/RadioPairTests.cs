// Two transceivers over the model air, of one make or of two; and faults from seeds.
using System;
using System.Collections.Generic;
using System.Device.Gpio;
using System.Linq;
using Hub.Esp32S3.Radio;
using Hub.Hardware;
using Hub.Protocols.Radio;

namespace Board.Tests.Radio;

public sealed class RadioPairTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Pairs => new()
    {
        { "SX1262", "SX1262" }, { "SX1262", "CC1101" }, { "CC1101", "SX1262" }, { "CC1101", "CC1101" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_transceivers_exchange_frames_of_every_length(string hub, string device)
    {
        RadioBench bench = new(hub);
        RadioBench.Station far = bench.AddDevice(device);
        bench.Start();
        bench.Run(100);
        Random random = new(7);
        List<string> there = [];
        List<string> back = [];
        for (int count = 1; count <= RadioLimits.MaxFrameBytes; count++)
        {
            there.Add(Exchange(bench, bench.Hub, random, count));
            back.Add(Exchange(bench, far, random, count));
        }

        Assert.Equal(there, far.Received.Select(r => Convert.ToHexStringLower(r.Frame)));
        Assert.Equal(back, bench.Hub.Received.Select(r => Convert.ToHexStringLower(r.Frame)));
        Assert.Equal(0, bench.Hub.Chip.ViolationCount + far.Chip.ViolationCount);
        Assert.Equal(0, bench.Hub.Radio.FaultCount + far.Radio.FaultCount);
    }

    [Fact]
    public void Both_makes_put_the_same_bits_on_the_air()
    {
        string[] sent = [.. new[] { "SX1262", "CC1101" }.Select(kind =>
        {
            RadioBench bench = new(kind);
            bench.Start();
            Exchange(bench, bench.Hub, new Random(3), 33);
            return Convert.ToHexStringLower(Assert.Single(bench.Air.Sent).Bytes);
        })];

        Assert.Equal(sent[0], sent[1]);
    }

    [Theory]
    [InlineData("SX1262")]
    [InlineData("CC1101")]
    public void Faults_from_seeds_never_throw_make_no_frame_up_and_pass(string kind)
    {
        long faults = 0;
        long received = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            RadioBench bench = new(kind);
            Random random = new(seed);
            HashSet<string> onAir = [];
            for (int i = 0; i < 80; i++)
            {
                Disturb(bench, random, onAir);

                // Now and then long enough for the next fault to be a first one.
                bench.Run(random.Next(12) == 0 ? 15_000 : random.Next(1, 400));
            }

            Calm(bench);
            bench.Run(61_000);
            Assert.All(bench.Hub.Received, r => Assert.Contains(Convert.ToHexStringLower(r.Frame), onAir));
            Assert.True(bench.Hub.Radio.State == RadioState.Receiving, $"seed {seed}: {bench.Hub.Radio.LastFault}");
            Assert.False(bench.Hub.Radio.IsChannelBusy);
            faults += bench.Hub.Radio.FaultCount;
            received += bench.Hub.Received.Count;

            int before = bench.Hub.Received.Count;
            bench.SendFromAir(new byte[30]);
            bench.Run(60);
            Assert.Equal(before + 1, bench.Hub.Received.Count);
            Exchange(bench, bench.Hub, random, 20);
        }

        output.WriteLine($"{kind}: {faults} faults, {received} frames received");
        Assert.True(faults > 100 && received > 100, $"{faults} faults, {received} frames: nothing was tried");
    }

    private static string Exchange(RadioBench bench, RadioBench.Station from, Random random, int count)
    {
        byte[] frame = new byte[count];
        random.NextBytes(frame);
        long sent = from.Radio.SentCount;
        Assert.True(from.Radio.Send(frame, 0, count, bench.Milliseconds));
        bench.Run(70);
        Assert.Equal(sent + 1, from.Radio.SentCount);
        return Convert.ToHexStringLower(frame);
    }

    private static void Disturb(RadioBench bench, Random random, HashSet<string> onAir)
    {
        ModelChip chip = bench.Hub.Chip;
        switch (random.Next(11))
        {
            case 0:
                chip.BrownOut();
                break;
            case 1:
                chip.Stuck = random.Next(3) switch { 0 => 0x00, 1 => 0xFF, _ => null };
                break;
            case 2:
                chip.Noise = random.Next(2) == 0 ? new Random(random.Next()) : null;
                break;
            case 3:
                chip.NeverEndsSending = random.Next(2) == 0;
                break;
            case 4:
                chip.IsLineStuck = random.Next(4) == 0;
                break;
            case 5:
                bench.Line.LosesEdges = random.Next(2) == 0;
                break;
            case 6:
                bench.Line.Drive(random.Next(2) == 0);
                break;
            case 7:
                bench.Air.NoiseDbm = random.Next(2) == 0 ? -118 : -70;
                break;
            case 8:
                byte[] own = new byte[random.Next(0, 60)];
                _ = bench.Hub.Radio.IsChannelBusy;
                bench.Hub.Radio.Send(own, 0, own.Length, bench.Milliseconds);
                break;
            default:
                SendSomething(bench, random, onAir);
                break;
        }

        // A chip of no use for most of the time proves little.
        if (random.Next(3) == 0)
        {
            Calm(bench);
        }
    }

    private static void SendSomething(RadioBench bench, Random random, HashSet<string> onAir)
    {
        byte[] frame = new byte[random.Next(1, RadioLimits.MaxFrameBytes + 5)];
        random.NextBytes(frame);
        onAir.Add(Convert.ToHexStringLower(frame));
        bool isSpoilt = random.Next(3) == 0;
        bench.SendFromAir(frame, change: bytes =>
        {
            bytes[random.Next(8, bytes.Length)] ^= (byte)(isSpoilt ? 1 << random.Next(8) : 0);
            return bytes;
        });
    }

    private static void Calm(RadioBench bench)
    {
        ModelChip chip = bench.Hub.Chip;
        chip.Stuck = null;
        chip.Noise = null;
        chip.NeverEndsSending = false;
        chip.IsLineStuck = false;
        bench.Air.NoiseDbm = -118;
        BoardPins.Get(PinMap.RadioInterrupt).LosesEdges = false;
    }
}
