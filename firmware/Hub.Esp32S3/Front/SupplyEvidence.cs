// What the lamps' driver tells about the supply before this start.
namespace Hub.Esp32S3.Front;

/// <summary>Whether the board kept its power when the controller started.</summary>
public enum SupplyEvidence
{
    /// <summary>The driver did not answer.</summary>
    Unknown = 0,

    /// <summary>The driver was in service: only the controller started anew.</summary>
    Held = 1,

    /// <summary>The driver was as after power came.</summary>
    Lost = 2,
}
