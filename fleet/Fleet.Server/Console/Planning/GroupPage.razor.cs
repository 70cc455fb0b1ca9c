// What the page of one responder group does.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Console.Parts;
using Fleet.Server.Console.Time;
using Fleet.Server.Dispatch;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Planning;

/// <summary>One responder group.</summary>
public sealed partial class GroupPage
{
    private readonly List<RecipientDraft> _recipients = [];
    private ResponderGroupView? _group;
    private RecipientView? _changed;
    private ActionDialog _numberDialog = null!;
    private GroupKind _kind;
    private string _name = "";
    private string _unit = "";
    private string _members = "";
    private string _number = "";
    private string _answer = "";
    private string? _refusal;
    private DateTime? _from;
    private bool _isActive = true;
    private bool _isMissing;

    /// <summary>The group's id, from the address; none for a new one.</summary>
    [Parameter]
    public Guid? GroupId { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (GroupId is { } id && _group?.GroupId != id)
        {
            Take(await Groups.FindAsync(Seat.Actor, id, CancellationToken.None));
        }
        else if (GroupId is null && _recipients.Count == 0)
        {
            Add();
        }
    }

    private void Take(ResponderGroupView? group)
    {
        _isMissing = group is null;
        _group = group;
        if (group is null)
        {
            return;
        }

        (_name, _unit, _kind, _isActive) = (group.Name, group.UnitName, group.Kind, group.IsActive);
        _members = string.Join(", ", group.Members.Select(member => member.UserName));
        _recipients.Clear();
        _recipients.AddRange(group.Recipients.Select(recipient => new RecipientDraft(recipient)));
    }

    private void Add() => _recipients.Add(new RecipientDraft
    {
        Role = (RecipientRole)Math.Min(_recipients.Count, (int)RecipientRole.Support),
    });

    private void Move(int place, int by)
    {
        var recipient = _recipients[place];
        _recipients.RemoveAt(place);
        _recipients.Insert(place + by, recipient);
    }

    private async Task SaveAsync()
    {
        var members = _members.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var entry = new ResponderGroupEntry(
            _name.Trim(), _unit.Trim(), _kind, _isActive, [.. _recipients.Select(one => one.Entry())], members);
        var change = _group is { } group
            ? await Groups.ChangeAsync(Seat.Actor, group.GroupId, entry, group.Version, CancellationToken.None)
            : await Groups.AddAsync(Seat.Actor, entry, CancellationToken.None);
        _refusal = D.Refusal(change);
        _answer = _refusal is null ? D["Saved"] : "";
        if (change is { Result: DispatchChangeResult.Done, Item: { } saved })
        {
            var isNew = _group is null;
            Take(saved);
            if (isNew)
            {
                Navigation.NavigateTo($"dispatch/groups/{saved.GroupId}");
            }
        }
    }

    private void AskNumber(RecipientView recipient)
    {
        (_changed, _number, _from) = (recipient, "", null);
        _numberDialog.Show();
    }

    private async Task<string?> SetNumberAsync()
    {
        if (_group is null || _changed is null)
        {
            return null;
        }

        DateTimeOffset? from = _from is { } local ? SwedishTime.FromLocal(local) : null;
        var entry = new NumberEntry(PhoneText.Tidy(_number) ?? "", from);
        var change = await Groups.SetNumberAsync(
            Seat.Actor, _group.GroupId, _changed.RecipientId, entry, CancellationToken.None);
        if (D.Refusal(change) is { } refusal)
        {
            return refusal;
        }

        Take(change.Item);
        _answer = D["Number_Done"];
        StateHasChanged();
        return null;
    }
}
