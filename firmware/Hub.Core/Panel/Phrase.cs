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

    /// <summary>The alarm goes out unless it is cancelled (sv: "Larm skickas snart. Tryck avbryt om du inte behöver
    /// hjälp").</summary>
    AlarmSoon = 20,

    /// <summary>It is time for the medicine (sv: "Det är dags att ta din medicin").</summary>
    MedicineTime = 21,

    /// <summary>A door is open (sv: "En dörr står öppen").</summary>
    DoorOpen = 22,

    /// <summary>Is everything all right (sv: "Är allt bra? Tryck på avbryt om allt är bra, annars skickas larm").
    /// </summary>
    AllRight = 23,

    /// <summary>Something has been left on (sv: "Något är påslaget sedan länge").</summary>
    LeftOn = 24,
}
