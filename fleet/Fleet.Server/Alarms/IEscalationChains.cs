// The chains of a municipality: read by everybody who handles cases, changed by who plans dispatch.
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;

namespace Fleet.Server.Alarms;

/// <summary>A chain in force, or one that was.</summary>
/// <param name="Kind">For which kind of case.</param>
/// <param name="Version">0 for the default, which no municipality has to set.</param>
/// <param name="Chain">The chain.</param>
/// <param name="ChangedAt">Since when; null for the default.</param>
/// <param name="ChangedBy">Who set it; null for the default.</param>
/// <param name="Reason">Why; null for the default.</param>
public sealed record ChainView(
    CaseKind Kind,
    long Version,
    EscalationChain Chain,
    DateTimeOffset? ChangedAt = null,
    string? ChangedBy = null,
    string? Reason = null);

/// <summary>Something wrong with a chain.</summary>
/// <param name="Field">Where, such as <c>chain.silent[1].afterSeconds</c>.</param>
/// <param name="Sentence">What, as the end of a sentence that begins with the field.</param>
public sealed record ChainFault(string Field, string Sentence);

/// <summary>What came of setting a chain.</summary>
/// <param name="View">The chain now in force; null when the one given is faulty.</param>
/// <param name="Faults">What is wrong with the one given.</param>
/// <param name="IsStale">True when somebody else has changed it since.</param>
public sealed record ChainChange(ChainView? View, IReadOnlyList<ChainFault> Faults, bool IsStale);

/// <summary>A chain to begin from.</summary>
/// <param name="Name">default, helsingborg or hultsfred.</param>
/// <param name="Kind">For which kind of case.</param>
/// <param name="Chain">The chain.</param>
public sealed record ChainTemplate(string Name, CaseKind Kind, EscalationChain Chain);

/// <summary>Reads and sets chains. Each version is kept, and a change is in the municipality's log.</summary>
public interface IEscalationChains
{
    /// <summary>The chains to begin from.</summary>
    IReadOnlyList<ChainTemplate> Templates { get; }

    /// <summary>The chain in force for a kind of case.</summary>
    Task<ChainView> FindAsync(Actor actor, CaseKind kind, CancellationToken cancellationToken);

    /// <summary>Every version, newest first; empty while the default is in force.</summary>
    Task<IReadOnlyList<ChainView>> VersionsAsync(Actor actor, CaseKind kind, CancellationToken cancellationToken);

    /// <summary>Puts a chain in force from the next step of every case on.</summary>
    Task<ChainChange> SetAsync(
        Actor actor,
        CaseKind kind,
        EscalationChain chain,
        string reason,
        long? ifVersion,
        CancellationToken cancellationToken);
}
