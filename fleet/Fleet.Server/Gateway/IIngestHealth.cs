// Whether uplink messages can be committed.
namespace Fleet.Server.Gateway;

/// <summary>Whether uplink messages can be committed; the readiness check and the supervision look at it.</summary>
public interface IIngestHealth
{
    /// <summary>Why commits fail, in a sentence; null while they succeed.</summary>
    string? Fault { get; }
}
