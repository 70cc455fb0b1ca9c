// The parity bit of a serial port, with the values of the real package.
namespace System.IO.Ports;

public enum Parity
{
    None = 0,
}
