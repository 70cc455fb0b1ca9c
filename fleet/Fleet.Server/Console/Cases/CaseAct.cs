// What a person can do with a case now.
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Alarms;

namespace Fleet.Server.Console.Cases;

/// <summary>Something that can be done with a case.</summary>
public enum CaseAct
{
    /// <summary>Become the owner.</summary>
    Claim = 0,

    /// <summary>Give it back to the queue.</summary>
    Release = 1,

    /// <summary>Give it to another person or queue.</summary>
    Handover = 2,

    /// <summary>Say that somebody in the home was spoken with.</summary>
    Spoken = 3,

    /// <summary>Say that nobody in the home answered.</summary>
    Silent = 4,

    /// <summary>Have responders told.</summary>
    Dispatch = 5,

    /// <summary>A responder has accepted by phone.</summary>
    AcceptByPhone = 6,

    /// <summary>A responder has declined by phone.</summary>
    DeclineByPhone = 7,

    /// <summary>A responder is there, as they say on the phone.</summary>
    CheckIn = 8,

    /// <summary>A responder is done.</summary>
    CheckOut = 9,

    /// <summary>Write a line into the log.</summary>
    Remark = 10,

    /// <summary>112 was called.</summary>
    Emergency = 11,

    /// <summary>Say who in the home alarmed.</summary>
    Occupant = 12,

    /// <summary>Make it one with another case.</summary>
    Merge = 13,

    /// <summary>Say that it belongs together with another case.</summary>
    Link = 14,

    /// <summary>Open it again.</summary>
    Reopen = 15,

    /// <summary>Close it with an outcome.</summary>
    Close = 16,

    /// <summary>Say that the home was asked for a test alarm.</summary>
    AskTest = 17,
}

internal static class CaseActs
{
    /// <summary>What leads the case on, the likeliest first: at most four.</summary>
    public static IReadOnlyList<CaseAct> Leading(AlarmCaseView view, bool isMine)
    {
        if (view.State is CaseState.Closed)
        {
            return [CaseAct.Reopen];
        }

        if (view.Kind != CaseKind.Person && (view.State < CaseState.Dispatched || !isMine))
        {
            return !isMine ? [CaseAct.Claim]
                : view.VisitSince is not null ? [CaseAct.Dispatch, CaseAct.Close]
                : MayAskTest(view) && view.TestDueAt is null ? [CaseAct.AskTest, CaseAct.Close]
                : [CaseAct.Close];
        }

        return view.State switch
        {
            CaseState.Raised => [CaseAct.Claim],
            CaseState.Claimed when !isMine => [CaseAct.Claim],
            CaseState.Spoken when !isMine => [CaseAct.Claim],
            CaseState.Claimed when view.Speech == SpeechResult.Silent => [CaseAct.Dispatch],
            CaseState.Claimed => [CaseAct.Spoken, CaseAct.Silent, CaseAct.Dispatch],
            CaseState.Spoken => [CaseAct.Dispatch, CaseAct.Close],
            CaseState.Dispatched => [CaseAct.AcceptByPhone, CaseAct.Dispatch],
            CaseState.Accepted => [CaseAct.CheckIn],
            CaseState.OnSite when view.Stages?.LeftAt is null => [CaseAct.CheckOut],
            _ => [isMine ? CaseAct.Close : CaseAct.Claim],
        };
    }

    /// <summary>What else can be done.</summary>
    public static IReadOnlyList<CaseAct> Others(AlarmCaseView view, bool isMine)
    {
        if (view.State == CaseState.Closed)
        {
            return [CaseAct.Remark, CaseAct.Link];
        }

        List<CaseAct> acts = [];
        var isPerson = view.Kind == CaseKind.Person;
        if (!isMine && view.State > CaseState.Spoken)
        {
            acts.Add(CaseAct.Claim);
        }

        if (isMine)
        {
            acts.AddRange([CaseAct.Handover, CaseAct.Release]);
        }

        if (isMine && MayAskTest(view) && (view.TestDueAt ?? view.VisitSince) is not null)
        {
            acts.Add(CaseAct.AskTest);
        }

        if (view.State == CaseState.Dispatched)
        {
            acts.AddRange([CaseAct.DeclineByPhone, CaseAct.CheckIn]);
        }

        if (view.State is CaseState.Accepted or CaseState.OnSite)
        {
            acts.AddRange([CaseAct.DeclineByPhone, CaseAct.Dispatch]);
        }

        if (isPerson)
        {
            acts.AddRange([CaseAct.Occupant, CaseAct.Emergency]);
        }

        acts.AddRange([CaseAct.Remark, CaseAct.Link, CaseAct.Merge]);
        if (isMine && (isPerson ? view.State != CaseState.Spoken : view.State >= CaseState.Dispatched)
            && !Leading(view, isMine).Contains(CaseAct.Close))
        {
            acts.Add(CaseAct.Close);
        }

        return acts;
    }

    private static bool MayAskTest(AlarmCaseView view) => view.IsLoss && view.State < CaseState.Dispatched;

    /// <summary>The act's picture.</summary>
    public static string Icon(CaseAct act) => act switch
    {
        CaseAct.Claim => "hand",
        CaseAct.Release or CaseAct.Handover => "handover",
        CaseAct.Spoken => "speech",
        CaseAct.Silent => "silent",
        CaseAct.AskTest => "clock",
        CaseAct.Dispatch => "send",
        CaseAct.AcceptByPhone => "phone",
        CaseAct.DeclineByPhone => "cross",
        CaseAct.CheckIn => "place",
        CaseAct.CheckOut => "check",
        CaseAct.Remark => "note",
        CaseAct.Emergency => "siren",
        CaseAct.Occupant => "person",
        CaseAct.Merge or CaseAct.Link => "link",
        CaseAct.Reopen => "bell",
        _ => "check",
    };
}
