// Where firmware lies.
namespace Hub.Loader;

/// <summary>A place for firmware. The numbers are in the boot record.</summary>
public enum Slot
{
    /// <summary>The application in the deployment partition: always there, never changed over the air.</summary>
    Factory = 0,

    /// <summary>The first slot.</summary>
    A = 1,

    /// <summary>The second slot.</summary>
    B = 2,
}
