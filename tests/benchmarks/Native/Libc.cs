// The few system calls of Linux that the load generator makes itself, because a runtime in between would be measured.
using System;
using System.Runtime.InteropServices;

namespace Benchmarks.Native;

/// <summary>Sockets, epoll, affinity and limits through libc. x86-64 and arm64 have the same numbers here.</summary>
internal static unsafe partial class Libc
{
    public const int InternetFamily = 2;
    public const int StreamSocket = 1;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int TcpLevel = 6;
    public const int NoDelay = 1;
    public const int IpLevel = 0;
    public const int BindAddressNoPort = 24;
    public const int NoSignal = 0x4000;

    public const uint PollIn = 0x001;
    public const uint PollOut = 0x004;
    public const uint PollError = 0x008;
    public const uint PollHangUp = 0x010;
    public const int Add = 1;
    public const int Remove = 2;
    public const int Modify = 3;

    public const int TryAgain = 11;
    public const int InProgress = 115;

    private const int OpenFiles = 7;
    private const int ThreadClock = 3;

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    public static partial int Connect(int socket, SocketAddress* address, int length);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(int socket, SocketAddress* address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static partial int SetOption(int socket, int level, int option, int* value, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    public static partial nint Send(int socket, byte* buffer, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    public static partial nint Receive(int socket, byte* buffer, nint count, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    /// <summary>Takes a struct that is packed on x86-64; see <see cref="Epoll"/>.</summary>
    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int file, void* change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, void* events, int count, int milliseconds);

    /// <summary>Binds the calling thread to one processor.</summary>
    public static void PinThread(int processor)
    {
        ulong* mask = stackalloc ulong[16];
        new Span<ulong>(mask, 16).Clear();
        mask[processor / 64] = 1UL << (processor % 64);
        if (SetAffinity(0, 16 * sizeof(ulong), mask) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new BenchmarkException($"cannot run on processor {processor} alone: error {error}");
        }
    }

    /// <summary>Processor time the calling thread has used, in seconds.</summary>
    public static double ThreadCpuSeconds()
    {
        long* time = stackalloc long[2];
        _ = GetTime(ThreadClock, time);
        return time[0] + (time[1] / 1e9);
    }

    /// <summary>Lets this process, and those it starts, open as many files as it may.</summary>
    /// <returns>How many that is.</returns>
    public static long RaiseOpenFiles()
    {
        ulong* limit = stackalloc ulong[2];
        if (GetLimit(OpenFiles, limit) != 0)
        {
            throw new BenchmarkException("cannot read the limit of open files");
        }

        limit[0] = limit[1];
        _ = SetLimit(OpenFiles, limit);
        return (long)limit[1];
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, long* time);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nint size, ulong* mask);

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, ulong* limit);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, ulong* limit);
}
