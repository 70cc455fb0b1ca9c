// The lamps on a scripted driver: colours, blinking, brightness, and a driver that forgets or is silent.
using System;
using System.Device.I2c;
using System.Linq;
using Hub.Core.Ports;
using Hub.Esp32S3;
using Hub.Esp32S3.Front;
using Hub.Esp32S3.Wiring;

namespace Board.Tests.Front;

public sealed class LampDriverTests
{
    private readonly ScriptedLamps _chip = new();
    private readonly LoopSignal _signal = new();
    private readonly LampDriver _lamps;
    private long _now;
    private long _due;

    public LampDriverTests()
    {
        I2cParts.Reset();
        I2cParts.Connect(LampDriver.Address, _chip);
        _lamps = new LampDriver(new I2cPart(new I2cBus(), LampDriver.Address), _signal);
    }

    public static TheoryData<LampColour> Colours => [.. Enum.GetValues<LampColour>()];

    [Fact]
    public void Each_lamp_has_its_own_outputs_and_what_is_set_wakes_the_loop()
    {
        Assert.False(_signal.Wait(0));
        foreach (Lamp lamp in Enum.GetValues<Lamp>())
        {
            _lamps.SetLamp(lamp, LampColour.Blue);
            Assert.True(_signal.Wait(0));
            Run(1);
            for (int other = 0; other < 5; other++)
            {
                Assert.Equal(other == (int)lamp ? (0, 0, 255) : (0, 0, 0), _chip.Shown(other));
            }

            _lamps.SetLamp(lamp, LampColour.Off);
            _signal.Wait(0);
        }
    }

    [Theory]
    [MemberData(nameof(Colours))]
    public void A_colour_takes_no_more_than_the_current_of_one_output_and_only_off_is_dark(LampColour colour)
    {
        _lamps.SetLamp(Lamp.Power, colour);
        Run(1);
        (int red, int green, int blue) = _chip.Shown(0);

        Assert.InRange(red + green + blue, colour == LampColour.Off ? 0 : 200, colour == LampColour.Off ? 0 : 255);
    }

    [Fact]
    public void Colours_differ_and_a_blinking_one_is_its_steady_one_half_of_the_time()
    {
        LampColour[] steady =
            [LampColour.Off, LampColour.White, LampColour.Orange, LampColour.Red, LampColour.Green, LampColour.Blue];
        var shown = steady.Select(c =>
        {
            _lamps.SetLamp(Lamp.Pair, c);
            Run(1);
            return _chip.Shown(3);
        }).ToArray();
        Assert.Equal(steady.Length, shown.Distinct().Count());

        _lamps.SetLamp(Lamp.Pair, LampColour.WhiteBlinking);
        _lamps.SetLamp(Lamp.Power, LampColour.OrangeBlinking);
        int lit = 0;
        int changes = 0;
        (int, int, int) last = (0, 0, 0);
        _due = _now;
        for (int i = 0; i < 10_000; i++)
        {
            Run(1);
            Assert.Equal(_chip.Shown(3) == (0, 0, 0), _chip.Shown(0) == (0, 0, 0));
            lit += _chip.Shown(3) == shown[1] ? 1 : 0;
            changes += _chip.Shown(3) != last ? 1 : 0;
            last = _chip.Shown(3);
        }

        Assert.InRange(lit, 4_900, 5_100);
        Assert.InRange(changes, 19, 21);
        Assert.True(I2cParts.TransferCount < 60);
    }

    [Theory]
    [InlineData(100, 255)]
    [InlineData(10, 26)]
    [InlineData(1, 3)]
    [InlineData(0, 3)]
    [InlineData(1_000, 255)]
    public void Brightness_is_a_part_of_full_and_never_dark(int percent, int red)
    {
        _lamps.SetLamp(Lamp.Internet, LampColour.Red);
        _lamps.SetBrightness(percent);
        Run(1);

        Assert.Equal((red, 0, 0), _chip.Shown(1));
    }

    [Fact]
    public void A_driver_that_has_lost_its_registers_shows_again_within_ten_seconds()
    {
        _lamps.SetLamp(Lamp.Service, LampColour.White);
        Run(60_000);
        long before = _lamps.LostCount;
        _chip.Sag();
        Run(BoardLimits.LampCheckMilliseconds + 1);

        Assert.Equal((85, 85, 85), _chip.Shown(2));
        Assert.Equal(before + 1, _lamps.LostCount);
        Assert.Equal(0, before);
    }

    [Fact]
    public void One_changed_register_is_noticed_and_those_that_are_not_ours_are_none_of_our_business()
    {
        Run(1);
        _chip.Registers[0x0E] = 0x55;
        _chip.Registers[0x03] = 0x55;
        Run(BoardLimits.LampCheckMilliseconds * 2);
        Assert.Equal(0, _lamps.LostCount);

        _chip.Registers[0x1D] = 0x55;
        Run(BoardLimits.LampCheckMilliseconds + 1);
        Assert.Equal(1, _lamps.LostCount);
        Assert.Equal(0, _chip.Registers[0x1D]);
    }

    [Fact]
    public void A_driver_that_answers_late_gets_what_is_to_be_shown_then()
    {
        I2cParts.Disconnect(LampDriver.Address);
        _lamps.SetLamp(Lamp.Power, LampColour.Orange);
        Run(20_000);
        _lamps.SetLamp(Lamp.Power, LampColour.White);
        I2cParts.Connect(LampDriver.Address, _chip);
        Run(BoardLimits.MaxI2cRetryMilliseconds);

        Assert.Equal((85, 85, 85), _chip.Shown(0));
    }

    [Fact]
    public void A_driver_that_falls_silent_in_between_is_written_again()
    {
        _lamps.SetLamp(Lamp.Power, LampColour.White);
        Run(1);
        I2cParts.Disconnect(LampDriver.Address);
        Run(30_000);
        _chip.Sag();
        I2cParts.Connect(LampDriver.Address, _chip);
        Run(BoardLimits.MaxI2cRetryMilliseconds);

        Assert.Equal((85, 85, 85), _chip.Shown(0));
    }

    [Fact]
    public void The_witness_of_the_supply_tells_what_it_saw()
    {
        Assert.Equal(SupplyEvidence.Lost, _lamps.FindEvidence(0));
        Run(1);
        Assert.Equal(SupplyEvidence.Held, _lamps.FindEvidence(0));
        _chip.Sag();
        Assert.Equal(SupplyEvidence.Lost, _lamps.FindEvidence(0));
        I2cParts.Disconnect(LampDriver.Address);
        Assert.Equal(SupplyEvidence.Unknown, _lamps.FindEvidence(0));
    }

    [Fact]
    public void A_lamp_that_the_board_does_not_have_changes_nothing()
    {
        _lamps.SetLamp((Lamp)5, LampColour.Red);
        _lamps.SetLamp((Lamp)(-1), LampColour.Red);
        Run(1);

        Assert.All(Enumerable.Range(0, 5), i => Assert.Equal((0, 0, 0), _chip.Shown(i)));
    }

    private void Run(long milliseconds)
    {
        _due = _due < _now ? _due : _now;
        for (long end = _now + milliseconds; _now < end; _now++)
        {
            if (_now >= _due)
            {
                _due = _lamps.Poll(_now);
                Assert.True(_due > _now);
            }
        }
    }
}
