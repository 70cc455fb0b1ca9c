// What the page of one rota does.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Console.Parts;
using Fleet.Server.Dispatch;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Planning;

/// <summary>One rota.</summary>
public sealed partial class RotaPage
{
    private readonly List<WindowDraft> _windows = [];
    private IReadOnlyList<ResponderGroupView> _groups = [];
    private RotaView? _rota;
    private ActionDialog _removal = null!;
    private string _name = "";
    private string _answer = "";
    private string? _refusal;
    private bool _isDefault;
    private bool _isMissing;

    /// <summary>The rota's id, from the address; none for a new one.</summary>
    [Parameter]
    public Guid? RotaId { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        _groups = await Groups.ListAsync(Seat.Actor, CancellationToken.None);
        if (RotaId is { } id && _rota?.RotaId != id)
        {
            Take(await Rotas.FindAsync(Seat.Actor, id, CancellationToken.None));
        }
        else if (RotaId is null && _windows.Count == 0)
        {
            Add();
        }
    }

    private void Take(RotaView? rota)
    {
        (_isMissing, _rota) = (rota is null, rota);
        if (rota is not null)
        {
            (_name, _isDefault) = (rota.Name, rota.IsDefault);
            _windows.Clear();
            _windows.AddRange(rota.Windows.Select(window => new WindowDraft(window)));
        }
    }

    private void Add() => _windows.Add(new WindowDraft());

    private void Remove(int place) => _windows.RemoveAt(place);

    private void Changed() => _answer = "";

    private List<RotaWindow> Windows() =>
        [.. _windows.Where(window => window.Group.Length > 0).Select(window => window.Window())];

    private string Name(Guid groupId) => _groups.FirstOrDefault(group => group.GroupId == groupId)?.Name ?? "?";

    private RotaEntry Entry() => new(_name.Trim(), _isDefault, [.. _windows.Select(window => window.Window())]);

    private async Task CheckAsync()
    {
        var change = await Rotas.CheckAsync(Seat.Actor, RotaId, Entry(), CancellationToken.None);
        _refusal = D.Refusal(change);
        _answer = _refusal is null ? D["Check_Ok"] : "";
    }

    private async Task SaveAsync()
    {
        var change = _rota is { } rota
            ? await Rotas.ChangeAsync(Seat.Actor, rota.RotaId, Entry(), rota.Version, CancellationToken.None)
            : await Rotas.AddAsync(Seat.Actor, Entry(), CancellationToken.None);
        _refusal = D.Refusal(change);
        _answer = _refusal is null ? D["Saved"] : "";
        if (change is { Result: DispatchChangeResult.Done, Item: { } saved })
        {
            var isNew = _rota is null;
            Take(saved);
            if (isNew)
            {
                Navigation.NavigateTo($"dispatch/rotas/{saved.RotaId}");
            }
        }
    }

    private async Task<string?> RemoveRotaAsync()
    {
        if (_rota is not { } rota)
        {
            return null;
        }

        var change = await Rotas.RemoveAsync(Seat.Actor, rota.RotaId, CancellationToken.None);
        if (D.Refusal(change) is { } refusal)
        {
            return refusal;
        }

        Navigation.NavigateTo("dispatch/rotas");
        return null;
    }
}
