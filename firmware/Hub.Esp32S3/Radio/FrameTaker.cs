// Where a transceiver puts what it has received.
namespace Hub.Esp32S3.Radio;

/// <summary>Takes a frame; its arguments and answer are those of <c>HubCore.PutFrame</c>.</summary>
public delegate bool FrameTaker(byte[] frame, int offset, int count, int signalDbm, long nowMilliseconds);
