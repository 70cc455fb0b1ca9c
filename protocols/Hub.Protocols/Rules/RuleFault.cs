// Why a rule set was refused.
namespace Hub.Protocols.Rules;

/// <summary>The named faults of a rule set. The first one found refuses the whole set.</summary>
public enum RuleFault
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>Not deterministic CBOR, or bytes missing or left over.</summary>
    BadForm = 1,

    /// <summary>A form of the document that this code does not know.</summary>
    UnknownFormat = 2,

    /// <summary>Longer than <see cref="RuleLimits.MaxDocumentBytes"/>.</summary>
    TooLong = 3,

    /// <summary>A field that this code does not know: a condition that is passed over would change the rule.</summary>
    UnknownField = 4,

    /// <summary>A field that must be there is not.</summary>
    MissingField = 5,

    /// <summary>A field of another type.</summary>
    WrongType = 6,

    /// <summary>A number out of its range.</summary>
    OutOfRange = 7,

    /// <summary>Too many rules, selectors or actions, or too few.</summary>
    WrongCount = 8,

    /// <summary>The numbers of the rules do not ascend.</summary>
    Unordered = 9,

    /// <summary>Fields that do not go together.</summary>
    Contradiction = 10
}
