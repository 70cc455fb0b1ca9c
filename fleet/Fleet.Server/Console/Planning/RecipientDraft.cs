// A phone of a group while it is edited.
using Fleet.Server.Console.Parts;
using Fleet.Server.Dispatch;

namespace Fleet.Server.Console.Planning;

/// <summary>What is in the fields of one phone.</summary>
internal sealed class RecipientDraft
{
    /// <summary>A new phone.</summary>
    public RecipientDraft()
    {
    }

    /// <summary>One that is there.</summary>
    public RecipientDraft(RecipientView known)
    {
        Known = known;
        (Name, Role, Channel, IsActive) = (known.Name, known.Role, known.Channel, known.IsActive);
    }

    /// <summary>The phone as stored; null for a new one.</summary>
    public RecipientView? Known { get; }

    /// <summary>What colleagues call it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Told at once, or next.</summary>
    public RecipientRole Role { get; set; }

    /// <summary>By what it is told.</summary>
    public RecipientChannel Channel { get; set; }

    /// <summary>Whether it is told.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>A new one's number.</summary>
    public string Number { get; set; } = "";

    /// <summary>As it is sent.</summary>
    public RecipientEntry Entry() => new(
        Known?.RecipientId, Name.Trim(), Role, Channel, IsActive, Known is null ? PhoneText.Tidy(Number) : null);
}
