// The board's power: when it goes, it goes for all parts at once.

namespace Firmware.Tests.World;

internal sealed class Supply
{
    /// <summary>Power goes when this much work has been done on all flashes together.</summary>
    internal long CutAtWork { get; set; } = long.MaxValue;

    /// <summary>Bytes programmed or erased so far, on all flashes together.</summary>
    internal long Work { get; private set; }

    internal bool IsCut { get; private set; }

    internal void Restore()
    {
        IsCut = false;
        CutAtWork = long.MaxValue;
    }

    /// <summary>One unit of work is about to be done.</summary>
    /// <returns>True when the power goes at it.</returns>
    internal bool Take()
    {
        IsCut = IsCut || Work++ >= CutAtWork;
        return IsCut;
    }
}
