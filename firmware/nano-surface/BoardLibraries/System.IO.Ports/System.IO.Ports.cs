// nanoFramework.System.IO.Ports 1.1 (assembly System.IO.Ports): what the firmware may use.
namespace System.IO.Ports;

public enum Parity
{
    None = 0,
}

public enum StopBits
{
    One = 1,
}

public enum Handshake
{
    RequestToSend = 2,
}

public sealed class SerialPort : IDisposable
{
    public extern SerialPort(
        string portName,
        int baudRate = 9600,
        Parity parity = Parity.None,
        int dataBits = 8,
        StopBits stopBits = StopBits.One);
    public extern int BytesToRead { get; }
    public extern Handshake Handshake { get; set; }
    public extern int ReadBufferSize { get; set; }
    public extern void Open();
    public extern int Read(byte[] buffer, int offset, int count);
    public extern void Write(byte[] buffer, int offset, int count);
    public extern void Dispose();
}
