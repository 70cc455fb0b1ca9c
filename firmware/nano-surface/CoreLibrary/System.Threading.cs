// nanoFramework.CoreLibrary 1.17 (assembly mscorlib), namespace System.Threading: locks, and the board's threads.
namespace System.Threading;

public delegate void ThreadStart();

public static class Monitor
{
    public static extern void Enter(object obj);
    public static extern void Exit(object obj);
}

public sealed class Thread
{
    public extern Thread(ThreadStart start);
    public extern void Start();
}

public abstract class WaitHandle
{
    public virtual extern bool WaitOne(int millisecondsTimeout, bool exitContext);
    public virtual extern bool WaitOne();
}

public sealed class AutoResetEvent : WaitHandle
{
    public extern AutoResetEvent(bool initialState);
    public extern bool Set();
}
