// Serial ports of this machine.
using System;
using System.IO;
using System.IO.Ports;
using System.Threading;
using System.Threading.Tasks;
using Hub.Protocols.Bench;

namespace Fleet.Hubctl.Bench;

/// <inheritdoc cref="IBenchPorts"/>
public sealed class SerialPorts : IBenchPorts
{
    private readonly string _lockFolder;

    /// <summary>Uses this machine's ports.</summary>
    /// <param name="lockFolder">Where the locks lie.</param>
    public SerialPorts(string lockFolder)
    {
        _lockFolder = lockFolder;
    }

    /// <inheritdoc/>
    public IBenchPort Open(string name)
    {
        PortLock held = PortLock.Take(_lockFolder, name);
        var port = new SerialPort(name, BenchLimits.Baud, Parity.None, 8, StopBits.One);
        try
        {
            port.Open();
            return new OpenPort(port, held);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException
            or ArgumentException or InvalidOperationException)
        {
            port.Dispose();
            held.Dispose();
            string hint = exception is UnauthorizedAccessException && OperatingSystem.IsLinux()
                ? " Somebody else uses it, or you are not in the group dialout."
                : " Is the cable plugged in?";
            throw new FailureException(ExitCode.Failed, $"{name} cannot be opened: {exception.Message}{hint}");
        }
    }

    private sealed class OpenPort : IBenchPort
    {
        private readonly SerialPort _port;
        private readonly PortLock _held;
        private readonly Stream _stream;
        private volatile bool _isLost;

        public OpenPort(SerialPort port, PortLock held)
        {
            _port = port;
            _held = held;
            _stream = port.BaseStream;
        }

        public async Task<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken)
        {
            try
            {
                int count = await _stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                _isLost |= count == 0;
                return count;
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException
                or InvalidOperationException or UnauthorizedAccessException)
            {
                _isLost = true;
                throw new IOException(exception.Message, exception);
            }
        }

        public async Task WriteAsync(byte[] bytes, int count, CancellationToken cancellationToken)
        {
            // A write to a port that has gone never ends.
            if (_isLost)
            {
                throw new IOException("The port is gone.");
            }

            try
            {
                await _stream.WriteAsync(bytes.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException
                or UnauthorizedAccessException)
            {
                throw new IOException(exception.Message, exception);
            }
        }

        public void Dispose()
        {
            // Closing waits for bytes that a port which has gone will never take, so nobody waits for the closing.
            _isLost = true;
            _ = Task.Run(_port.Dispose);
            _held.Dispose();
        }
    }
}
