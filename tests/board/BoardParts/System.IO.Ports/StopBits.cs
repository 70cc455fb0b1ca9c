// The stop bits of a serial port, with the values of the real package.
namespace System.IO.Ports;

public enum StopBits
{
    One = 1,
}
