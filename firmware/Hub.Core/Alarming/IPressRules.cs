// Who has a say in what becomes of a press.
namespace Hub.Core.Alarming;

/// <summary>The rules of the home, as the book of alarms sees them.</summary>
internal interface IPressRules
{
    /// <summary>Says of a new press whether its alarm is held back, how urgent it is and who is to be told.</summary>
    void Consider(Press press, long nowMilliseconds);

    /// <summary>The press is journalled, and its alarm is held back.</summary>
    void OnHeldBack(Press press, long nowMilliseconds);
}
