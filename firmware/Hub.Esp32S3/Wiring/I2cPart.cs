// A part on I²C bus 1: registers read and written, with patience for a part that does not answer.
using System;
using System.Device.I2c;
using Hub.Core;

namespace Hub.Esp32S3.Wiring;

/// <summary>
/// A part at an address, at the library's 400 kHz. A transfer that fails is told by its result and by nothing else; the
/// part is then left alone for a while that doubles, so that an absent one costs next to nothing. Only for the loop.
/// </summary>
public sealed class I2cPart
{
    private const int Bus = 1;

    private readonly I2cBus _bus;
    private readonly int _address;
    private readonly byte[] _register = new byte[1];
    private I2cDevice? _device;
    private long _retryAtMilliseconds = long.MinValue;
    private int _waitMilliseconds = BoardLimits.I2cRetryMilliseconds;

    /// <summary>Names the part; the bus must have its pins (<see cref="BusPins"/>) when it is first used.</summary>
    /// <param name="bus">What the parts share.</param>
    /// <param name="address">The part's address, 7 bits.</param>
    public I2cPart(I2cBus bus, int address)
    {
        _bus = bus;
        _address = address;
    }

    /// <summary>Transfers that failed, since the start.</summary>
    public long FailureCount { get; private set; }

    /// <summary>Whether the last transfer succeeded.</summary>
    public bool IsAnswering { get; private set; }

    /// <summary>Reads registers.</summary>
    /// <param name="register">The first of them.</param>
    /// <param name="into">Takes them, from its start.</param>
    /// <param name="count">Bytes, 1 to <see cref="BoardLimits.MaxI2cTransferBytes"/>.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>False when the part did not answer, or is not to be asked yet; <paramref name="into"/> is then as it
    /// was.</returns>
    public bool Read(byte register, byte[] into, int count, long nowMilliseconds)
    {
        Check.That(
            count > 0 && count <= BoardLimits.MaxI2cTransferBytes && count <= into.Length, CheckCode.BusTransfer);
        if (!IsDue(nowMilliseconds))
        {
            return false;
        }

        _register[0] = register;
        try
        {
            I2cTransferResult result = Device().WriteRead(
                new SpanByte(_register, 0, 1), new SpanByte(into, 0, count));
            return Note(result.Status, nowMilliseconds);
        }
        catch (Exception)
        {
            return NoteHang(nowMilliseconds);
        }
    }

    /// <summary>Writes registers.</summary>
    /// <param name="bytes">The first register's number, then what goes into it and those behind it.</param>
    /// <param name="count">Bytes, 2 to <see cref="BoardLimits.MaxI2cTransferBytes"/>.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>False as for <see cref="Read"/>.</returns>
    public bool Write(byte[] bytes, int count, long nowMilliseconds)
    {
        Check.That(
            count > 1 && count <= BoardLimits.MaxI2cTransferBytes && count <= bytes.Length, CheckCode.BusTransfer);
        if (!IsDue(nowMilliseconds))
        {
            return false;
        }

        try
        {
            return Note(Device().Write(new SpanByte(bytes, 0, count)).Status, nowMilliseconds);
        }
        catch (Exception)
        {
            return NoteHang(nowMilliseconds);
        }
    }

    private bool IsDue(long now)
    {
        return now >= _retryAtMilliseconds && _bus.IsUsable(now);
    }

    // Opened at its first use: an interpreter that cannot open the bus must not keep the hub from starting.
    private I2cDevice Device()
    {
        if (_device == null)
        {
            _device = new I2cDevice(new I2cConnectionSettings(Bus, _address));
        }

        return _device;
    }

    private bool Note(I2cTransferStatus status, long now)
    {
        if (status == I2cTransferStatus.FullTransfer)
        {
            IsAnswering = true;
            _waitMilliseconds = BoardLimits.I2cRetryMilliseconds;
            return true;
        }

        return status == I2cTransferStatus.SlaveAddressNotAcknowledged ? Fail(now) : NoteHang(now);
    }

    private bool NoteHang(long now)
    {
        _bus.NoteHang(now);
        return Fail(now);
    }

    private bool Fail(long now)
    {
        FailureCount++;
        IsAnswering = false;
        _retryAtMilliseconds = now + _waitMilliseconds;
        int doubled = _waitMilliseconds * 2;
        _waitMilliseconds = doubled < BoardLimits.MaxI2cRetryMilliseconds
            ? doubled
            : BoardLimits.MaxI2cRetryMilliseconds;
        return false;
    }
}
