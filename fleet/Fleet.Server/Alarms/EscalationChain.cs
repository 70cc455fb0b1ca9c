// Who is told next when nobody has answered, as data.
using System.Collections.Generic;

namespace Fleet.Server.Alarms;

/// <summary>One step of a chain.</summary>
/// <param name="AfterSeconds">From the step before, or from the beginning of the phase; 1 to 86,400.</param>
/// <param name="Action">What is done then.</param>
public sealed record EscalationStep(int AfterSeconds, EscalationAction Action);

/// <summary>
/// A municipality's chain for one kind of case (NOR-027, HBG-068, HBG-072, HUL-051, UPP-033). Each phase has at least
/// one step; after its last step that step comes again and again, so that no chain ends with nobody.
/// </summary>
/// <param name="Name">What it is called.</param>
/// <param name="IsDirect">
/// True when the responders are told at once, without an operator (HUL-003); the case then rests with the group.
/// </param>
/// <param name="Raised">While nobody has claimed the case.</param>
/// <param name="Claimed">While an operator owns it and no responder has been told.</param>
/// <param name="Silent">The same, after a control call without speech (HBG-074): must come to a dispatch.</param>
/// <param name="Dispatched">While responders have been told and none has accepted.</param>
/// <param name="Accepted">While a responder is on the way.</param>
/// <param name="OnSite">While a responder is there.</param>
public sealed record EscalationChain(
    string Name,
    bool IsDirect,
    IReadOnlyList<EscalationStep> Raised,
    IReadOnlyList<EscalationStep> Claimed,
    IReadOnlyList<EscalationStep> Silent,
    IReadOnlyList<EscalationStep> Dispatched,
    IReadOnlyList<EscalationStep> Accepted,
    IReadOnlyList<EscalationStep> OnSite);
