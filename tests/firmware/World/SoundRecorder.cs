// Notes which signals the hub gave.
using System.Collections.Generic;
using Hub.Core.Ports;

namespace Firmware.Tests.World;

internal sealed class SoundRecorder : IAudio
{
    internal List<Sound> Played { get; } = [];

    public void Play(Sound sound) => Played.Add(sound);
}
