// What a hub does with every frame may not allocate: seal, take, open, read, write, derive, parse.
using System;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Radio;

public sealed class RadioAllocationTests
{
    private const int Rounds = 500;

    private readonly Ccm _ccm = new(new Aes128());
    private readonly RadioFrame _sent = new();
    private readonly RadioFrame _received = new();
    private readonly DeviceReport _report = new();
    private readonly JoinRequest _request = new();
    private readonly JoinAnswer _answer = new();
    private readonly DeviceOrder _order = new();
    private readonly RadioKeys _keys = new();
    private readonly InstallCode _code = new();
    private readonly byte[] _key = new byte[RadioLimits.KeyBytes];
    private readonly byte[] _secret = new byte[RadioLimits.SecretBytes];
    private readonly byte[] _hubKey = new byte[32];

    [Fact]
    public void A_frame_sealed_and_opened_allocates_nothing()
    {
        byte[] forged = RadioVectorTests.Vector("forged/other-tag").Bytes("frame");
        Assert.Equal(0, Measure(() =>
        {
            _ccm.SetKey(_key, 0);
            for (int kind = 1; kind <= 6; kind++)
            {
                _sent.Start((RadioFrameKind)kind, 1, 2, 3);
                Put((RadioFrameKind)kind);
                _sent.Seal(_ccm);
                _received.Take(_sent.Buffer, 0, _sent.Length);
                _received.Open(_ccm);
                Get((RadioFrameKind)kind);
            }

            _received.Take(forged, 0, forged.Length);
            _received.Open(_ccm);
        }));
        Assert.Equal(48, RadioLimits.MaxFrameBytes);
    }

    [Fact]
    public void A_key_derived_allocates_nothing()
    {
        Assert.Equal(0, Measure(() =>
        {
            _keys.DeriveJoin(_secret, 1, _key, 0);
            _keys.DeriveLink(_secret, _request.DeviceNonce, _answer.HubNonce, 1, _key, 0);
            _keys.DerivePairing(_hubKey, _key, 0);
        }));
    }

    [Fact]
    public void A_code_read_and_a_request_sealed_and_opened_allocate_nothing()
    {
        string text = RadioVectorTests.Vector("install-code").Text("code");
        PairingSeal seal = new(_ccm);
        PairRequestMessage message = new();
        Assert.Equal(0, Measure(() =>
        {
            _code.Parse(text);
            seal.Seal(message, _key, _secret);
            seal.Open(message, _key, _secret, out _);
        }));
    }

    private static long Measure(Action action)
    {
        for (int i = 0; i < Rounds; i++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Put(RadioFrameKind kind)
    {
        switch (kind)
        {
            case RadioFrameKind.Report: _report.Put(_sent.Buffer, _sent.TextOffset); break;
            case RadioFrameKind.JoinRequest: _request.Put(_sent.Buffer, _sent.TextOffset); break;
            case RadioFrameKind.JoinAnswer: _answer.Put(_sent.Buffer, _sent.TextOffset); break;
            case RadioFrameKind.Order: _order.Put(_sent.Buffer, _sent.TextOffset); break;
            case RadioFrameKind.Resync: RadioText.PutResync(_sent.Buffer, _sent.TextOffset, 9); break;
            default: RadioText.PutAcknowledge(_sent.Buffer, _sent.TextOffset); break;
        }
    }

    private void Get(RadioFrameKind kind)
    {
        byte[] buffer = _received.Buffer;
        int offset = _received.TextOffset;
        int count = _received.TextCount;
        switch (kind)
        {
            case RadioFrameKind.Report: _report.Get(buffer, offset, count); break;
            case RadioFrameKind.JoinRequest: _request.Get(buffer, offset, count); break;
            case RadioFrameKind.JoinAnswer: _answer.Get(buffer, offset, count); break;
            case RadioFrameKind.Order: _order.Get(buffer, offset, count); break;
            case RadioFrameKind.Resync: RadioText.GetResync(buffer, offset, count, out _); break;
            default: RadioText.IsAcknowledge(buffer, offset, count); break;
        }
    }
}
