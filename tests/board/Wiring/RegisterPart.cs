// A chip on the I²C bus that is a row of registers.
using System;
using System.Device.I2c;

namespace Board.Tests.Wiring;

/// <summary>The first byte written is a register's number; what follows goes into it and those behind it, and reading
/// goes on from there.</summary>
internal class RegisterPart : II2cPart
{
    internal byte[] Registers { get; } = new byte[256];

    internal int WriteCount { get; private set; }

    internal int ReadCount { get; private set; }

    /// <summary>How transfers end while it is not FullTransfer.</summary>
    internal I2cTransferStatus Ends { get; set; } = I2cTransferStatus.FullTransfer;

    public I2cTransferStatus Transfer(ReadOnlySpan<byte> written, Span<byte> read)
    {
        if (Ends != I2cTransferStatus.FullTransfer)
        {
            return Ends;
        }

        int register = written[0];
        for (int i = 1; i < written.Length; i++)
        {
            Put(register + i - 1, written[i]);
        }

        WriteCount += written.Length > 1 ? 1 : 0;
        ReadCount += read.Length > 0 ? 1 : 0;
        Registers.AsSpan(register, read.Length).CopyTo(read);
        return I2cTransferStatus.FullTransfer;
    }

    internal void Set(int register, params byte[] values) => values.CopyTo(Registers, register);

    protected virtual void Put(int register, byte value) => Registers[register] = value;
}
