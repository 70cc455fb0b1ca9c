// The power has gone.
using System;

namespace Loader.Tests.World;

internal sealed class SupplyCutException() : Exception("The power has gone.");
