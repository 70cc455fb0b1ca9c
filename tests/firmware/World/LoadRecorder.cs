// Notes what the hub has dimmed and switched off.
using System.Collections.Generic;
using Hub.Core.Ports;

namespace Firmware.Tests.World;

internal sealed class LoadRecorder : ILoadSwitch
{
    internal List<int> Brightness { get; } = [];

    internal List<bool> SecondBearer { get; } = [];

    internal int PowerOffCount { get; private set; }

    public void SetLampBrightness(int percent) => Brightness.Add(percent);

    public void SetSecondBearer(bool isOn) => SecondBearer.Add(isOn);

    public void PowerOff() => PowerOffCount++;
}
