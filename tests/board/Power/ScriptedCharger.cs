// A BQ25895 in registers: its defaults, its status, and what it does when it is switched off.
using Board.Tests.Wiring;

namespace Board.Tests.Power;

internal sealed class ScriptedCharger : RegisterPart
{
    internal ScriptedCharger()
    {
        Sag();
        HasMains = true;
    }

    /// <summary>Whether the adapter gives power.</summary>
    internal bool HasMains
    {
        get => (Registers[0x0B] & 0x04) != 0;
        set => Registers[0x0B] = value ? (byte)0x46 : (byte)0x02;
    }

    /// <summary>Whether the battery has been taken off while nothing else gave power: the board is then dark.</summary>
    internal bool IsOff { get; private set; }

    /// <summary>All settings are as after power came.</summary>
    internal void Sag()
    {
        Set(0x00, 0x48, 0x06, 0x7D, 0x1A, 0x20, 0x13, 0x5E, 0x9D, 0x03, 0x44, 0x73);
        Set(0x14, 0x39);
    }

    protected override void Put(int register, byte value)
    {
        base.Put(register, value);
        IsOff = IsOff || (register == 0x09 && (value & 0x28) == 0x20 && !HasMains);
    }
}
