// An LP5018 in registers, seen as lamps.
using System;
using Board.Tests.Wiring;

namespace Board.Tests.Front;

internal sealed class ScriptedLamps : RegisterPart
{
    internal ScriptedLamps() => Sag();

    /// <summary>Red, green and blue of a lamp as parts of full current, dark while the chip is off.</summary>
    internal (int Red, int Green, int Blue) Shown(int lamp)
    {
        int brightness = (Registers[0] & 0x40) == 0 ? 0 : Registers[0x07 + lamp];
        int at = 0x0F + (3 * lamp);
        return (Registers[at] * brightness / 255, Registers[at + 1] * brightness / 255,
            Registers[at + 2] * brightness / 255);
    }

    /// <summary>All registers are as after power came.</summary>
    internal void Sag()
    {
        Registers.AsSpan().Clear();
        Set(0x01, 0x3C, 0x00, 0xFF);
        Set(0x07, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF);
    }
}
