// Settings of dispatching.
using System;

namespace Fleet.Server.Dispatch;

/// <summary>Settings under <c>Fleet:Dispatch</c>.</summary>
/// <param name="LinkAddress">
/// The address by which phones reach the console, for one-time links; null for the address of the console itself.
/// </param>
public sealed record DispatchOptions(Uri? LinkAddress = null);
