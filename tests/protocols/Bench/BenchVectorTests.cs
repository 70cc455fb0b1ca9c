// The vectors of the service console: lines, identities and codes.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using Hub.Protocols.Bench;
using Protocols.Tests.Documents;

namespace Protocols.Tests.Bench;

public sealed class BenchVectorTests
{
    private static readonly IReadOnlyList<JsonElement> All = ProtocolFiles.Vectors("bench.json");

    public static TheoryData<string> Lines => [.. Named("line")];

    public static TheoryData<string> BadLines => [.. Named("bad-line")];

    public static TheoryData<string> Identities => [.. Named("identity")];

    public static TheoryData<string> BadIdentities => [.. Named("bad-identity")];

    public static TheoryData<string> Codes => [.. Named("reset-code"), .. Named("label-code")];

    internal static JsonElement Vector(string name) => All.Single(vector => vector.Text("name") == name);

    internal static IEnumerable<string> Named(string form) =>
        All.Where(vector => vector.Text("form") == form).Select(vector => vector.Text("name"));

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_is_read_and_written(string name)
    {
        JsonElement vector = Vector(name);
        string[] words = [.. vector.GetProperty("words").EnumerateArray().Select(word => word.GetString()!)];
        int number = vector.GetProperty("number").GetInt32();
        BenchLineReader reader = new();
        Assert.Equal(BenchLineResult.Line, Read(reader, vector.Text("line")));
        Assert.Equal(vector.Text("kind"), reader.Kind.ToString().ToLowerInvariant());
        Assert.Equal(number, reader.Number);
        Assert.Equal(words, Enumerable.Range(0, reader.WordCount).Select(reader.Text));
        Assert.Equal(vector.Text("line") + "\n", Write(reader.Kind, number, words));
    }

    [Theory]
    [MemberData(nameof(BadLines))]
    public void A_bad_line_is_none(string name)
    {
        JsonElement vector = Vector(name);
        BenchLineReader reader = new();
        Assert.Equal(vector.Text("result"), Read(reader, vector.Text("line")).ToString());
        Assert.Equal((0, BenchLineWriter.NoNumber), (reader.WordCount, reader.Number));
    }

    [Fact]
    public void Every_result_and_every_fault_has_a_vector_or_is_of_the_size()
    {
        Assert.Equal(
            Enum.GetNames<BenchLineResult>().Except(["None", "Line", "TooLong"]).Order(),
            BadLines.Select(row => Vector(row.Data).Text("result")).Distinct().Order());
        Assert.Equal(
            Enum.GetNames<IdentityFault>().Except(["None", "Long"]).Order(),
            BadIdentities.Select(row => Vector(row.Data).Text("fault")).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Identities))]
    public void UPP_036_an_identity_is_read_and_written_byte_for_byte(string name)
    {
        JsonElement vector = Vector(name);
        byte[] document = vector.Bytes("hex");
        IdentityReader reader = new();
        HubIdentity? identity = reader.Read(document, 0, document.Length);
        Assert.True(identity != null, reader.Fault + " " + reader.Field);
        byte[] buffer = new byte[BenchLimits.MaxIdentityBytes];
        int length = new IdentityWriter().Write(identity, buffer, 0, buffer.Length);
        Assert.Equal(vector.Text("hex"), Convert.ToHexStringLower(buffer, 0, length));
        length = new IdentityWriter().Write(
            IdentityJson.Read(vector.GetProperty("identity")), buffer, 0, buffer.Length);
        Assert.Equal(vector.Text("hex"), Convert.ToHexStringLower(buffer, 0, length));
    }

    [Theory]
    [MemberData(nameof(BadIdentities))]
    public void A_bad_identity_is_refused_by_name(string name)
    {
        JsonElement vector = Vector(name);
        byte[] document = vector.Bytes("hex");
        IdentityReader reader = new();
        Assert.Null(reader.Read(document, 0, document.Length));
        Assert.Equal((vector.Text("fault"), vector.Text("field")), (reader.Fault.ToString(), reader.Field));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_key_has_its_codes(string name)
    {
        JsonElement vector = Vector(name);
        byte[] key = vector.Bytes("key");
        string code = vector.Text("form") == "reset-code" ? HubCode.DeriveReset(key) : HubCode.DeriveLabel(key);
        Assert.Equal(vector.Text("code"), code);
        Assert.Equal(code, HubCode.Read(code));
    }

    [Fact]
    public void The_readme_shows_what_the_vectors_say()
    {
        string readme = ProtocolFiles.Read("README.md");
        string identity = Vector("identity/minimal").Text("hex");
        string lines = string.Join('\n', identity.Chunk(72).Select(line => new string(line)));
        Assert.Contains($"({identity.Length / 2} bytes):\n\n```\n{lines}\n```", readme);
        Assert.Contains($"`{Vector("line/hello").Text("line")}`", readme);
        Assert.Contains(
            $"reset code `{Vector("reset-code/counting").Text("code")}` and the label code "
                + $"`{Vector("label-code/counting").Text("code")}`",
            readme);
    }

    internal static BenchLineResult Read(BenchLineReader reader, string line)
    {
        foreach (byte next in Encoding.Latin1.GetBytes(line))
        {
            Assert.Equal(BenchLineResult.None, reader.Put(next));
        }

        return reader.Put((byte)'\n');
    }

    private static string Write(BenchLineKind kind, int number, string[] words)
    {
        BenchLineWriter writer = new();
        switch (kind)
        {
            case BenchLineKind.Request: writer.BeginRequest(number, words[0]); break;
            case BenchLineKind.Answer: writer.BeginAnswer(number, words[0]); break;
            default: writer.BeginEvent(words[0]); break;
        }

        foreach (string word in words.Skip(1))
        {
            int equals = word.IndexOf('=');
            if (equals < 0)
            {
                writer.Word(word);
            }
            else
            {
                writer.Value(word[..equals], word[(equals + 1)..]);
            }
        }

        return Encoding.Latin1.GetString(writer.Buffer, 0, writer.Finish());
    }
}
