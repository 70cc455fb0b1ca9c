// One command on its way from arrival to answer.
using Hub.Protocols.Messages;

namespace Hub.Core.Linking;

/// <summary>A place in the table of <see cref="Commands"/>.</summary>
internal sealed class CommandSlot
{
    /// <summary>The place is empty.</summary>
    internal const int Free = 0;

    /// <summary>Waits to be done.</summary>
    internal const int Waiting = 1;

    /// <summary>Done or refused; the answer waits to be sent, or to be taken by the receiver.</summary>
    internal const int Answering = 2;

    internal int Stage { get; set; }

    internal ulong Sequence { get; set; }

    internal long BootCount { get; set; }

    internal CommandKind Kind { get; set; }

    internal int Argument { get; set; }

    internal long ExpiresUnixMilliseconds { get; set; }

    /// <summary>Whether it waits for an alarm to be held or a call to end.</summary>
    internal bool IsPostponed { get; set; }

    internal long ArrivedAtMilliseconds { get; set; }

    internal AcknowledgementResult Result { get; set; }

    internal string Reason { get; set; } = "";

    internal int UnansweredPublishId { get; set; }
}
