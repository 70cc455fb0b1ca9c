// Takes no bundle.
using System.Collections.Generic;

namespace Fleet.Server.Updates.Releases;

/// <summary>Where no reader of bundles is built in: nothing is taken that nobody has checked.</summary>
internal sealed class NoBundleReader : IBundleReader
{
    private const string Sentence = "This server reads no bundles.";

    public ReadBundle Read(string path, IReadOnlyList<byte[]> keys)
    {
        return ReadBundle.Refused(Sentence);
    }

    public string? FaultOf(byte[] publicKey)
    {
        return Sentence;
    }
}
