// A device that looks for a hub to belong to.
using System;
using Hub.Protocols.Radio;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.World.Devices;

/// <summary>
/// Asks every few seconds, each time with a counter and a nonce of its own, until the time is up or a hub has
/// acknowledged the first report under the new key: before that nobody knows whether the hub has kept it.
/// </summary>
internal sealed class DeviceJoining
{
    private const int ListenMilliseconds = 600;
    private const int ProofMilliseconds = 20_000;

    private readonly Agenda _agenda;
    private readonly AirStation _station;
    private readonly SeededRandom _random;
    private readonly DeviceCodec _codec;
    private readonly byte[] _nonce = new byte[RadioLimits.JoinNonceBytes];
    private long _until = long.MinValue;
    private long _plan;
    private uint _counter;

    internal DeviceJoining(Agenda agenda, AirStation station, SeededRandom random, DeviceCodec codec)
    {
        _agenda = agenda;
        _station = station;
        _random = random;
        _codec = codec;
    }

    /// <summary>Whether it is looking.</summary>
    internal bool IsOn => _agenda.NowMilliseconds < _until;

    /// <summary>The charge it tells.</summary>
    internal int BatteryPercent { get; set; }

    internal void Begin(long milliseconds)
    {
        _until = _agenda.NowMilliseconds + milliseconds;
        Ask();
    }

    internal void Stop()
    {
        _until = long.MinValue;
        _plan++;
    }

    /// <summary>Takes a join answer that is for this device.</summary>
    /// <returns>The answer when it is the hub's to the request sent last, and the link key when it may join.</returns>
    internal (JoinAnswer? Answer, byte[] LinkKey) Take()
    {
        byte[] key = new byte[RadioLimits.KeyBytes];
        JoinAnswer? answer = IsOn && _codec.Heard.Counter == _counter ? _codec.HeardAnswer() : null;
        if (answer is { Result: JoinResult.Accepted })
        {
            _codec.DeriveLink(_nonce, answer.HubNonce, key);
            Plan(ProofMilliseconds);
        }
        else if (answer != null)
        {
            Stop();
        }

        return (answer, key);
    }

    private void Ask()
    {
        long used = _station.Meter.WithinHourBefore(_agenda.NowMilliseconds);
        if (!_station.IsSending && !_station.IsChannelBusy && used < AirTimeMeter.LimitMicroseconds / 2)
        {
            _counter = _random.NextUInt32();
            for (int i = 0; i < _nonce.Length; i++)
            {
                _nonce[i] = (byte)_random.NextUInt32();
            }

            Transmission? sent = _station.Send(_codec.SealJoin(_counter, _nonce, BatteryPercent));
            _station.ListenUntil(Math.Max(sent!.EndsAt + ListenMilliseconds, _station.ListensUntil));
        }

        Plan(_random.Next(1_800, 3_501));
    }

    private void Plan(long milliseconds)
    {
        long plan = ++_plan;
        _agenda.After(milliseconds, () =>
        {
            if (plan == _plan && IsOn)
            {
                Ask();
            }
        });
    }
}
