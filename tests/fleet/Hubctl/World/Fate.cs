// What may befall one request.
using System;

namespace Hubctl.Tests.World;

/// <summary>What befalls a request to the board, or a call to the fleet manager.</summary>
public enum Fate
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The request never arrives.</summary>
    RequestLost,

    /// <summary>The request is carried out and its answer never arrives.</summary>
    AnswerLost,

    /// <summary>The request arrives damaged.</summary>
    RequestDamaged,

    /// <summary>The cable is pulled before the request.</summary>
    UnpluggedBefore,

    /// <summary>The cable is pulled after the request was carried out, before the answer.</summary>
    UnpluggedAfter,

    /// <summary>The supply is cut before the request is carried out, and stays away for this run.</summary>
    PowerCutBefore,

    /// <summary>The supply is cut after the request was carried out, before the answer, and stays away.</summary>
    PowerCutAfter,

    /// <summary>The supply is cut for a moment before the request is carried out.</summary>
    Restarted,

    /// <summary>hubctl is killed before the request.</summary>
    KilledBefore,

    /// <summary>hubctl is killed after the request was carried out, before the answer.</summary>
    KilledAfter,

    /// <summary>Ctrl-C while the answer is waited for.</summary>
    Interrupted,

    /// <summary>The fleet manager answers 500.</summary>
    ServerFailed,

    /// <summary>The fleet manager answers 503.</summary>
    ServerBusy,
}

/// <summary>hubctl is gone: nothing of it catches this.</summary>
internal sealed class KilledException : Exception
{
}
