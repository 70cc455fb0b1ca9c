// A device as the protocol describes it, without time: a test says when it sends.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;

namespace Firmware.Tests.World;

internal sealed class RadioDevice
{
    private readonly Ccm _ccm = new(new Aes128());
    private readonly RadioKeys _keys = new();
    private readonly RadioFrame _frame = new();
    private readonly byte[] _joinKey = new byte[RadioLimits.KeyBytes];
    private readonly byte[] _newKey = new byte[RadioLimits.KeyBytes];
    private readonly byte[] _nonce = new byte[RadioLimits.JoinNonceBytes];
    private readonly Random _random;
    private uint _joinCounter;

    internal RadioDevice(uint id, DeviceKind kind = DeviceKind.PersonalTrigger, int seed = 1)
    {
        _random = new Random(unchecked(((int)id * 397) ^ seed));
        byte[] secret = new byte[RadioLimits.SecretBytes];
        _random.NextBytes(secret);
        Code.Set(id, kind, secret, 0);
        Id = id;
        Kind = kind;
        _keys.DeriveJoin(Code.Secret, Id, _joinKey, 0);
    }

    internal uint Id { get; }

    internal DeviceKind Kind { get; }

    internal DeviceVariant Variant { get; set; }

    internal InstallCode Code { get; } = new();

    internal string Label => Code.Format();

    internal byte[] LinkKey { get; } = new byte[RadioLimits.KeyBytes];

    internal bool IsJoined { get; private set; }

    internal uint Counter { get; set; }

    internal int EventNumber { get; set; }

    internal int BatteryPercent { get; set; } = 90;

    internal int Flags { get; set; }

    internal int HubSignalDbm { get; set; } = -70;

    internal uint? Acknowledged { get; set; }

    internal int AcknowledgeCount { get; private set; }

    internal uint? ResyncTo { get; private set; }

    internal List<DeviceOrder> Orders { get; } = [];

    /// <summary>Whether it waits for an answer to its join request.</summary>
    internal bool IsJoining { get; set; }

    internal JoinAnswer? Answer { get; private set; }

    /// <summary>Takes the key it has from the factory when it was delivered with a hub.</summary>
    internal void PairAsKit()
    {
        byte[] none = new byte[RadioLimits.JoinNonceBytes];
        _keys.DeriveLink(Code.Secret, none, none, Id, LinkKey, 0);
        IsJoined = true;
    }

    /// <summary>Forgets its hub, as after a long press with the back open.</summary>
    internal void Reset()
    {
        IsJoined = false;
        Counter = 0;
        Acknowledged = null;
        Answer = null;
    }

    /// <summary>A new join request.</summary>
    internal byte[] JoinRequest(byte[]? joinKey = null)
    {
        IsJoining = true;
        _joinCounter = (uint)_random.NextInt64(1, uint.MaxValue);
        _random.NextBytes(_nonce);
        _frame.Start(RadioFrameKind.JoinRequest, Id, _joinCounter, 0);
        JoinRequest request = new()
        {
            DeviceKind = Kind,
            Variant = Variant,
            FirmwareVersion = 1,
            BatteryPercent = BatteryPercent,
        };
        _nonce.CopyTo(request.DeviceNonce, 0);
        request.Put(_frame.Buffer, _frame.TextOffset);
        return Sealed(joinKey ?? _joinKey);
    }

    /// <summary>A new report; the next event unless it is said to be an old one.</summary>
    internal byte[] Report(DeviceCause cause, bool isRepeat = false, int value = 0, int ageSeconds = 0, int flags = 0)
    {
        Counter++;
        bool isEvent = cause is not (DeviceCause.Supervision or DeviceCause.Joined);
        EventNumber = isEvent && !isRepeat ? (EventNumber + 1) & 0xFFFF : EventNumber;
        _frame.Start(RadioFrameKind.Report, Id, Counter, 0);
        new DeviceReport
        {
            Cause = cause,
            Flags = Flags | flags,
            BatteryPercent = BatteryPercent,
            HubSignalDbm = HubSignalDbm,
            Value = value,
            EventNumber = EventNumber,
            AgeSeconds = ageSeconds,
        }.Put(_frame.Buffer, _frame.TextOffset);
        return Sealed(LinkKey);
    }

    internal void Hear(byte[] bytes)
    {
        if (!_frame.Take(bytes, 0, bytes.Length) || _frame.DeviceId != Id)
        {
            return;
        }

        switch (_frame.Kind)
        {
            case RadioFrameKind.Acknowledge when IsJoined && Opens(LinkKey) && _frame.Counter == Counter:
                Acknowledged = _frame.Counter;
                AcknowledgeCount++;
                break;
            case RadioFrameKind.Resync when IsJoined && Opens(LinkKey):
                Assert.True(RadioText.GetResync(_frame.Buffer, _frame.TextOffset, _frame.TextCount, out uint lowest));
                ResyncTo = lowest;
                Counter = lowest > Counter ? lowest - 1 : Counter;
                break;
            case RadioFrameKind.Order when IsJoined && Opens(LinkKey):
                DeviceOrder order = new();
                order.Get(_frame.Buffer, _frame.TextOffset, _frame.TextCount);
                if (Orders.All(o => o.Number < order.Number))
                {
                    Orders.Add(order);
                }

                break;
            case RadioFrameKind.JoinAnswer when IsJoining && Opens(_joinKey) && _frame.Counter == _joinCounter:
                TakeAnswer();
                break;
        }
    }

    private void TakeAnswer()
    {
        JoinAnswer answer = new();
        Assert.True(answer.Get(_frame.Buffer, _frame.TextOffset, _frame.TextCount));
        Answer = answer;
        if (answer.Result == JoinResult.Accepted)
        {
            _keys.DeriveLink(Code.Secret, _nonce, answer.HubNonce, Id, _newKey, 0);
            _newKey.CopyTo(LinkKey, 0);
            Counter = 0;
            IsJoined = true;
        }
    }

    private bool Opens(byte[] key)
    {
        _ccm.SetKey(key, 0);
        return _frame.Open(_ccm);
    }

    private byte[] Sealed(byte[] key)
    {
        _ccm.SetKey(key, 0);
        Assert.True(_frame.Seal(_ccm));
        return _frame.Buffer[.._frame.Length];
    }
}
