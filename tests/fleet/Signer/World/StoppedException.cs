// The machine stops.
using System;

namespace Signer.Tests.World;

internal sealed class StoppedException : Exception;
