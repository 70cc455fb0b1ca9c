// What the page says aloud when alarms come, without a flood of words.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Lists;
using Fleet.Server.Console.Resources;
using Microsoft.Extensions.Localization;

namespace Fleet.Server.Console.Live;

/// <summary>
/// Collects news for screen readers: a new person alarm is told at once and assertively, all else as one polite
/// sentence ("3 new, the oldest 2 min") no oftener than every few seconds (WCAG 4.1.3, anchors C.4).
/// </summary>
internal sealed class Announcer
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    private readonly Dictionary<Guid, AlarmCaseView> _persons = [];
    private readonly Dictionary<Guid, AlarmCaseView> _others = [];
    private DateTimeOffset _politeAt = DateTimeOffset.MinValue;
    private bool _isRepeat;

    /// <summary>Takes what changed.</summary>
    public void Add(IReadOnlyList<BoardChange> changes)
    {
        foreach (var change in changes)
        {
            if (change.After is not { } view)
            {
                continue;
            }

            if (change.IsArrival)
            {
                (view.Kind == CaseKind.Person ? _persons : _others)[view.CaseId] = view;
            }
            else if (change.IsRepeat && view.Kind == CaseKind.Person)
            {
                _isRepeat = true;
                _persons[view.CaseId] = view;
            }
        }
    }

    /// <summary>The news to tell now, or null.</summary>
    public SpokenNews? Take(IStringLocalizer<Texts> texts, IEnumerable<AlarmCaseView> open, DateTimeOffset now)
    {
        var urgent = _persons.Count switch
        {
            0 => null,
            1 => One(texts, _persons.Values.First()),
            _ => Several(texts, "Say_Persons", _persons.Values, now),
        };
        string? polite = null;
        if (_others.Count > 0 && now - _politeAt >= Pause)
        {
            var stillOpen = open.Select(view => view.CaseId).ToHashSet();
            var news = _others.Values.Where(view => stillOpen.Contains(view.CaseId)).ToList();
            polite = news.Count > 0 ? Several(texts, "Say_Others", news, now) : null;
            _others.Clear();
            _politeAt = now;
        }

        if (urgent is null && polite is null)
        {
            return null;
        }

        var isRepeat = _isRepeat;
        _persons.Clear();
        _isRepeat = false;
        return new SpokenNews(urgent, polite, isRepeat);
    }

    private static string One(IStringLocalizer<Texts> texts, AlarmCaseView view) => view.PressCount > 1
        ? texts["Say_PersonAgain", view.CaseNumber, view.HubName, view.PressCount]
        : texts["Say_Person", view.CaseNumber, view.HubName];

    private static string Several(
        IStringLocalizer<Texts> texts, string name, IReadOnlyCollection<AlarmCaseView> views, DateTimeOffset now)
    {
        var oldest = now - views.Min(CaseOrder.Since);
        return oldest.TotalMinutes < 1
            ? texts[$"{name}Seconds", views.Count, Math.Max(0, (int)oldest.TotalSeconds)]
            : texts[name, views.Count, (int)oldest.TotalMinutes];
    }
}

/// <summary>News for the page's live regions.</summary>
/// <param name="Urgent">For the assertive one; null for none.</param>
/// <param name="Polite">For the polite one; null for none.</param>
/// <param name="IsRepeat">A trigger was pressed again: the sound is given once even if the case is claimed.</param>
internal sealed record SpokenNews(string? Urgent, string? Polite, bool IsRepeat);
