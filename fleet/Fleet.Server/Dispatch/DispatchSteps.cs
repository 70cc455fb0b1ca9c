// What dispatching writes into the logs of cases.
namespace Fleet.Server.Dispatch;

/// <summary>The steps of a case's log that come from messages and answers; the codes are those of the cases.</summary>
internal static class DispatchSteps
{
    /// <summary>A provider has taken a message.</summary>
    public const string HandedOver = "handedOver";

    /// <summary>A message reached the phone.</summary>
    public const string Delivered = "delivered";

    /// <summary>A message failed for good.</summary>
    public const string Failed = "failed";

    /// <summary>An answer came in.</summary>
    public const string Answered = "answered";

    /// <summary>The next were told because no message came through.</summary>
    public const string NextTold = "nextTold";

    /// <summary>Something that moves nothing.</summary>
    public const string Noted = "noted";
}
