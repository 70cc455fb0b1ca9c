// nanoFramework.CoreLibrary 1.17 (assembly mscorlib), namespace System.Threading: what the lock statement asks for.
namespace System.Threading;

public static class Monitor
{
    public static extern void Enter(object obj);
    public static extern void Exit(object obj);
}
