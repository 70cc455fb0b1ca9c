// Who wants to know that an alarm has given up its place.
namespace Hub.Core.Alarming;

/// <summary>Receives technical alarms that are dropped for a person's, from within a step.</summary>
internal interface IDropListener
{
    /// <summary>An alarm is about to be dropped: what it told is to be told again.</summary>
    /// <param name="triggerId">Its device, 0 for the hub itself.</param>
    /// <param name="statusCode">What it told.</param>
    void OnDropped(uint triggerId, int statusCode);
}
