// Images and bundles for the tests.
using System;
using Fleet.Releases;
using Hub.Protocols.Updates;

namespace Signer.Tests.Releases;

internal static class Samples
{
    internal static byte[] Image(uint sequence, int seed, int bytes = 9_000)
    {
        byte[] core = new byte[bytes];
        byte[] board = new byte[700];
        new Random(seed).NextBytes(core);
        new Random(seed + 1).NextBytes(board);
        return SlotImage.Write(sequence, "Home.Entry", [new("Hub.Core", core), new("Hub.Board", board)]);
    }

    internal static ReleaseBundle Bundle(uint sequence = 4, string notes = "# 1.4.0\n\nQuieter at night.\n") => new(
        new ReleaseDescription(
            sequence,
            "1.4.0",
            "releases/4",
            [
                BundleImage.Make(ReleaseIds.BoardModel, Image(sequence, 1), 3, 40),
                BundleImage.Make(ReleaseIds.SimulatedModel, Image(sequence, 2, 60_000), 0, 0),
            ],
            []),
        notes,
        null);

    internal static byte[] Key()
    {
        byte[] key = new byte[ReleaseLimits.MaxKeyBytes];
        key[3] = 1;
        key[7] = 6;
        key[11] = 3;
        return key;
    }
}
