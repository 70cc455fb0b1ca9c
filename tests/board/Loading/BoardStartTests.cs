// The board's start through the loader: what is chosen, and that the parts are free afterwards.
using System;
using System.Device.Gpio;
using System.Device.Spi;
using System.IO;
using Board.Tests.Storage;
using Hub.Esp32S3.Loading;
using Hub.Esp32S3.Storage;
using Hub.Esp32S3.Supervision;
using Hub.Esp32S3.Wiring;
using Hub.Hardware;
using Hub.Loader;
using Loader.Tests.World;

namespace Board.Tests.Loading;

public sealed class BoardStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("slots-").FullName + "/";
    private readonly FakeCode _code = new();
    private readonly ScriptedFram _fram = new();

    private SlotFiles Files => new(_folder, restMilliseconds: 0);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_empty_board_runs_the_factory_application()
    {
        SlotStart start = Start();

        Assert.Equal((Slot.Factory, false), (start.Slot, start.MustRestart));
        Assert.Null(start.Application);
        Assert.Empty(_code.Loaded);
    }

    [Fact]
    public void Firmware_on_trial_is_started_confirmed_and_started_again()
    {
        BeginTrial(5);
        SlotStart trial = Start();
        Assert.Equal((Slot.A, 5u, true), (trial.Slot, trial.Version, trial.IsTrial));
        Assert.NotNull(trial.Application);

        Assert.True(WithRecord(record => new SlotConfirmation(record, trial).Confirm()));
        SlotStart confirmed = Start();
        Assert.Equal((Slot.A, 5u, false), (confirmed.Slot, confirmed.Version, confirmed.IsTrial));
    }

    [Fact]
    public void Firmware_that_cannot_be_loaded_costs_a_restart_and_then_the_factory_application_runs()
    {
        BeginTrial(5);
        _code.Throws = _ => true;
        Assert.True(Start().MustRestart);

        SlotStart next = Start();
        Assert.Equal((Slot.Factory, false), (next.Slot, next.MustRestart));
    }

    [Fact]
    public void Whatever_runs_can_open_the_memory_and_the_watchdogs_pin_itself()
    {
        BeginTrial(5);
        Start(new ReflectionCodeLoader());

        using SpiPart memory = new(PinMap.MemorySelect);
        using WatchdogChip watchdog = new(new GpioController(), PinMap.WatchdogFeed);
        Assert.True(new FramMemory(memory).Probe());
        Assert.Equal(0, BoardPins.Get(PinMap.WatchdogFeed).EdgeCount);
    }

    [Theory]
    [InlineData(0x00)]
    [InlineData(0xFF)]
    public void Without_a_memory_that_answers_the_factory_application_runs(int stuck)
    {
        BeginTrial(5);
        _fram.Stuck = (byte)stuck;

        SlotStart start = Start();
        Assert.Equal((Slot.Factory, false), (start.Slot, start.MustRestart));
        Assert.Empty(_code.Loaded);
    }

    [Fact]
    public void A_memory_whose_line_is_in_use_leads_to_the_factory_application()
    {
        BeginTrial(5);
        Connect();
        using SpiPart other = new(PinMap.MemorySelect);

        Assert.Equal(Slot.Factory, BoardStart.Choose(Files, _code).Slot);
    }

    private SlotStart Start(ICodeLoader? code = null)
    {
        Connect();
        return BoardStart.Choose(Files, code ?? _code);
    }

    private void Connect()
    {
        BoardPins.Reset();
        SpiParts.Reset();
        SpiParts.Connect(PinMap.MemorySelect, _fram);
    }

    private void BeginTrial(uint version)
    {
        SlotStart factory = Start();
        File.WriteAllBytes(Files.PathOf(Slot.A), ImageBuilder.Image(version));
        Assert.Equal(
            SlotReason.None,
            WithRecord(record => new SlotConfirmation(record, factory)
                .BeginTrial(Slot.A, version, Files, new ChipDigest(), _code)));
    }

    private T WithRecord<T>(Func<IBootMemory, T> use)
    {
        Connect();
        using SpiPart memory = new(PinMap.MemorySelect);
        return use(new FlashBootMemory(FramMap.BootRecord(new FramMemory(memory))));
    }
}
