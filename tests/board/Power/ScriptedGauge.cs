// A MAX17048 in registers.
using Board.Tests.Wiring;

namespace Board.Tests.Power;

internal sealed class ScriptedGauge : RegisterPart
{
    internal ScriptedGauge()
    {
        Set(0x08, 0x00, 0x12);
        Show(3_900, 80);
    }

    internal void Show(int millivolts, int percent)
    {
        int steps = millivolts * 64 / 5;
        Set(0x02, (byte)(steps >> 8), (byte)steps, (byte)percent, 0x80);
    }
}
