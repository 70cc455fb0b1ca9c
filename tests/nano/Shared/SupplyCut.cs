// The power has gone.
namespace NFUnitTest;

internal sealed class SupplyCut : System.Exception
{
    internal SupplyCut()
        : base("the power has gone")
    {
    }
}
