// What a responder does with an assignment.
namespace Fleet.Server.Console.Respond;

/// <summary>A responder's answer or step.</summary>
public enum DeskAct
{
    /// <summary>Takes it.</summary>
    Accept = 0,

    /// <summary>Does not take it, or can't after all.</summary>
    Decline = 1,

    /// <summary>Is there.</summary>
    CheckIn = 2,

    /// <summary>Is done.</summary>
    CheckOut = 3,

    /// <summary>Says that it was a wrong alarm.</summary>
    WrongAlarm = 4,
}
