// The bytes that a device sends and hears, sealed and opened with its keys.
using System;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;

namespace Hub.Simulator.World.Devices;

/// <summary>The device's half of the protocol in protocols/README.md, with keys of its own derivation.</summary>
internal sealed class DeviceCodec
{
    private readonly DeviceLabel _label;
    private readonly RadioKeys _keys = new();
    private readonly Ccm _link = new(new Aes128());
    private readonly Ccm _join = new(new Aes128());
    private readonly RadioFrame _sent = new();
    private readonly DeviceReport _report = new();
    private readonly JoinRequest _request = new();
    private readonly JoinAnswer _answer = new();
    private readonly DeviceOrder _order = new();
    private bool _hasJoinKey;

    internal DeviceCodec(DeviceLabel label)
    {
        _label = label;
    }

    /// <summary>The frame heard last, opened when it was the hub's own.</summary>
    internal RadioFrame Heard { get; } = new();

    /// <summary>The report that <see cref="SealReport"/> sends; its fields are filled in before.</summary>
    internal DeviceReport Report => _report;

    /// <summary>Takes the key it shares with its hub.</summary>
    internal void SetLinkKey(byte[] key) => _link.SetKey(key, 0);

    /// <summary>The key that both sides derive from the label and two nonces.</summary>
    internal void DeriveLink(byte[] deviceNonce, byte[] hubNonce, byte[] key) =>
        _keys.DeriveLink(_label.Secret, deviceNonce, hubNonce, _label.DeviceId, key, 0);

    internal byte[] SealReport(uint counter)
    {
        _sent.Start(RadioFrameKind.Report, _label.DeviceId, counter, 0);
        _report.Put(_sent.Buffer, _sent.TextOffset);
        return Seal(_link);
    }

    internal byte[] SealJoin(uint counter, byte[] nonce, int batteryPercent)
    {
        UseJoinKey();
        _request.DeviceKind = _label.Kind;
        _request.Variant = _label.Variant;
        _request.FirmwareVersion = 1;
        _request.BatteryPercent = batteryPercent;
        nonce.CopyTo(_request.DeviceNonce, 0);
        _sent.Start(RadioFrameKind.JoinRequest, _label.DeviceId, counter, 0);
        _request.Put(_sent.Buffer, _sent.TextOffset);
        return Seal(_join);
    }

    /// <summary>Whether a frame is for this device; what is in it is then still sealed.</summary>
    internal bool IsForMe(byte[] frame) =>
        Heard.Take(frame, 0, frame.Length) && Heard.DeviceId == _label.DeviceId;

    internal bool OpenHeard() => Heard.Open(_link);

    internal uint HeardResync() => BitConverter.ToUInt32(Heard.Buffer, Heard.TextOffset);

    internal DeviceOrder? HeardOrder() => OpenHeard() && _order.Get(Heard.Buffer, Heard.TextOffset, Heard.TextCount)
        && _order.Number == Heard.Counter ? _order : null;

    internal JoinAnswer? HeardAnswer()
    {
        UseJoinKey();
        return Heard.Open(_join) && _answer.Get(Heard.Buffer, Heard.TextOffset, Heard.TextCount) ? _answer : null;
    }

    private void UseJoinKey()
    {
        if (!_hasJoinKey)
        {
            byte[] key = new byte[RadioLimits.KeyBytes];
            _keys.DeriveJoin(_label.Secret, _label.DeviceId, key, 0);
            _join.SetKey(key, 0);
            _hasJoinKey = true;
        }
    }

    private byte[] Seal(Ccm ccm)
    {
        _sent.Seal(ccm);
        return _sent.Buffer.AsSpan(0, _sent.Length).ToArray();
    }
}
