// What the hub can say, by number; the words are in docs and in the board's voice files, in each language.
namespace Hub.Core.Panel;

/// <summary>The spoken phrases. A number is never given to another phrase: voice files carry it.</summary>
public enum Phrase
{
    /// <summary>Silence.</summary>
    None = 0,

    /// <summary>The alarm has been received (sv: "Larmet är mottaget").</summary>
    AlarmReceived = 1,

    /// <summary>Cancelled (sv: "Avbrutet").</summary>
    Cancelled = 2,

    /// <summary>The reception centre is being called (sv: "Jag ringer upp larmcentralen").</summary>
    CallingCentre = 40,

    /// <summary>Nobody answered, it will be tried again (sv: "Inget svar. Jag försöker igen").</summary>
    CallTriedAgain = 41,

    /// <summary>The call could not be made, the alarm stands (sv: "Samtalet gick inte fram. Larmet är skickat").
    /// </summary>
    CallFailed = 42,

    /// <summary>The call ends soon, the hub runs on its battery (sv: "Samtalet avslutas snart, strömmen är borta").
    /// </summary>
    CallEndsSoon = 43,

    /// <summary>The alarm has gone out as a short message (sv: "Larmet är skickat som sms").</summary>
    AlarmSentByShortMessage = 44,
}
