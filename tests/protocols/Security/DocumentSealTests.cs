// The tag of a document: as another implementation of HMAC and HKDF makes it, and broken by any change.
using System;
using System.Linq;
using System.Text;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Protocols.Tests.Security;

public sealed class DocumentSealTests
{
    private const string KeyHex = "ee1c5b37c44bda1c59a7ff99e94bfee8318eb81321cef8e569caa21da4cbaf2e";
    private const string TagHex = "52d8e8ac1acc79d02c979915dce4985ab9b272aff767720e748dabc3ff98dba4";

    private static readonly byte[] HubKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly byte[] Document = Encoding.ASCII.GetBytes("rules of one home");

    private readonly DocumentSeal _seal = new();
    private readonly byte[] _key = new byte[RuleLimits.DocumentKeyBytes];

    [Fact]
    public void HUL_010_key_and_tag_are_those_of_another_implementation()
    {
        Assert.True(DocumentSeal.DeriveKey(HubKey, _key, 0));
        Assert.Equal(KeyHex, Convert.ToHexStringLower(_key));
        byte[] tag = new byte[RuleLimits.TagBytes];
        _seal.Begin(_key, DocumentSeal.RulesKind, 7, Document.Length);
        _seal.Append(Document, 0, 5);
        _seal.Append(Document, 5, Document.Length - 5);
        _seal.Finish(tag, 0);
        Assert.Equal(TagHex, Convert.ToHexStringLower(tag));
    }

    [Theory]
    [InlineData(1, 7, 0, true)]
    [InlineData(2, 7, 0, false)]
    [InlineData(1, 8, 0, false)]
    [InlineData(1, 7, 1, false)]
    public void HUL_010_another_kind_version_or_byte_is_not_proved(int kind, uint version, int change, bool isProved)
    {
        Assert.True(DocumentSeal.DeriveKey(HubKey, _key, 0));
        byte[] document = [.. Document];
        document[3] ^= (byte)change;
        _seal.Begin(_key, kind, version, document.Length);
        _seal.Append(document, 0, document.Length);
        Assert.Equal(isProved, _seal.Proves(Convert.FromHexString(TagHex), 0));
    }

    [Fact]
    public void A_hub_key_of_another_length_gives_no_key()
    {
        Assert.False(DocumentSeal.DeriveKey(new byte[31], _key, 0));
        Assert.False(DocumentSeal.DeriveKey(null!, _key, 0));
        Assert.False(DocumentSeal.DeriveKey(HubKey, _key, 1));
    }
}
