// Where one rule of a replay stands.
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming.Trial;

/// <summary>How far a rule is.</summary>
internal enum CourseStage
{
    /// <summary>It waits for something to begin.</summary>
    Resting,

    /// <summary>Something began it, and its delay runs.</summary>
    Waiting,

    /// <summary>It has spoken and waits for a reaction.</summary>
    Reminding,
}

/// <summary>The state of a rule; times are unix milliseconds UTC.</summary>
internal sealed class RuleCourse
{
    public RuleCourse(Rule rule)
    {
        Rule = rule;
    }

    /// <summary>The rule.</summary>
    public Rule Rule { get; private set; }

    /// <summary>How far it is.</summary>
    public CourseStage Stage { get; set; }

    /// <summary>When what it is about began or, of inactivity, last happened; null when it has not.</summary>
    public long? Since { get; set; }

    /// <summary>The device that began it; 0 for none.</summary>
    public long DeviceId { get; set; }

    /// <summary>The end of the time to react.</summary>
    public long ReactUntil { get; set; }

    /// <summary>Until when it rests.</summary>
    public long RestUntil { get; set; } = long.MinValue;

    /// <summary>When it last fired.</summary>
    public long FiredAt { get; set; } = long.MinValue;

    /// <summary>Whether it is done with what lasts, or with the window that is open.</summary>
    public bool IsDone { get; set; }

    /// <summary>Of a sequence, whether what must follow has come.</summary>
    public bool IsFollowed { get; set; }

    /// <summary>The window that is open or comes next, once it was looked for.</summary>
    public HomeWindow? Window { get; set; }

    /// <summary>Whether something lasts that it watches, rather than begins it.</summary>
    public bool IsLasting => Rule.Kind is RuleKind.State or RuleKind.Inactivity;

    /// <summary>What a hub remembers of a rule over a restart: one that may call somebody.</summary>
    public bool IsRemembered =>
        !Rule.IsTrial && Rule.Kind != RuleKind.Call && Rule.FindAction(RuleActionKind.Alarm) is not null;

    /// <summary>Goes on with a new version of the rule.</summary>
    public void Adopt(Rule rule)
    {
        Rule = rule;
        Window = null;
    }

    /// <summary>Forgets everything.</summary>
    public void Forget()
    {
        Stage = CourseStage.Resting;
        Since = null;
        DeviceId = 0;
        RestUntil = long.MinValue;
        IsDone = false;
        IsFollowed = false;
        Window = null;
    }
}
