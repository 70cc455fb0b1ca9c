// The power went away in the middle of a flash operation.
using System;

namespace Firmware.Tests.World;

/// <summary>Leaves the code under test the way a power cut does: at once, with nothing cleaned up.</summary>
internal sealed class SupplyCutException : Exception
{
}
