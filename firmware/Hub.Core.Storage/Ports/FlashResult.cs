// What a flash operation answers.
namespace Hub.Core.Ports;

/// <summary>The outcome of one operation on <see cref="IFlash"/>. Flash never throws.</summary>
public enum FlashResult
{
    /// <summary>Done, as far as the part can tell. The journal reads back what it wrote all the same.</summary>
    Ok = 0,

    /// <summary>Sector, offset or count lies outside the part; nothing was done.</summary>
    OutOfRange = 1,

    /// <summary>
    /// The part reported an error, did not answer or was busy for too long; anything may have happened.
    /// </summary>
    Failed = 2,
}
