// Every bound of a home's rules in one place; the tests prove each at the limit and one beyond.
namespace Hub.Protocols.Rules;

/// <summary>The bounds that writer and reader of a rule set keep. Times in seconds unless the name says otherwise.
/// </summary>
public static class RuleLimits
{
    /// <summary>The form of the document that this code writes and reads.</summary>
    public const int FormatVersion = 1;

    /// <summary>The longest document, in bytes: with its header it fits the smallest sector of a flash, and ten parts.
    /// </summary>
    public const int MaxDocumentBytes = 3_840;

    /// <summary>The bytes of every part of a document but the last.</summary>
    public const int PartBytes = 384;

    /// <summary>The most parts of a document.</summary>
    public const int MaxParts = 10;

    /// <summary>The bytes of a document's tag.</summary>
    public const int TagBytes = 32;

    /// <summary>The bytes of the key that documents are tagged with.</summary>
    public const int DocumentKeyBytes = 32;

    /// <summary>The most rules of a home.</summary>
    public const int MaxRules = 32;

    /// <summary>The highest number of a rule.</summary>
    public const int MaxRuleId = 65_535;

    /// <summary>The most selectors in each of a rule's three lists.</summary>
    public const int MaxSelectorsInList = 4;

    /// <summary>The most selectors of a rule.</summary>
    public const int MaxSelectors = 8;

    /// <summary>The most actions of a rule.</summary>
    public const int MaxActions = 2;

    /// <summary>The minutes of a day.</summary>
    public const int MinutesPerDay = 1_440;

    /// <summary>All seven days of the week.</summary>
    public const int AllWeekdays = 127;

    /// <summary>The longest delay of a rule: a week.</summary>
    public const int MaxDelaySeconds = 604_800;

    /// <summary>The longest delay of a call for help (HUL-026: a minute).</summary>
    public const int MaxCallDelaySeconds = 60;

    /// <summary>The longest time for which what cancels does not count yet.</summary>
    public const int MaxCancelAfterSeconds = 3_600;

    /// <summary>The longest time between a reminder and what follows it.</summary>
    public const int MaxReactSeconds = 7_200;

    /// <summary>The longest rest of a rule after it has fired: a day.</summary>
    public const int MaxCooldownSeconds = 86_400;

    /// <summary>The lowest number of a phrase that rules may speak.</summary>
    public const int MinPhrase = 20;

    /// <summary>The highest number of a phrase that rules may speak.</summary>
    public const int MaxPhrase = 39;

    /// <summary>The lowest offset of a zone's standard time, in minutes east of UTC.</summary>
    public const int MinOffsetMinutes = -720;

    /// <summary>The highest offset of a zone's standard time, in minutes east of UTC.</summary>
    public const int MaxOffsetMinutes = 840;
}
