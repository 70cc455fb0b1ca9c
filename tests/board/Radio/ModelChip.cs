// What the model transceivers share: the select line, faults, and their place on the air.
using System;
using System.Device.Gpio;
using System.Device.Spi;
using Hub.Esp32S3.Radio;
using Hub.Simulator.World;

namespace Board.Tests.Radio;

/// <summary>A transceiver at the level of its commands and registers.</summary>
internal abstract class ModelChip : ISpiPart
{
    protected ModelChip(VirtualWorld world, ModelAir air, RadioPins pins)
    {
        World = world;
        Air = air;
        Pins = pins;
        air.Chips.Add(this);
        SpiParts.Connect(pins.Select, this);
    }

    /// <summary>Commands that a real chip would not have taken: while busy, or in the wrong state.</summary>
    internal int ViolationCount { get; private protected set; }

    /// <summary>What every byte read is, whatever is asked: 0x00 for a line held low, 0xFF for no chip.</summary>
    internal byte? Stuck { get; set; }

    /// <summary>Every byte read is another one.</summary>
    internal Random? Noise { get; set; }

    /// <summary>Whether the receiver is on.</summary>
    internal abstract bool IsListening { get; }

    /// <summary>Another number each time the receiver is switched on.</summary>
    internal int ListenSession { get; private protected set; }

    /// <summary>A sending never comes to its end, and the chip does not notice.</summary>
    internal bool NeverEndsSending { get; set; }

    /// <summary>The interrupt line stays high, whatever is read.</summary>
    internal bool IsLineStuck { get; set; }

    /// <summary>Selections, since the start.</summary>
    internal int TransferCount { get; private set; }

    protected VirtualWorld World { get; }

    protected ModelAir Air { get; }

    protected RadioPins Pins { get; }

    /// <summary>The supply sags: everything is as after switching on.</summary>
    internal abstract void BrownOut();

    /// <summary>The last bit of a frame has come.</summary>
    internal abstract void Hear(AirFrame frame);

    /// <summary>The sync word of a frame has come.</summary>
    internal virtual void HearSync(AirFrame frame)
    {
    }

    /// <summary>A frame whose sync word has come is spoilt.</summary>
    internal virtual void Lose()
    {
    }

    /// <summary>Says on its line that something is there, or takes it back.</summary>
    protected void DriveInterrupt(bool level) => BoardPins.Get(Pins.Interrupt).Drive(level || IsLineStuck);

    protected void DriveBusy(bool level) => BoardPins.Get(Pins.Busy).Drive(level);

    void ISpiPart.Transfer(ReadOnlySpan<byte> written, Span<byte> read)
    {
        TransferCount++;
        if (Noise != null)
        {
            Noise.NextBytes(read);
            return;
        }

        if (Stuck is { } value)
        {
            read.Fill(value);
            return;
        }

        Answer(written, read);
    }

    protected abstract void Answer(ReadOnlySpan<byte> written, Span<byte> read);
}
