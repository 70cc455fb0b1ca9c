// Why an identity was refused.
namespace Hub.Protocols.Bench;

/// <summary>The named faults of an identity. The first one found refuses the whole.</summary>
public enum IdentityFault
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>Not deterministic CBOR, or bytes missing or left over.</summary>
    Form = 1,

    /// <summary>A format of the document that this code does not know.</summary>
    Format = 2,

    /// <summary>Longer than <see cref="BenchLimits.MaxIdentityBytes"/>.</summary>
    Long = 3,

    /// <summary>A field that this code does not know: what the bench put in would not be kept.</summary>
    Unknown = 4,

    /// <summary>A field that must be there is not.</summary>
    Missing = 5,

    /// <summary>A field of another type.</summary>
    Type = 6,

    /// <summary>A number, a length or a text out of its range.</summary>
    Range = 7,

    /// <summary>Too many or too few items.</summary>
    Count = 8,

    /// <summary>Fields that do not go together.</summary>
    Contradiction = 9
}

/// <summary>The faults as the console says them.</summary>
public static class IdentityFaults
{
    /// <summary>The word for a fault.</summary>
    public static string Word(IdentityFault fault)
    {
        switch (fault)
        {
            case IdentityFault.None: return "none";
            case IdentityFault.Format: return "format";
            case IdentityFault.Long: return "long";
            case IdentityFault.Unknown: return "unknown";
            case IdentityFault.Missing: return "missing";
            case IdentityFault.Type: return "type";
            case IdentityFault.Range: return "range";
            case IdentityFault.Count: return "count";
            case IdentityFault.Contradiction: return "contradiction";
            default: return "form";
        }
    }
}
