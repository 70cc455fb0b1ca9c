// The vectors of the radio: keys, frames good, malformed and forged, air times.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Hub.Protocols.Radio;
using Hub.Protocols.Security;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Radio;

public sealed class RadioVectorTests
{
    private static readonly IReadOnlyList<JsonElement> All = ProtocolFiles.Vectors("radio.json");
    private readonly Ccm _ccm = new(new Aes128());
    private readonly RadioFrame _frame = new();

    public static TheoryData<string> Keys => [.. Named("join-key", "link-key", "pairing-key")];

    public static TheoryData<string> Frames => [.. Named("frame")];

    public static TheoryData<string> Malformed => [.. Named("bad-frame")];

    public static TheoryData<string> Forged => [.. Named("forged-frame")];

    public static TheoryData<string> Times => [.. Named("air-time")];

    internal static JsonElement Vector(string name) => All.Single(vector => vector.Text("name") == name);

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_is_derived(string name)
    {
        JsonElement vector = Vector(name);
        byte[] output = new byte[RadioLimits.KeyBytes + 2];
        RadioKeys keys = new();
        for (int repeat = 0; repeat < 2; repeat++)
        {
            Assert.True(Derive(keys, vector, output));
            Assert.Equal(vector.Text("derived"), Convert.ToHexStringLower(output, 1, RadioLimits.KeyBytes));
            Assert.True(output[0] == 0 && output[^1] == 0);
            output.AsSpan().Clear();
        }
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_is_opened_to_its_text(string name)
    {
        JsonElement vector = Vector(name);
        byte[] bytes = vector.Bytes("frame");
        Assert.True(_frame.Take(bytes, 0, bytes.Length));
        AssertClear(vector);
        Assert.False(_frame.IsOpen);

        _ccm.SetKey(vector.Bytes("key"), 0);
        Assert.True(_frame.Open(_ccm));
        Assert.True(_frame.IsOpen);
        string text = Convert.ToHexStringLower(_frame.Buffer, _frame.TextOffset, _frame.TextCount);
        Assert.Equal(vector.Text("text"), text);
        Assert.Equal(bytes.Length, _frame.Length);
        AssertFields(vector);
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_frame_is_sealed_byte_for_byte(string name)
    {
        JsonElement vector = Vector(name);
        RadioFrameKind kind = Enum.Parse<RadioFrameKind>(vector.Text("kind"));
        byte[] text = vector.Bytes("text");
        Assert.True(_frame.Start(kind, Number(vector, "deviceId"), Number(vector, "counter"), Number(vector, "salt")));
        AssertClear(vector);
        Assert.Equal(0, _frame.Length);
        if (text.Length > _frame.TextCount)
        {
            return; // Of a later version: only read.
        }

        text.CopyTo(_frame.Buffer, _frame.TextOffset);
        _ccm.SetKey(vector.Bytes("key"), 0);
        Assert.True(_frame.Seal(_ccm));
        Assert.Equal(vector.Text("frame"), Convert.ToHexStringLower(_frame.Buffer, 0, _frame.Length));
        Assert.False(_frame.Seal(_ccm));
        Assert.True(_frame.Open(_ccm));
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_frame_is_not_taken(string name)
    {
        byte[] good = Vector("report/press").Bytes("frame");
        byte[] bytes = Vector(name).Bytes("frame");
        Assert.True(_frame.Take(good, 0, good.Length));
        Assert.False(_frame.Take(bytes, 0, bytes.Length));
        Assert.Equal(RadioFrameKind.None, _frame.Kind);
        Assert.Equal(0, _frame.Length);
        Assert.False(_frame.Open(_ccm));
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public void A_forged_frame_is_not_opened_and_keeps_its_bytes(string name)
    {
        JsonElement vector = Vector(name);
        byte[] bytes = vector.Bytes("frame");
        _ccm.SetKey(vector.Bytes("key"), 0);
        Assert.True(_frame.Take(bytes, 0, bytes.Length));
        Assert.False(_frame.Open(_ccm));
        Assert.False(_frame.IsOpen);
        Assert.Equal(bytes, _frame.Buffer[..bytes.Length]);
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void A_frame_takes_its_time(string name)
    {
        JsonElement vector = Vector(name);
        Assert.Equal((int)Number(vector, "microseconds"), AirTime.Microseconds((int)Number(vector, "frameBytes")));
    }

    [Fact]
    public void Every_kind_of_frame_and_every_fault_of_a_code_has_a_vector()
    {
        HashSet<string> kinds = [.. All.Select(vector => vector.Text("kind")).Where(kind => kind.Length > 0)];
        Assert.Equal(Enum.GetNames<RadioFrameKind>().Except(["None"]).Order(), kinds.Order());
        HashSet<string> faults = [.. All.Select(vector => vector.Text("error")).Where(error => error.Length > 0)];
        Assert.Equal(Enum.GetNames<InstallCodeError>().Except(["None"]).Order(), faults.Order());
        Assert.Equal(All.Count, All.Select(vector => vector.Text("name")).Distinct().Count());
    }

    private static IEnumerable<string> Named(params string[] forms) =>
        All.Where(vector => forms.Contains(vector.Text("form"))).Select(vector => vector.Text("name"));

    private static uint Number(JsonElement vector, string property) => vector.GetProperty(property).GetUInt32();

    private static bool Derive(RadioKeys keys, JsonElement vector, byte[] output) => vector.Text("form") switch
    {
        "join-key" => keys.DeriveJoin(vector.Bytes("secret"), Number(vector, "deviceId"), output, 1),
        "link-key" => keys.DeriveLink(
            vector.Bytes("secret"), vector.Bytes("deviceNonce"), vector.Bytes("hubNonce"),
            Number(vector, "deviceId"), output, 1),
        _ => keys.DerivePairing(vector.Bytes("hubKey"), output, 1),
    };

    private void AssertClear(JsonElement vector)
    {
        Assert.Equal(vector.Text("kind"), _frame.Kind.ToString());
        Assert.Equal(Number(vector, "deviceId"), _frame.DeviceId);
        Assert.Equal(Number(vector, "counter"), _frame.Counter);
        Assert.Equal(Number(vector, "salt"), _frame.Salt);
    }

    private void AssertFields(JsonElement vector)
    {
        object? message = Texts.Read(_frame);
        JsonElement fields = vector.GetProperty("fields");
        Assert.Equal(message == null, !fields.EnumerateObject().Any());
        if (message != null)
        {
            Assert.Equal(
                message.GetType().GetProperties().Select(property => property.Name),
                fields.EnumerateObject().Select(field => char.ToUpperInvariant(field.Name[0]) + field.Name[1..]));
            Assert.All(
                fields.EnumerateObject(), field => Assert.Equal(field.Value.ToString(), Texts.Get(message, field)));
            byte[] again = new byte[_frame.TextCount];
            int written = Texts.Write(message, again);
            bool isAsWritten = !vector.Text("name").EndsWith("odd-battery", StringComparison.Ordinal);
            Assert.Equal(isAsWritten, vector.Text("text").StartsWith(
                Convert.ToHexStringLower(again, 0, written), StringComparison.Ordinal));
        }
    }
}
