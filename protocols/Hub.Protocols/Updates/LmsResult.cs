// How far the verification of a signature has come, or why it was refused.
namespace Hub.Protocols.Updates;

/// <summary>The states of <see cref="LmsVerifier"/>.</summary>
public enum LmsResult
{
    /// <summary>Nothing has been begun.</summary>
    None = 0,

    /// <summary>More steps are needed.</summary>
    Working = 1,

    /// <summary>The signature is by the holder of the key over this message.</summary>
    Good = 2,

    /// <summary>The signature has the right form and is not of this key and message.</summary>
    Bad = 3,

    /// <summary>The key has a typecode, a length or a count of levels that is not taken.</summary>
    BadKey = 4,

    /// <summary>The signature has a length, a typecode or a leaf number that does not go with the key.</summary>
    BadForm = 5,

    /// <summary>An array is missing, or offset and count do not lie in it, or the message is too long.</summary>
    BadBuffer = 6
}
