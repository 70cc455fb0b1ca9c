// One epoll instance: which of many sockets have something.
using System;
using System.Runtime.InteropServices;

namespace Benchmarks.Native;

/// <summary>Level-triggered epoll over many sockets; each carries a number of the caller's.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int MaxEvents = 1024;

    // struct epoll_event is packed on x86-64 only.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int NumberOffset = EventBytes - 8;

    private readonly byte* _events = (byte*)NativeMemory.Alloc((nuint)(MaxEvents * EventBytes));
    private readonly int _file = Libc.EpollCreate(Libc.CloseOnExec);

    public void Add(int socket, int number, uint interest) => Control(Libc.Add, socket, number, interest);

    public void Modify(int socket, int number, uint interest) => Control(Libc.Modify, socket, number, interest);

    /// <summary>Waits for events.</summary>
    /// <returns>How many there are, to be read with <see cref="Number"/> and <see cref="Flags"/>.</returns>
    public int Wait(int milliseconds)
    {
        int count = Libc.EpollWait(_file, _events, MaxEvents, milliseconds);
        return count < 0 ? 0 : count;
    }

    public int Number(int index) => *(int*)(_events + (index * EventBytes) + NumberOffset);

    public uint Flags(int index) => *(uint*)(_events + (index * EventBytes));

    public void Dispose()
    {
        Libc.Close(_file);
        NativeMemory.Free(_events);
    }

    private void Control(int operation, int socket, int number, uint interest)
    {
        byte* change = stackalloc byte[16];
        *(uint*)change = interest;
        *(long*)(change + NumberOffset) = number;
        if (Libc.EpollControl(_file, operation, socket, change) != 0)
        {
            throw new BenchmarkException($"epoll_ctl failed: error {Marshal.GetLastPInvokeError()}");
        }
    }
}
