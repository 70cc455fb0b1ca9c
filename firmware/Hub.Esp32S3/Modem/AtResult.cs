// How a command to the modem ended.
namespace Hub.Esp32S3.Modem;

/// <summary>The end of a command.</summary>
internal enum AtResult
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>ERROR, +CME ERROR, +CMS ERROR or, for a call, the network's refusal.</summary>
    Error = 1,

    /// <summary>No end in the command's time.</summary>
    Timeout = 2,

    /// <summary>The data in the answer did not have the length that was told.</summary>
    Damaged = 3,
}
