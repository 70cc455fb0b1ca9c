// The bounds of messages and calls.
namespace Fleet.Server;

public static partial class Limits
{
    /// <summary>Bounds of the Channels slice.</summary>
    public static class Channels
    {
        /// <summary>Longest text of a short message or a call, in characters.</summary>
        public const int TextLength = 640;

        /// <summary>Longest text of an e-mail, in characters.</summary>
        public const int MailLength = 8_000;

        /// <summary>Longest address, in characters.</summary>
        public const int AddressLength = 254;

        /// <summary>Longest note of what became of a message, in characters.</summary>
        public const int DetailLength = 200;

        /// <summary>Messages being sent at once, all providers together; the rest waits in the store.</summary>
        public const int InFlight = 64;

        /// <summary>Messages being sent at once through one provider, unless configured otherwise.</summary>
        public const int InFlightPerProvider = 16;

        /// <summary>Messages a second through one provider, unless configured otherwise.</summary>
        public const int PerSecond = 50;

        /// <summary>Messages to one number in a minute; further ones wait their turn.</summary>
        public const int PerNumberPerMinute = 20;

        /// <summary>Numbers whose messages are counted; beyond this the counts begin anew.</summary>
        public const int CountedNumbers = 20_000;

        /// <summary>Failures in a row after which a provider is left alone for a while.</summary>
        public const int FailuresToBreak = 5;

        /// <summary>How long a failing provider is left alone, in milliseconds; then one message tries it.</summary>
        public const int BreakMilliseconds = 30_000;

        /// <summary>
        /// From taking a message to taking it again when its sender has vanished, in milliseconds; longer than all
        /// providers' time limits together.
        /// </summary>
        public const int LeaseMilliseconds = 120_000;

        /// <summary>Shortest wait after a failure, in milliseconds; it doubles.</summary>
        public const int FirstRetryMilliseconds = 2_000;

        /// <summary>Longest wait after a failure, in milliseconds.</summary>
        public const int LongestRetryMilliseconds = 60_000;

        /// <summary>Wait when every place is taken, in milliseconds.</summary>
        public const int NoPlaceMilliseconds = 200;

        /// <summary>Providers that may be configured.</summary>
        public const int Providers = 16;

        /// <summary>Shortest secret in a webhook's address, in characters.</summary>
        public const int SecretLength = 24;

        /// <summary>Largest body of a webhook, in bytes.</summary>
        public const int WebhookBytes = 16 * 1024;

        /// <summary>Fields in a webhook's body.</summary>
        public const int WebhookFields = 64;

        /// <summary>Webhook calls a second from one provider; beyond this the answer is 429.</summary>
        public const int WebhooksPerSecond = 200;

        /// <summary>Largest answer read from a provider, in bytes.</summary>
        public const int AnswerBytes = 64 * 1024;

        /// <summary>Simulated phones shown.</summary>
        public const int PhonesShown = 100;

        /// <summary>Newest messages and calls shown of a phone.</summary>
        public const int HappeningsShown = 20;

        /// <summary>Longest name of a simulated phone, in characters.</summary>
        public const int PhoneNameLength = 60;

        /// <summary>Keys remembered of one call.</summary>
        public const int DigitsPerCall = 64;

        /// <summary>Listeners to one tenant's phones.</summary>
        public const int PhoneListeners = 1_000;

        /// <summary>Calls of a case that are listed.</summary>
        public const int CallsPerCase = 100;

        /// <summary>Messages of a case that are listed.</summary>
        public const int MessagesPerCase = 500;

        /// <summary>After this a call that no news came of counts as failed, in milliseconds.</summary>
        public const int LongestCallMilliseconds = 2 * 60 * 60 * 1000;
    }
}
