// What the fleet manager can ask about a hub's devices.
namespace Hub.Protocols.Messages;

/// <summary>What a hub is asked to do with its devices. A number not listed is answered with Refused.</summary>
public enum PairAction
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Listen for a device that wants to join; its secret is in the seal when the label was read.</summary>
    OpenWindow = 1,

    /// <summary>Close the window.</summary>
    Cancel = 2,

    /// <summary>Remove a device.</summary>
    RemoveDevice = 3,

    /// <summary>Say in which room a device is, and whose it is.</summary>
    Assign = 4,

    /// <summary>Forget all devices.</summary>
    ForgetAll = 5,

    /// <summary>Begin a walk test.</summary>
    StartWalkTest = 6,

    /// <summary>The walk test goes on in this room; the argument is its ordinal.</summary>
    EnterRoom = 7,

    /// <summary>End the walk test.</summary>
    EndWalkTest = 8,

    /// <summary>Give a device an order; the argument is its <c>OrderKind</c>.</summary>
    OrderDevice = 9
}
