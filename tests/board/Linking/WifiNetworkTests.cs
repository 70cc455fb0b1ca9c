// The Wi-Fi joins on a thread of its own, tries again in measure, and leaves when it is told to.
using System;
using System.Device.Wifi;
using Hub.Esp32S3;
using Hub.Esp32S3.Linking;

namespace Board.Tests.Linking;

public sealed class WifiNetworkTests : INetworkProbe
{
    private readonly ScriptedAir _air = new();
    private readonly LoopSignal _signal = new();
    private bool _isLinkUp;

    public bool IsLinkUp() => _isLinkUp;

    [Fact]
    public void It_joins_with_the_settings_and_is_up_when_the_link_is()
    {
        WifiNetwork network = Make();
        StepUntil(network, 0, () => _air.Calls.Count == 1 && network.TryCount == 1);
        Assert.Equal(["join home letmein42"], _air.Calls);
        Assert.False(network.IsUp);

        // The try ends a moment after its call has been made.
        _isLinkUp = true;
        StepUntil(network, 1, () => network.IsUp);

        Assert.Equal(1, network.TryCount);
        Assert.Equal(0, network.FailureCount);
    }

    [Fact]
    public void A_try_that_hangs_blocks_nobody_and_no_second_one_begins_beside_it()
    {
        _air.Gate.Reset();
        WifiNetwork network = Make();
        for (long now = 0; now < 3_600_000; now += 1_000)
        {
            network.Step(now);
        }

        Assert.Equal(1, network.TryCount);
        Assert.False(network.IsUp);
        _air.Gate.Set();
        Assert.True(_signal.Wait(20_000));
        Assert.Single(_air.Calls);
    }

    [Theory]
    [InlineData(WifiConnectionStatus.InvalidCredential, false, true)]
    [InlineData(WifiConnectionStatus.Timeout, false, true)]
    [InlineData(WifiConnectionStatus.Success, true, true)]
    [InlineData(WifiConnectionStatus.Success, false, false)]
    public void A_try_that_fails_is_counted_and_made_again_after_the_wait_and_not_before(
        WifiConnectionStatus answer, bool throws, bool hasAdapter)
    {
        _air.Answer = answer;
        _air.Throws = throws;
        _air.HasAdapter = hasAdapter;
        WifiNetwork network = Make();
        StepUntil(network, 0, () => network.FailureCount == 1);

        network.Step(BoardLimits.WifiRetryMilliseconds - 1);
        Assert.Equal(1, network.TryCount);
        StepUntil(network, BoardLimits.WifiRetryMilliseconds, () => network.FailureCount == 2);

        Assert.Equal(2, network.TryCount);
    }

    [Fact]
    public void A_link_that_is_lost_is_joined_again_and_the_adapter_is_looked_for_once()
    {
        WifiNetwork network = Make();
        StepUntil(network, 0, () => _air.Calls.Count == 1);
        _isLinkUp = true;
        StepUntil(network, 100_000, () => network.IsUp);
        _isLinkUp = false;
        StepUntil(network, 200_000, () => _air.Calls.Count == 2);

        Assert.False(network.IsUp);
        Assert.Equal(1, _air.FindCount);
    }

    [Fact]
    public void Switched_off_it_leaves_once_and_stays_away_and_switched_on_it_joins_at_once()
    {
        WifiNetwork network = Make();
        StepUntil(network, 0, () => _air.Calls.Count == 1);
        _isLinkUp = true;
        network.Step(1);

        network.SetPower(false);
        StepUntil(network, 2, () => _air.Calls.Count == 2);
        _isLinkUp = false;
        network.Step(1_000_000);
        network.Step(2_000_000);
        Assert.False(network.IsUp);
        Assert.Equal(["join home letmein42", "leave"], _air.Calls);

        network.SetPower(true);
        StepUntil(network, 2_000_001, () => _air.Calls.Count == 3);
        Assert.Equal(2, network.TryCount);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(32, 64, true)]
    [InlineData(33, 64, false)]
    [InlineData(32, 65, false)]
    public void Only_a_network_that_can_be_named_is_joined(int name, int passphrase, bool isJoined)
    {
        var network = new WifiNetwork(new string('n', name), new string('p', passphrase), this, _signal);
        network.Step(0);

        Assert.Equal(isJoined, network.IsConfigured);
        Assert.Equal(isJoined ? 1 : 0, network.TryCount);
    }

    private WifiNetwork Make() => new("home", "letmein42", this, _signal);

    private void StepUntil(WifiNetwork network, long now, Func<bool> condition)
    {
        network.Step(now);
        while (!condition())
        {
            Assert.True(_signal.Wait(20_000), "nobody has woken the loop");
            network.Step(now);
        }
    }
}
