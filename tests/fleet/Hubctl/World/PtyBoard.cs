// The scripted board behind a pseudo-terminal, so that the machine's serial layer is in between.
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;

namespace Hubctl.Tests.World;

/// <summary>For Linux. A closed terminal is to hubctl what a pulled cable is: the port is gone.</summary>
internal sealed class PtyBoard : IDisposable
{
    private const int ReadWrite = 2;
    private const int NoControllingTerminal = 0x100;
    private readonly SafeFileHandle _tool;
    private readonly FileStream _stream;

    /// <summary>Opens a pseudo-terminal.</summary>
    /// <param name="board">The board.</param>
    /// <param name="pullAt">The request, from 0, whose answer is not sent because the cable is pulled; -1 for none.
    /// </param>
    public PtyBoard(ScriptedBoard board, int pullAt = -1)
    {
        int descriptor = OpenMaster(ReadWrite | NoControllingTerminal);
        Assert.True(descriptor >= 0 && Grant(descriptor) == 0 && Unlock(descriptor) == 0, "no pseudo-terminal");
        Name = Marshal.PtrToStringAnsi(NameOf(descriptor))!;

        // While nobody has the tool's side open, reading the board's side fails; so the test holds it open as well.
        _tool = File.OpenHandle(Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        _stream = new FileStream(
            new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);
        Task.Factory.StartNew(() => Pump(board, pullAt), TaskCreationOptions.LongRunning);
    }

    /// <summary>The port's name.</summary>
    public string Name { get; }

    public void Dispose()
    {
        _stream.Dispose();
        _tool.Dispose();
    }

    private void Pump(ScriptedBoard board, int pullAt)
    {
        byte[] buffer = new byte[512];
        int requests = 0;
        bool isRequest = false;
        try
        {
            while (_stream.Read(buffer, 0, buffer.Length) is var count and > 0)
            {
                for (int i = 0; i < count; i++)
                {
                    byte[] answer = board.Put([buffer[i]], 1);
                    isRequest |= buffer[i] == (byte)'@';
                    if (buffer[i] == (byte)'\n' && isRequest && requests++ == pullAt)
                    {
                        Dispose();
                        return;
                    }

                    isRequest &= buffer[i] != (byte)'\n';
                    _stream.Write(answer, 0, answer.Length);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The terminal is closed.
        }
    }

    [DllImport("libc", EntryPoint = "posix_openpt")]
    private static extern int OpenMaster(int flags);

    [DllImport("libc", EntryPoint = "grantpt")]
    private static extern int Grant(int descriptor);

    [DllImport("libc", EntryPoint = "unlockpt")]
    private static extern int Unlock(int descriptor);

    [DllImport("libc", EntryPoint = "ptsname")]
    private static extern IntPtr NameOf(int descriptor);
}
