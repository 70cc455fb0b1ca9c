// What the hub can say, by number; the words are in docs/phrases.md and in the board's voice files, in each language.
namespace Hub.Core.Panel;

/// <summary>The spoken phrases (UPP-032). A number is never given to another phrase: voice files carry it.</summary>
public enum Phrase
{
    /// <summary>Silence.</summary>
    None = 0,

    /// <summary>The alarm has been received (sv: "Larmet är mottaget"): the fleet manager holds it.</summary>
    AlarmReceived = 1,

    /// <summary>Cancelled (sv: "Avbrutet").</summary>
    Cancelled = 2,

    /// <summary>The alarm has been sent, and nobody has said yet that they hold it.</summary>
    AlarmOnItsWay = 3,

    /// <summary>The alarm was sent some time ago and nobody has said that they hold it.</summary>
    AlarmStillOnItsWay = 4,

    /// <summary>There is no link; the alarm is kept and goes when there is one.</summary>
    AlarmWaitsForLink = 5,

    /// <summary>A press found no place, since so many alarms are on their way.</summary>
    AlarmTableFull = 6,

    /// <summary>Cancel was pressed, and the alarm has gone already.</summary>
    AlarmCannotBeCancelled = 7,

    /// <summary>A test alarm is on its way (HBG-040).</summary>
    TestOnItsWay = 8,

    /// <summary>The fleet manager holds the test alarm.</summary>
    TestReceived = 9,

    /// <summary>A check-in is in the journal (HBG-051).</summary>
    CheckedIn = 10,

    /// <summary>A check-out is in the journal (HBG-076).</summary>
    CheckedOut = 11,

    /// <summary>Check-in was pressed by somebody who is checked in: a hint, nothing is recorded.</summary>
    AlreadyCheckedIn = 12,

    /// <summary>Check-out was pressed and nobody is checked in: a hint, nothing is recorded.</summary>
    NotCheckedIn = 13,

    /// <summary>A check-in or check-out is on its way, and the hub's journal could not take it.</summary>
    PresenceNotStored = 14,

    /// <summary>A check-in or check-out found no place.</summary>
    PresenceRefused = 15,

    /// <summary>Cancel was pressed, and there was nothing to cancel (HUL-145).</summary>
    NothingToCancel = 16,

    /// <summary>A button was pressed, and this hub has no part that it is for.</summary>
    NotPossible = 17,

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

    /// <summary>The mains are gone (HUL-013).</summary>
    MainsLost = 60,

    /// <summary>The mains are back.</summary>
    MainsReturned = 61,

    /// <summary>The battery is low (HBG-021).</summary>
    BatteryLow = 62,

    /// <summary>The battery will soon be empty.</summary>
    BatteryCritical = 63,

    /// <summary>The battery is empty; the mains are to be connected.</summary>
    BatteryEmpty = 64,

    /// <summary>Devices may join (HUL-144).</summary>
    PairingOpened = 65,

    /// <summary>A device has joined; it is to be tested.</summary>
    DevicePaired = 66,

    /// <summary>A device was refused, or pairing cannot be opened.</summary>
    PairingRefused = 67,

    /// <summary>Devices may no longer join.</summary>
    PairingClosed = 68,

    /// <summary>Pairing was cancelled at the hub.</summary>
    PairingCancelled = 69,

    /// <summary>The walk test was ended at the hub.</summary>
    WalkTestEnded = 70,

    /// <summary>All devices have been forgotten.</summary>
    DevicesForgotten = 71,

    /// <summary>Somebody far away tries the loudspeaker.</summary>
    SpeakerTest = 72,
}
