// Where the signer writes: data on one side, talk on the other.
using System.IO;

namespace Fleet.Signer;

/// <summary>The two writers of a command.</summary>
/// <param name="Output">Data.</param>
/// <param name="Error">Sentences for a person.</param>
internal sealed record Talk(TextWriter Output, TextWriter Error);
