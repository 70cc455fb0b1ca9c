// A document as a fleet manager sends it: tagged and cut into parts.
using System;
using System.Collections.Generic;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Firmware.Tests.World;

internal static class DocumentParts
{
    internal static List<DocumentPartMessage> Cut(byte[] document, uint version, int kind, byte[] key)
    {
        byte[] tag = new byte[RuleLimits.TagBytes];
        DocumentSeal seal = new();
        seal.Begin(key, kind, version, document.Length);
        seal.Append(document, 0, document.Length);
        seal.Finish(tag, 0);
        List<DocumentPartMessage> parts = [];
        for (int at = 0; at < document.Length; at += RuleLimits.PartBytes)
        {
            DocumentPartMessage part = new()
            {
                DocumentVersion = version,
                DocumentBytes = document.Length,
                PartIndex = at / RuleLimits.PartBytes,
                PartLength = Math.Min(RuleLimits.PartBytes, document.Length - at),
                TagLength = tag.Length,
            };
            document.AsSpan(at, part.PartLength).CopyTo(part.Part);
            tag.CopyTo(part.Tag, 0);
            parts.Add(part);
        }

        return parts;
    }
}
