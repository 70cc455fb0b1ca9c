// A press over the air to a hub whose native cipher is sound, fails or begins to fail.
using System.Security.Cryptography;
using Board.Tests.Radio;
using Board.Tests.Wiring;
using Hub.Esp32S3.Security;
using Hub.Protocols.Bench;
using Restarted = nanoFramework.Runtime.Native.Power;

namespace Board.Tests.Security;

public sealed class NativeAesHubTests
{
    public static TheoryData<string> FaultNames => NativeAesTests.FaultNames;

    [Fact]
    public void A_press_is_opened_and_acknowledged_with_the_native_cipher()
    {
        AesPart.Reset();
        NativeAes native = new();
        using RadioHome home = new(cipher: native);
        int before = AesPart.BlockCount;
        home.SendPress(1);

        Assert.True(home.RunUntilAcknowledged(1, 500), "no acknowledgement");
        Assert.Equal(1, home.PressCount);
        Assert.True(native.IsNative);
        Assert.True(AesPart.BlockCount - before >= 10, "the hub did not use it");
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void A_press_is_acknowledged_at_once_when_the_native_cipher_fails_from_the_start(string fault)
    {
        AesPart.Reset((_, right) => NativeAesTests.Faults[fault](right));
        using RadioHome home = new(cipher: new NativeAes());
        home.SendPress(1);

        Assert.True(home.RunUntilAcknowledged(1, 500), "no acknowledgement");
        Assert.Equal(1, home.PressCount);
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void A_native_cipher_that_begins_to_fail_at_any_block_costs_a_repeat_at_most_and_no_press(string fault)
    {
        bool isNoticed = fault is "throws" or "out of memory" or "nothing" or "short";
        for (int healthy = 0; healthy <= 20; healthy++)
        {
            int failsAfter = int.MaxValue;
            AesPart.Reset((number, right) => number > failsAfter ? NativeAesTests.Faults[fault](right) : right);
            NativeAes native = new();
            using RadioHome home = new(cipher: native);
            failsAfter = AesPart.BlockCount + healthy;
            int sent = SendUntilAcknowledged(home, 1) + SendUntilAcknowledged(home, 2);

            Assert.InRange(sent, 2, isNoticed ? 2 : 3);
            Assert.Equal(1, SendUntilAcknowledged(home, 3));
            Assert.False(native.IsNative, $"after {healthy} blocks: not noticed within two presses");
            Assert.Equal(3, home.Core.Status.Home!.Link.AcceptedCount);
            Assert.True(home.PressCount > 0, "no alarm");
        }
    }

    [Fact]
    public void The_board_is_wired_to_it()
    {
        AesPart.Reset();
        WholeBoard whole = WholeBoardTests.Given(false);
        whole.Run(1_000);

        // Its check at the start: no device has spoken yet.
        Assert.Equal(1, AesPart.BlockCount);
        Assert.Equal(0, Restarted.RebootCount);
        Assert.Contains("state=provisioned", whole.Console.Ask(BenchVerbs.Hello));
    }

    private static int SendUntilAcknowledged(RadioHome home, uint counter)
    {
        int sent = 0;
        do
        {
            Assert.True(sent < 4, $"press {counter} was not acknowledged");
            home.SendPress(counter);
            sent++;
        }
        while (!home.RunUntilAcknowledged(counter, 400));

        return sent;
    }
}
