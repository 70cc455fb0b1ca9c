// What a verification is at.
namespace Hub.Protocols.Updates;

/// <summary>The parts of a verification, in their order.</summary>
internal enum LmsPhase
{
    /// <summary>The digest of the message and its digits.</summary>
    Message = 0,

    /// <summary>The chains of the one-time signature, each to its end.</summary>
    Chains = 1,

    /// <summary>The leaf that the one-time key is.</summary>
    Leaf = 2,

    /// <summary>The way from the leaf to the root.</summary>
    Path = 3
}
