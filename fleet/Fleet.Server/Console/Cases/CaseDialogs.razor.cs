// What the questions about a case ask for, and what comes of the answers.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Lists;
using Fleet.Server.Console.Parts;
using Fleet.Server.Dispatch;
using Fleet.Server.Residents;
using Microsoft.AspNetCore.Components;

namespace Fleet.Server.Console.Cases;

/// <summary>The questions before a change of a case.</summary>
public sealed partial class CaseDialogs
{
    private static readonly IReadOnlyList<CaseQueue> Queues =
        [CaseQueue.Operators, CaseQueue.Supervisor, CaseQueue.Reserve];

    private static readonly IReadOnlyList<ReceiptMethod> Methods = [ReceiptMethod.Operator, ReceiptMethod.Lock];

    private readonly HashSet<int> _occupants = [];
    private IReadOnlyList<Colleague> _colleagues = [];
    private IReadOnlyList<ResponderGroupView> _groups = [];
    private IReadOnlyList<AlarmCaseView> _others = [];
    private ActionDialog _dialog = null!;
    private CaseAct _act = CaseAct.Remark;
    private ReceiptMethod _method = ReceiptMethod.Operator;
    private int _minutes = Limits.Cases.TestMinutes;
    private Guid? _group;
    private string _to = "";
    private string _of = "";
    private string _name = "";
    private string _note = "";

    /// <summary>The case.</summary>
    [Parameter, EditorRequired]
    public AlarmCaseView View { get; set; } = null!;

    /// <summary>Who is signed in.</summary>
    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = null!;

    /// <summary>Who lives there, when the person has looked; else they are named by number.</summary>
    [Parameter]
    public IReadOnlyList<Resident> Residents { get; set; } = [];

    /// <summary>Does it; answers null when done, or why not.</summary>
    [Parameter, EditorRequired]
    public Func<CaseAct, CaseAction, Task<string?>> OnDo { get; set; } = (_, _) => Task.FromResult<string?>(null);

    [Inject]
    private IColleagues Colleagues { get; set; } = null!;

    [Inject]
    private IResponderGroups Groups { get; set; } = null!;

    [Inject]
    private IAlarmCases Cases { get; set; } = null!;

    /// <summary>Asks.</summary>
    public async Task AskAsync(CaseAct act)
    {
        (_act, _to, _of, _name, _note, _group) = (act, "", "", "", "", null);
        _method = ReceiptMethod.Operator;
        _minutes = Limits.Cases.TestMinutes;
        _occupants.Clear();
        _occupants.UnionWith(View.Occupants ?? []);
        switch (act)
        {
            case CaseAct.Handover:
                _colleagues = await Colleagues.ListAsync(Actor, CancellationToken.None);
                break;
            case CaseAct.Dispatch or CaseAct.AcceptByPhone:
                var groups = await Groups.ListAsync(Actor, CancellationToken.None);
                _groups = [.. groups.Where(group => group.IsActive)];
                _of = View.GroupId?.ToString() ?? "";
                break;
            case CaseAct.Merge or CaseAct.Link:
                _others = await OthersAsync(act == CaseAct.Link);
                break;
        }

        _dialog.Show();
    }

    private async Task<IReadOnlyList<AlarmCaseView>> OthersAsync(bool isWithClosed)
    {
        var open = await Cases.ListAsync(
            Actor, new CaseFilter(Limit: Limits.Console.CasesRead), CancellationToken.None);
        IReadOnlyList<AlarmCaseView> closed = [];
        if (isWithClosed)
        {
            var ofHub = new CaseFilter(IncludeOpen: false, IncludeClosed: true, View.HubId, Limits.Pages.CasesOffered);
            closed = await Cases.ListAsync(Actor, ofHub, CancellationToken.None);
        }

        return [.. open.Where(other => isWithClosed || other.Kind == View.Kind)
            .OrderBy(other => other.HubId != View.HubId)
            .ThenBy(other => other, CaseOrder.Instance)
            .Concat(closed)
            .Where(other => other.CaseId != View.CaseId)
            .Take(Limits.Pages.CasesOffered)];
    }

    private static IEnumerable<string> Phones(ResponderGroupView group) =>
        group.Recipients.Where(recipient => recipient.IsActive).Select(recipient => recipient.Name);

    private IEnumerable<(int Occupant, string Name)> Occupants()
    {
        var known = Residents.Select(one => one.Occupant).Concat(View.Occupants ?? []);
        var last = Math.Max(2, known.DefaultIfEmpty().Max());
        for (var occupant = 1; occupant <= last; occupant++)
        {
            var resident = Residents.FirstOrDefault(one => one.Occupant == occupant);
            yield return (occupant, resident?.Name ?? C["Occupant", occupant]);
        }
    }

    private void Choose(int occupant, bool isChosen) =>
        _ = isChosen ? _occupants.Add(occupant) : _occupants.Remove(occupant);

    private async Task<string?> SubmitAsync() =>
        Missing() is { } missing ? C[missing] : await OnDo(_act, Action());

    private string? Missing() => _act switch
    {
        CaseAct.Handover or CaseAct.Merge or CaseAct.Link when _to.Length == 0 => "Missing_Choice",
        CaseAct.AcceptByPhone or CaseAct.DeclineByPhone when Text(_name) is null => "Missing_Name",
        CaseAct.CheckIn when Text(_name) is null && View.ResponderName is null => "Missing_Name",
        CaseAct.AskTest when _minutes is < Limits.Cases.TestMinutesLeast or > Limits.Cases.TestMinutesMost =>
            "Missing_Minutes",
        CaseAct.Remark or CaseAct.Reopen when Text(_note) is null => "Missing_Text",
        _ => null,
    };

    private CaseAction Action() => _act switch
    {
        CaseAct.Release => new ReleaseCase(Text(_note)),
        CaseAct.Handover when Guid.TryParse(_to, out var person) => new HandOverCase(person, null, Text(_note)),
        CaseAct.Handover => new HandOverCase(null, Enum.Parse<CaseQueue>(_to), Text(_note)),
        CaseAct.AskTest => new AskForTest(_minutes),
        CaseAct.Dispatch => new DispatchCase(_group),
        CaseAct.AcceptByPhone => new AcceptByPhone(Text(_name), Guid.TryParse(_of, out var of) ? of : null),
        CaseAct.DeclineByPhone => new DeclineByPhone(Text(_name)),
        CaseAct.CheckIn => new CheckInResponder(_method, Text(_name)),
        CaseAct.CheckOut => new CheckOutResponder(_method),
        CaseAct.Emergency => new CallEmergencyServices(Text(_note)),
        CaseAct.Occupant => new SetOccupants([.. _occupants.Order()]),
        CaseAct.Merge => new MergeCase(Guid.Parse(_to)),
        CaseAct.Link => new LinkCase(Guid.Parse(_to)),
        CaseAct.Reopen => new ReopenCase(Text(_note)),
        _ => new RemarkCase(Text(_note)),
    };

    private static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
