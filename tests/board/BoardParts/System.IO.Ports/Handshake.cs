// The flow control of a serial port, with the values of the real package.
namespace System.IO.Ports;

public enum Handshake
{
    None = 0,
    RequestToSend = 2,
}
