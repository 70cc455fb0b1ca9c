// The bounds of technical cases, outages, broadcasts, tickets and wrong alarms.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of technical cases and what belongs to them.</summary>
    public static class Technical
    {
        /// <summary>Entries of one list in one answer.</summary>
        public const int PerPage = 500;

        /// <summary>Characters of a short text: a name, a group, a label.</summary>
        public const int NameLength = 100;

        /// <summary>Characters of a phone number or an address.</summary>
        public const int AddressLength = 200;

        /// <summary>Characters of a description, a decision, a reply.</summary>
        public const int TextLength = 2_000;

        /// <summary>Characters of a note without personal data.</summary>
        public const int NoteLength = 500;

        /// <summary>Characters of a broadcast's text: four short messages of 153.</summary>
        public const int BroadcastLength = 612;

        /// <summary>Recipients of one broadcast.</summary>
        public const int BroadcastRecipients = 20_000;

        /// <summary>Addresses on a municipality's own list.</summary>
        public const int ListedAddresses = 2_000;

        /// <summary>Entries in the history of one ticket.</summary>
        public const int TicketEntries = 1_000;

        /// <summary>Changes of settings shown of one sensor; HUL-043 asks for five at least.</summary>
        public const int ShownChanges = 100;
    }
}
