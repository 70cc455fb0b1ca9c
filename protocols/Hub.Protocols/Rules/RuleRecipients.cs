// Who is to be told of a rule's alarm (HUL-032).
namespace Hub.Protocols.Rules;

/// <summary>Bits of <c>AlarmMessage.Flags</c>. None of them: care staff, as with every alarm.</summary>
public static class RuleRecipients
{
    /// <summary>Care staff (sv: hemtjänst).</summary>
    public const int Care = 0;

    /// <summary>Relatives are to be told too (sv: anhörig).</summary>
    public const int RelativeToo = 1;

    /// <summary>Relatives are to be told, care staff only when no relative answers.</summary>
    public const int RelativeFirst = 3;

    /// <summary>All bits in use.</summary>
    public const int All = 3;
}
