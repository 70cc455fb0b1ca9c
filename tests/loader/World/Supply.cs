// The power of one board.
namespace Loader.Tests.World;

/// <summary>Each byte that is written or erased anywhere is one unit of work; the power goes before one of them.
/// </summary>
internal sealed class Supply
{
    internal long Work { get; private set; }

    internal long CutAtWork { get; set; } = long.MaxValue;

    internal bool IsCutNow() => Work++ >= CutAtWork;
}
