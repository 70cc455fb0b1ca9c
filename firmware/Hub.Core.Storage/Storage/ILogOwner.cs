// Whose state a log keeps.
namespace Hub.Core.Storage;

/// <summary>
/// The live state behind a <see cref="RecordLog"/>. A change is made here first and then appended, so that a copy of
/// everything that lives serves as well as the record does, whenever the log prefers to make one.
/// </summary>
public interface ILogOwner
{
    /// <summary>How many places a copy goes through; each holds one record's worth of state, or nothing. Never
    /// changes.</summary>
    int LivePlaces { get; }

    /// <summary>Puts the payload of what lives at a place into a cleared record.</summary>
    /// <returns>The record's kind; 0 when nothing lives there.</returns>
    int PutLive(int place, byte[] record);

    /// <summary>The log is about to be replayed: what came from it before is forgotten.</summary>
    void Forget();

    /// <summary>Makes the change that a record tells of, in the order they were written. A record may come twice.
    /// </summary>
    void Apply(byte[] record);

    /// <summary>Everything that lives is now on flash.</summary>
    void OnCopied();
}
