// The stable codes of what calls add to a case's log.
namespace Fleet.Server.Channels;

/// <summary>Codes never change their meaning; texts for people come from resources.</summary>
internal static class CallSteps
{
    /// <summary>An operator called somebody from the case; the detail says whom.</summary>
    public const string Called = "called";

    /// <summary>A call is over; the detail says what came of it.</summary>
    public const string Ended = "call-ended";

    /// <summary>A call's recording was deleted when its time was over.</summary>
    public const string RecordingDeleted = "recording-deleted";
}
