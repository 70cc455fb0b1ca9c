// nanoFramework.Runtime.Native 1.7 (assembly of the same name): restarting the board.
namespace nanoFramework.Runtime.Native;

public enum RebootOption
{
    NormalReboot = 0,
}

public class Power
{
    internal extern Power();
    public static extern void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot);
}
