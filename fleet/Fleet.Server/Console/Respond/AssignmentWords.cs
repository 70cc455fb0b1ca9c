// The pictures and looks of an assignment's states.
using Fleet.Server.Dispatch;

namespace Fleet.Server.Console.Respond;

internal static class AssignmentWords
{
    /// <summary>The state's class in the style sheet.</summary>
    public static string Class(DeskState state) => state switch
    {
        DeskState.Open => "is-dispatched",
        DeskState.Mine => "is-accepted",
        DeskState.OnSite => "is-on-site",
        _ => "is-closed",
    };

    /// <summary>The state's picture.</summary>
    public static string Icon(DeskState state) => state switch
    {
        DeskState.Open => "bell",
        DeskState.Mine => "way",
        DeskState.OnSite => "place",
        DeskState.Taken => "hand",
        _ => "check",
    };
}
