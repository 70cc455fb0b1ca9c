// What the flash says about the hub's identity.
namespace Hub.Provisioning;

/// <summary>How far an identity is; kept beside it as the document's version.</summary>
public enum IdentityStage
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>It is in use.</summary>
    InUse = 1,

    /// <summary>It is new to this board: what is left of another home goes before it is used.</summary>
    NewHome = 2,

    /// <summary>It was taken away: what is left of the home goes, then the last trace of it.</summary>
    Forgotten = 3
}
