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
}
