// What the page of one home does.
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Console.Planning;
using Fleet.Server.Dispatch;
using Fleet.Server.Residents;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Fleet.Server.Console.Homes;

/// <summary>One home.</summary>
public sealed partial class HomePage
{
    /// <summary>The causes that a plan tells apart first, as SCAIP status codes.</summary>
    private static readonly IReadOnlyList<int> UsualCauses = [6, 9, 10, 49, 76, 77, 104, 110];

    private IReadOnlyList<RotaView> _rotas = [];
    private HomeDraft? _draft;
    private string? _hubName;
    private string? _refusal;
    private string _answer = "";
    private bool _mayEdit = true;

    /// <summary>The home's hub, from the address.</summary>
    [Parameter]
    public string HubId { get; set; } = "";

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        var user = (await Authentication).User;
        _mayEdit = (await Authorization.AuthorizeAsync(user, Policies.PlanDispatch)).Succeeded
            || (await Authorization.AuthorizeAsync(user, Policies.HandleHubs)).Succeeded;
        _hubName = (await Hubs.FindAsync(Seat.Actor, HubId, CancellationToken.None))?.Name;
        _draft = null;
    }

    private static IEnumerable<int> Causes(int chosen) => UsualCauses.Append(chosen).Distinct().Order();

    private async Task OpenAsync()
    {
        _rotas = await Rotas.ListAsync(Seat.Actor, CancellationToken.None);
        _draft = new HomeDraft(await Homes.LookAsync(Seat.Actor, HubId, "edit", CancellationToken.None));
        if (_draft.Residents.Count == 0)
        {
            _draft.AddResident();
        }
    }

    private async Task SaveAsync()
    {
        var change = await Homes.SaveAsync(
            Seat.Actor, HubId, _draft!.Entry(), _draft.Version, CancellationToken.None);
        _answer = "";
        _refusal = change.Result == HomeChangeResult.Done
            ? null
            : $"{D[$"Refused_{change.Result}"]} {PlanningWords.Faults(change.Faults)}";
        if (change is { Result: HomeChangeResult.Done, Home: { } home })
        {
            _draft = new HomeDraft(home);
            _answer = D["Saved"];
        }
    }
}
