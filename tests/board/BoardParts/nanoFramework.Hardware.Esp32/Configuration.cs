// The controller's switch matrix on the host: notes what the running test's firmware has asked for.
using System.Collections.Generic;
using System.Threading;

namespace nanoFramework.Hardware.Esp32;

public class Configuration
{
    private static readonly AsyncLocal<List<(int Pin, DeviceFunction Function)>?> Asked = new();

    /// <summary>Only for tests: what has been set, in order.</summary>
    public static IReadOnlyList<(int Pin, DeviceFunction Function)> Set => Asked.Value ?? [];

    /// <summary>Only for tests: nothing has been set yet.</summary>
    public static void Reset() => Asked.Value = [];

    public static void SetPinFunction(int pin, DeviceFunction value) => Asked.Value?.Add((pin, value));
}
