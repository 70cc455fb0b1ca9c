// The hub's serial console as a pseudo-terminal, which a tool opens like a serial port.
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Hub.Core.Ports;
using Microsoft.Win32.SafeHandles;

namespace Hub.Simulator.World;

/// <summary>
/// The master side of a pseudo-terminal (pty(7)), raw, never waiting. Pulling the plug ends it: whoever has it open
/// sees it hang up, and what is plugged in again has another path.
/// </summary>
public sealed class PseudoTerminal : IServiceLine, IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private const int NonBlocking = 0x800;
    private const short PollIn = 1;
    private const int NoDescriptor = -1;

    // Larger than termios on any Linux.
    private const int TermiosBytes = 256;

    private readonly Lock _lock = new();
    private int _master = NoDescriptor;
    private int _slave = NoDescriptor;

    /// <summary>Where a tool finds it; empty while it is unplugged.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Whether it is plugged in.</summary>
    public bool IsPlugged => Path.Length > 0;

    /// <summary>Whether bytes pass: a board without power neither hears nor speaks.</summary>
    public bool IsPowered { get; set; } = true;

    /// <summary>Opens the other side as a tool does; it does not become the process's controlling terminal, whose
    /// hanging up would end the process.</summary>
    /// <exception cref="IOException">There is no such terminal.</exception>
    public static FileStream OpenOther(string path)
    {
        SafeFileHandle handle = new(Must(Open(path, ReadWrite | NoControllingTerminal), "open"), true);
        return new FileStream(handle, FileAccess.ReadWrite, 0);
    }

    /// <summary>Makes a pseudo-terminal.</summary>
    /// <exception cref="IOException">The system gives none.</exception>
    public void Plug()
    {
        lock (_lock)
        {
            if (IsPlugged)
            {
                return;
            }

            _master = Must(OpenMaster(ReadWrite | NoControllingTerminal | NonBlocking), "posix_openpt");
            byte[] name = new byte[128];
            byte[] termios = new byte[TermiosBytes];
            Must(Grant(_master), "grantpt");
            Must(Unlock(_master), "unlockpt");
            Must(-Math.Abs(NameOf(_master, name, name.Length)), "ptsname_r");
            string path = Encoding.UTF8.GetString(name, 0, Array.IndexOf(name, (byte)0));

            // Held open here too: without anybody on the other side the master would hang up.
            _slave = Must(Open(path, ReadWrite | NoControllingTerminal), "open");
            Must(GetAttributes(_slave, termios), "tcgetattr");
            MakeRaw(termios);
            Must(SetAttributes(_slave, 0, termios), "tcsetattr");
            Path = path;
        }
    }

    /// <summary>Pulls the plug.</summary>
    public void Unplug()
    {
        lock (_lock)
        {
            Path = "";
            End(ref _slave);
            End(ref _master);
        }
    }

    /// <summary>Waits until bytes have come, or a time has passed.</summary>
    public void Wait(int milliseconds)
    {
        int master = _master;
        bool isHeard = master != NoDescriptor && IsPowered;
        PollDescriptor[] wanted = [new PollDescriptor { Descriptor = master, Events = PollIn }];
        _ = Poll(wanted, isHeard ? 1u : 0u, milliseconds);
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count)
    {
        lock (_lock)
        {
            byte[] bytes = new byte[count];
            int read = IsPlugged ? (int)ReadBytes(_master, bytes, count) : 0;
            if (read <= 0 || !IsPowered)
            {
                return 0;
            }

            Array.Copy(bytes, 0, buffer, offset, read);
            return read;
        }
    }

    /// <inheritdoc/>
    public int Write(byte[] buffer, int offset, int count)
    {
        lock (_lock)
        {
            // Into a line that nobody listens to a board speaks all the same.
            if (!IsPlugged || !IsPowered)
            {
                return count;
            }

            return Math.Max(0, (int)WriteBytes(_master, buffer[offset..(offset + count)], count));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Unplug();

    private static void End(ref int descriptor)
    {
        if (descriptor != NoDescriptor)
        {
            _ = Close(descriptor);
            descriptor = NoDescriptor;
        }
    }

    private static int Must(int result, string call) => result >= 0
        ? result
        : throw new IOException($"no pseudo-terminal: {call} failed with {Marshal.GetLastPInvokeError()}");

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    [DllImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static extern int OpenMaster(int flags);

    [DllImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static extern int Grant(int descriptor);

    [DllImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static extern int Unlock(int descriptor);

    [DllImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static extern int NameOf(int descriptor, byte[] name, nint size);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint ReadBytes(int descriptor, byte[] buffer, nint count);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint WriteBytes(int descriptor, byte[] buffer, nint count);

    [DllImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static extern int GetAttributes(int descriptor, byte[] termios);

    [DllImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static extern int SetAttributes(int descriptor, int when, byte[] termios);

    [DllImport("libc", EntryPoint = "cfmakeraw")]
    private static extern void MakeRaw(byte[] termios);

    [DllImport("libc", EntryPoint = "poll")]
    private static extern int Poll([In, Out] PollDescriptor[] wanted, nuint count, int milliseconds);
}
