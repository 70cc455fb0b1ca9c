// Why an update waits, was refused or was gone back from.
namespace Hub.Protocols.Updates;

/// <summary>Why a hub is where it is with a release. Below 40 it waits, from 40 it refuses, from 80 it has gone back.
/// </summary>
public enum UpdateReason
{
    /// <summary>Nothing to tell.</summary>
    None = 0,

    /// <summary>An alarm of a person is not held yet, a call is under way, or one has just ended.</summary>
    Alarm = 1,

    /// <summary>On battery, or below the charge that the release asks for.</summary>
    Battery = 2,

    /// <summary>The bytes of this hour or day are used up.</summary>
    Budget = 3,

    /// <summary>Somebody is at the hub: pairing, a walk test, or a setting on trial.</summary>
    Busy = 4,

    /// <summary>The loader lets go of the spare slot only when what runs has settled.</summary>
    Settling = 5,

    /// <summary>Nothing came for what was asked.</summary>
    NoAnswer = 6,

    /// <summary>The hub has no slots or no key.</summary>
    NotSupported = 40,

    /// <summary>The order's seal is not right.</summary>
    NotAuthentic = 41,

    /// <summary>The order does not carry the nonce that the hub offers.</summary>
    StaleOrder = 42,

    /// <summary>The order came too late, or its time ran out before it was done; or the hub's clock is not set.
    /// </summary>
    Expired = 43,

    /// <summary>The release is not above the highest that this hub has run for good.</summary>
    Rollback = 44,

    /// <summary>The envelope is not the one that was ordered.</summary>
    OtherEnvelope = 45,

    /// <summary>The envelope is not well-formed.</summary>
    BadEnvelope = 46,

    /// <summary>No key that the hub trusts has signed it, or the signature is wrong.</summary>
    BadSignature = 47,

    /// <summary>Verifying would cost more than the hub allows.</summary>
    TooCostly = 48,

    /// <summary>The release is of another vendor.</summary>
    WrongVendor = 49,

    /// <summary>The image ordered is for another class of hub.</summary>
    WrongClass = 50,

    /// <summary>What runs must be brought to a later release first.</summary>
    Dependency = 51,

    /// <summary>The image is larger than a slot.</summary>
    TooLarge = 52,

    /// <summary>The list of digests, or a chunk, came wrong again and again.</summary>
    BadDigest = 53,

    /// <summary>The loader does not take the image.</summary>
    BadImage = 54,

    /// <summary>The fleet manager does not have what was asked for.</summary>
    NotThere = 55,

    /// <summary>The flash cannot be written.</summary>
    Storage = 56,

    /// <summary>There is nothing to go back to, or nothing to cancel.</summary>
    NothingThere = 57,

    /// <summary>Called off by the fleet manager.</summary>
    Cancelled = 58,

    /// <summary>The trial ended without a link.</summary>
    NoLink = 80,

    /// <summary>The trial ended with a radio that does not work.</summary>
    NoRadio = 81,

    /// <summary>The trial ended without an acknowledged test alarm.</summary>
    NoTestAlarm = 82,

    /// <summary>It was started as often as a trial may be, and never confirmed.</summary>
    NeverConfirmed = 83,

    /// <summary>It could not be started.</summary>
    CannotStart = 84,

    /// <summary>Ordered by the fleet manager.</summary>
    Ordered = 85,

    /// <summary>It had been confirmed and then did not settle.</summary>
    NeverSettled = 86
}
