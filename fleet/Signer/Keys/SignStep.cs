// The moments of a signing at which a machine can stop.
namespace Fleet.Signer.Keys;

/// <summary>The steps of a signing, in their order.</summary>
public enum SignStep
{
    /// <summary>Nothing has been written.</summary>
    Begun = 0,

    /// <summary>The raised state lies beside the old one.</summary>
    StateBeside = 1,

    /// <summary>The raised state is in place and on disk.</summary>
    StateRaised = 2,

    /// <summary>Half of the entry is in the list.</summary>
    ListHalfWritten = 3,

    /// <summary>The list has the entry, on disk.</summary>
    ListWritten = 4,

    /// <summary>The signature is made and has not left.</summary>
    Signed = 5,
}
