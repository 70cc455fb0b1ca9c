// The buttons: every press of the alarm button counts, once; holds, bounce, lost edges, a loop that is away.
using System;
using System.Device.Gpio;
using System.Linq;
using Board.Tests.Linking;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Front;
using Hub.Hardware;

namespace Board.Tests.Front;

public sealed class ButtonsTests : IUptime, IDisposable
{
    private static readonly int[] Pins =
    [
        PinMap.AlarmButton, PinMap.CheckInButton, PinMap.CheckOutButton, PinMap.PairButton, PinMap.CancelButton,
        PinMap.ResetButton,
    ];

    private readonly M2MqttHome _home = new();
    private readonly SilentSpeaker _speaker = new();
    private readonly HubCore _hub;
    private readonly Buttons _buttons;
    private long _now = 1_000;
    private long _due;

    public ButtonsTests()
    {
        _home.Network.IsUp = false;
        HubPorts ports = new QuietBoard().Ports(_home.Uplink);
        ports.Audio = _speaker;
        _hub = new HubCore(_home.Settings, ports);
        BoardPins.Reset();
        _buttons = new Buttons(new GpioController(), _hub, this, _home.Signal);
        foreach (int pin in Pins)
        {
            BoardPins.Get(pin).Drive(true);
        }

        Run(200);
        _speaker.Spoken.Clear();
    }

    public long Milliseconds => _now;

    private long Presses => _hub.Status.Book.PressCount;

    public void Dispose() => _home.Dispose();

    [Fact]
    public void HBG_001_a_press_however_short_is_one_alarm_and_wakes_the_loop()
    {
        _home.Signal.Wait(0);
        BoardPins.Get(PinMap.AlarmButton).Drive(false);
        BoardPins.Get(PinMap.AlarmButton).Drive(true);
        Assert.True(_home.Signal.Wait(0));
        Run(500);

        Assert.Equal(1, Presses);
        Assert.Contains(Sound.PressHeard, _speaker.Played);
    }

    [Fact]
    public void A_press_that_bounces_at_both_ends_is_one()
    {
        GpioPin pin = BoardPins.Get(PinMap.AlarmButton);
        for (int i = 0; i < 10; i++)
        {
            pin.Drive(false);
            Run(1);
            pin.Drive(true);
            Run(1);
        }

        pin.Drive(false);
        Run(2_000);
        for (int i = 0; i < 10; i++)
        {
            pin.Drive(true);
            Run(2);
            pin.Drive(false);
            Run(2);
        }

        pin.Drive(true);
        Run(1_000);
        Assert.Equal(1, Presses);
    }

    [Fact]
    public void A_button_that_is_held_down_for_long_is_one_press()
    {
        BoardPins.Get(PinMap.AlarmButton).Drive(false);
        Run(60_000);
        Assert.Equal(1, Presses);

        BoardPins.Get(PinMap.AlarmButton).Drive(true);
        Run(100);
        BoardPins.Get(PinMap.AlarmButton).Drive(false);
        Run(100);
        Assert.Equal(2, Presses);
    }

    [Fact]
    public void Presses_while_the_loop_is_away_are_all_counted()
    {
        for (int i = 0; i < 5; i++)
        {
            BoardPins.Get(PinMap.AlarmButton).Drive(false);
            _now += 60;
            BoardPins.Get(PinMap.AlarmButton).Drive(true);
            _now += 60;
        }

        Run(500);
        Assert.Equal(5, Presses);
    }

    [Fact]
    public void Edges_that_are_never_told_cost_no_press_of_a_finger()
    {
        GpioPin pin = BoardPins.Get(PinMap.AlarmButton);
        pin.LosesEdges = true;
        for (int i = 0; i < 4; i++)
        {
            pin.Drive(false);
            Run(80);
            pin.Drive(true);
            Run(120);
        }

        Assert.Equal(4, Presses);
    }

    [Fact]
    public void Presses_that_find_the_ring_full_wait_and_are_not_lost()
    {
        while (_hub.PressAlarmButton(_now))
        {
        }

        for (int i = 0; i < BoardLimits.MaxWaitingPresses + 4; i++)
        {
            BoardPins.Get(PinMap.AlarmButton).Drive(false);
            _buttons.Poll(_now += 50);
            BoardPins.Get(PinMap.AlarmButton).Drive(true);
            _buttons.Poll(_now += 50);
        }

        Run(2_000);
        Assert.Equal(Limits.PressRingCapacity + BoardLimits.MaxWaitingPresses, Presses);
    }

    [Fact]
    public void A_button_that_was_down_at_the_start_is_a_press()
    {
        BoardPins.Reset();
        Buttons buttons = new(new GpioController(), _hub, this, _home.Signal);
        foreach (int pin in Pins.Skip(1))
        {
            BoardPins.Get(pin).Drive(true);
        }

        buttons.Poll(_now);
        _hub.Step(_now);
        Assert.Equal(1, Presses);
    }

    [Theory]
    [InlineData(PinMap.CheckInButton, Phrase.CheckedIn)]
    [InlineData(PinMap.CheckOutButton, Phrase.NotCheckedIn)]
    [InlineData(PinMap.CancelButton, Phrase.NothingToCancel)]
    public void HUL_145_each_button_is_answered_once(int pin, Phrase answer)
    {
        BoardPins.Get(pin).Drive(false);
        Run(20);
        BoardPins.Get(pin).Drive(true);
        Run(5_000);

        Assert.Equal([answer], _speaker.Spoken);
        Assert.Equal(0, Presses);
    }

    [Theory]
    [InlineData(PinMap.PairButton, BoardLimits.PairHoldMilliseconds)]
    [InlineData(PinMap.ResetButton, BoardLimits.ResetHoldMilliseconds)]
    public void What_must_be_held_does_nothing_before_its_time_and_one_thing_after_it(int pin, int milliseconds)
    {
        BoardPins.Get(pin).Drive(false);
        Run(milliseconds - 100);
        Assert.Empty(_speaker.Spoken);
        BoardPins.Get(pin).Drive(true);
        Run(1_000);
        Assert.Empty(_speaker.Spoken);

        // This hub has no devices, and says so.
        BoardPins.Get(pin).Drive(false);
        Run(milliseconds + 100);
        Assert.Equal([Phrase.NotPossible], _speaker.Spoken);
        Run(60_000);
        Assert.Equal([Phrase.NotPossible], _speaker.Spoken);
    }

    // As the loop does: the parts when they are due or have news, then the hub.
    private void Run(long milliseconds)
    {
        for (long end = _now + milliseconds; _now < end; _now++)
        {
            if (_now >= _due || _home.Signal.Wait(0))
            {
                _due = _buttons.Poll(_now);
                _hub.Step(_now);
            }
        }
    }
}
