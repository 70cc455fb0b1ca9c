// A voice module on a serial line: reads frames, and lifts its pin while a file sounds.
using System;
using System.Collections.Generic;
using System.Device.Gpio;
using System.Linq;

namespace Board.Tests.Voice;

internal sealed class ScriptedVoice
{
    private readonly Func<long> _now;
    private long _endsAt;

    internal ScriptedVoice(Func<long> now) => _now = now;

    /// <summary>The frames that were whole, as command, first and second byte.</summary>
    internal List<(byte Command, byte High, byte Low)> Commands { get; } = [];

    /// <summary>When each of them came.</summary>
    internal List<long> Times { get; } = [];

    internal int BadFrames { get; private set; }

    /// <summary>Whether it is wired and lives.</summary>
    internal bool IsDead { get; set; }

    /// <summary>Whether a file never ends.</summary>
    internal bool IsHung { get; set; }

    internal int FileMilliseconds { get; set; } = 2_000;

    internal IEnumerable<int> Files => Commands.Where(c => c.Command == 0x0F).Select(c => (int)c.Low);

    internal void Take(ReadOnlySpan<byte> frame)
    {
        int sum = 0;
        for (int i = 1; i < 7 && frame.Length == 10; i++)
        {
            sum += frame[i];
        }

        bool isWhole = frame.Length == 10 && frame[0] == 0x7E && frame[1] == 0xFF && frame[2] == 6
            && frame[9] == 0xEF && ((sum + (frame[7] << 8) + frame[8]) & 0xFFFF) == 0;
        BadFrames += isWhole ? 0 : 1;
        if (!isWhole || IsDead)
        {
            return;
        }

        Commands.Add((frame[3], frame[5], frame[6]));
        Times.Add(_now());
        if (frame[3] == 0x0F)
        {
            _endsAt = _now() + 100 + FileMilliseconds;
        }
        else if (frame[3] == 0x0C)
        {
            _endsAt = 0;
            IsHung = false;
        }
    }

    internal void Step(GpioPin busy)
    {
        long left = _endsAt - _now();
        bool isSounding = left > 0 && left <= FileMilliseconds;
        busy.Drive(!IsDead && (isSounding || (IsHung && _endsAt > 0)));
    }
}
