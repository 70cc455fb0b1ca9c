// What can be seen of the hub's link from outside.
using Hub.Core.Linking;
using Hub.Core.Voice;

namespace Hub.Core;

/// <summary>The parts of the link, to read their figures. Reading changes nothing and allocates nothing.</summary>
public sealed class LinkStatus
{
    private readonly LinkParts _parts;

    internal LinkStatus(LinkParts parts)
    {
        _parts = parts;
    }

    /// <summary>The paths.</summary>
    public PathUplink Paths
    {
        get { return _parts.Paths; }
    }

    /// <summary>Which path is used.</summary>
    public PathChoice Choice
    {
        get { return _parts.Choice; }
    }

    /// <summary>The modem's recovery.</summary>
    public ModemSupervision Modem
    {
        get { return _parts.Modem; }
    }

    /// <summary>Short messages about alarms.</summary>
    public ShortMessages ShortMessages
    {
        get { return _parts.ShortMessages; }
    }

    /// <summary>Calls.</summary>
    public VoiceCalls Calls
    {
        get { return _parts.Calls; }
    }

    /// <summary>Bytes over the mobile network.</summary>
    public ByteBudget Budget
    {
        get { return _parts.Budget; }
    }
}
