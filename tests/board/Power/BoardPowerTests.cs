// Mains and battery as the hub sees them, whatever gauge and charger do.
using System;
using System.Device.I2c;
using Hub.Esp32S3;
using Hub.Esp32S3.Power;
using Hub.Esp32S3.Wiring;
using Hub.Protocols.Messages;

namespace Board.Tests.Power;

public sealed class BoardPowerTests
{
    private const int Unknown = HeartbeatMessage.UnknownBatteryPercent;

    private readonly ScriptedGauge _gaugeChip = new();
    private readonly ScriptedCharger _chargerChip = new();
    private readonly FuelGauge _gauge;
    private readonly Charger _charger;
    private readonly BoardPower _power;
    private long _now;

    public BoardPowerTests()
    {
        I2cParts.Reset();
        I2cParts.Connect(FuelGauge.Address, _gaugeChip);
        I2cParts.Connect(Charger.Address, _chargerChip);
        I2cBus bus = new();
        _gauge = new FuelGauge(new I2cPart(bus, FuelGauge.Address));
        _charger = new Charger(new I2cPart(bus, Charger.Address));
        _power = new BoardPower(_charger, _gauge);
    }

    [Fact]
    public void Nothing_is_known_before_it_was_measured()
    {
        Assert.Equal(PowerSource.Unknown, _power.Source);
        Assert.Equal(Unknown, _power.BatteryPercent);
        Assert.Equal(0, I2cParts.TransferCount);
    }

    [Fact]
    public void Charge_voltage_and_source_are_the_parts()
    {
        Run(1_000);

        Assert.Equal(80, _power.BatteryPercent);
        Assert.InRange(_gauge.CellMillivolts, 3_899, 3_900);
        Assert.Equal(PowerSource.Mains, _power.Source);
        int before = I2cParts.TransferCount;
        Assert.Equal(PowerSource.Mains, _power.Source);
        Assert.Equal(before, I2cParts.TransferCount);
    }

    [Fact]
    public void HBG_016_mains_that_go_are_seen_within_a_second()
    {
        Run(10_000);
        _chargerChip.HasMains = false;
        Run(1_000);
        Assert.Equal(PowerSource.Battery, _power.Source);

        _chargerChip.HasMains = true;
        Run(1_000);
        Assert.Equal(PowerSource.Mains, _power.Source);
    }

    [Theory]
    [InlineData(3_900, 0)] // An empty battery of 3.9 V would switch the hub off.
    [InlineData(3_700, 3)]
    [InlineData(0, 50)]
    [InlineData(2_499, 50)]
    [InlineData(4_502, 50)]
    [InlineData(3_900, 121)]
    [InlineData(3_900, 255)]
    public void A_reading_that_cannot_be_true_is_not_believed_and_the_last_one_counts_for_ten_minutes(
        int millivolts, int percent)
    {
        Run(10_000);
        _gaugeChip.Show(millivolts, percent);
        Run(590_000);
        Assert.Equal(80, _power.BatteryPercent);

        Run(30_000);
        Assert.Equal(Unknown, _power.BatteryPercent);
        Assert.True(_gauge.ImplausibleCount > 100);

        _gaugeChip.Show(3_600, 41);
        Run(10_000);
        Assert.Equal(41, _power.BatteryPercent);
    }

    [Theory]
    [InlineData(3_400, 3, 3)]
    [InlineData(2_500, 0, 0)]
    [InlineData(3_699, 3, 3)]
    [InlineData(3_700, 4, 4)]
    [InlineData(4_200, 100, 100)]
    [InlineData(4_200, 120, 100)]
    public void A_reading_at_the_edge_of_what_can_be_true_is_believed(int millivolts, int percent, int told)
    {
        _gaugeChip.Show(millivolts, percent);
        if (millivolts == 2_500)
        {
            _gaugeChip.Set(0x02, 0x7D, 0x00);
        }

        Run(1_000);

        Assert.Equal(told, _power.BatteryPercent);
    }

    [Fact]
    public void Parts_that_fall_silent_become_unknown_each_by_itself_and_come_back()
    {
        Run(10_000);
        I2cParts.Disconnect(Charger.Address);
        Run(BoardLimits.MaxSourceAgeMilliseconds + 1_000);
        Assert.Equal(PowerSource.Unknown, _power.Source);
        Assert.Equal(80, _power.BatteryPercent);

        I2cParts.Disconnect(FuelGauge.Address);
        Run(BoardLimits.MaxChargeAgeMilliseconds + 10_000);
        Assert.Equal(Unknown, _power.BatteryPercent);

        I2cParts.Connect(Charger.Address, _chargerChip);
        I2cParts.Connect(FuelGauge.Address, _gaugeChip);
        Run(BoardLimits.MaxI2cRetryMilliseconds + 10_000);
        Assert.Equal(PowerSource.Mains, _power.Source);
        Assert.Equal(80, _power.BatteryPercent);
    }

    [Fact]
    public void A_wrong_part_at_the_address_is_not_believed()
    {
        _chargerChip.Set(0x14, 0x19);
        _gaugeChip.Set(0x08, 0x00, 0x20);
        Run(20_000);

        Assert.Equal(PowerSource.Unknown, _power.Source);
        Assert.Equal(Unknown, _power.BatteryPercent);
        Assert.Equal(0, _chargerChip.WriteCount);
    }

    [Fact]
    public void The_chargers_settings_are_made_and_made_again_when_its_supply_has_sagged()
    {
        Run(5_000);
        AssertSettings();
        long written = _charger.WrittenCount;
        Run(300_000);
        Assert.Equal(written, _charger.WrittenCount);

        _chargerChip.Sag();
        Run(BoardLimits.ChargerCheckMilliseconds + 5_000);
        AssertSettings();
        Assert.True(_charger.WrittenCount > written);
    }

    [Fact]
    public void Switched_off_it_takes_the_battery_off_at_once_and_keeps_the_other_bits()
    {
        _chargerChip.HasMains = false;
        Run(5_000);
        _charger.SwitchOff();
        Run(600);

        Assert.True(_chargerChip.IsOff);
        Assert.Equal(0x64, _chargerChip.Registers[0x09]);
    }

    [Fact]
    public void With_the_mains_there_the_battery_stays_on()
    {
        Run(5_000);
        _charger.SwitchOff();
        Run(600);
        Assert.Equal(0x44, _chargerChip.Registers[0x09]);
        Run(60_000);
        _chargerChip.HasMains = false;
        Run(60_000);

        Assert.False(_chargerChip.IsOff);
        Assert.Equal(0x44, _chargerChip.Registers[0x09]);
    }

    [Fact]
    public void A_wish_to_switch_off_that_meets_a_silent_charger_is_carried_out_when_it_answers()
    {
        _chargerChip.HasMains = false;
        Run(5_000);
        I2cParts.Disconnect(Charger.Address);
        _charger.SwitchOff();
        Run(5_000);
        Assert.False(_chargerChip.IsOff);

        I2cParts.Connect(Charger.Address, _chargerChip);
        Run(30_000);
        Assert.True(_chargerChip.IsOff);
    }

    [Fact]
    public void A_look_makes_a_bounded_number_of_transfers()
    {
        Random random = new(7);
        for (int i = 0; i < 5_000; i++)
        {
            _chargerChip.Ends = random.Next(4) == 0
                ? I2cTransferStatus.SlaveAddressNotAcknowledged
                : I2cTransferStatus.FullTransfer;
            _gaugeChip.Ends = _chargerChip.Ends;
            random.NextBytes(_gaugeChip.Registers);
            if (random.Next(10) == 0)
            {
                _chargerChip.Sag();
                _charger.SwitchOff();
            }

            int before = I2cParts.TransferCount;
            _now += 1_000;
            _charger.Poll(_now);
            Assert.InRange(I2cParts.TransferCount - before, 0, BoardLimits.MaxI2cTransfersPerPoll);
            before = I2cParts.TransferCount;
            _gauge.Poll(_now);
            Assert.InRange(I2cParts.TransferCount - before, 0, BoardLimits.MaxI2cTransfersPerPoll);
            Assert.True(_power.BatteryPercent is (>= 0 and <= 100) or Unknown);
        }
    }

    private void AssertSettings()
    {
        Assert.Equal(0x5C, _chargerChip.Registers[0x00]);
        Assert.Equal(0x7C, _chargerChip.Registers[0x02]);
        Assert.Equal(0x1A, _chargerChip.Registers[0x03]);
        Assert.Equal(0x8D, _chargerChip.Registers[0x07]);
        Assert.Equal(0x44, _chargerChip.Registers[0x09]);
    }

    private void Run(long milliseconds)
    {
        long gaugeAt = _now;
        long chargerAt = _now;
        for (long end = _now + milliseconds; _now < end; _now += 50)
        {
            if (_now >= gaugeAt)
            {
                gaugeAt = _gauge.Poll(_now);
            }

            if (_now >= chargerAt)
            {
                chargerAt = _charger.Poll(_now);
            }
        }
    }
}
