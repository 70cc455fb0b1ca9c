// The words of the service console: verbs, keys, error codes, events.
namespace Hub.Protocols.Bench;

/// <summary>What is asked of a hub.</summary>
public static class BenchVerbs
{
    /// <summary>Begins a session: who are you?</summary>
    public const string Hello = "hello";

    /// <summary>Begins the transfer of an identity: length, CRC-32, and the reset code when the hub has one.</summary>
    public const string Begin = "begin";

    /// <summary>A part of the identity: offset, bytes.</summary>
    public const string Part = "part";

    /// <summary>Checks the identity, stores it and restarts.</summary>
    public const string Commit = "commit";

    /// <summary>Removes the identity and all of the old home: reset code, maybe <see cref="Force"/>.</summary>
    public const string Forget = "forget";

    /// <summary>How is it?</summary>
    public const string Status = "status";

    /// <summary>Raises a test alarm.</summary>
    public const string Test = "test";

    /// <summary>Restarts.</summary>
    public const string Restart = "restart";

    /// <summary>The argument of <see cref="Forget"/> that gives up alarms nobody holds yet.</summary>
    public const string Force = "force";
}

/// <summary>The keys of answers and of the banner.</summary>
public static class BenchKeys
{
    /// <summary>The version of the language.</summary>
    public const string Protocol = "protocol";

    /// <summary>The id of the board's chip, hexadecimal.</summary>
    public const string Board = "board";

    /// <summary>The hardware model.</summary>
    public const string Model = "model";

    /// <summary>The firmware version.</summary>
    public const string Firmware = "firmware";

    /// <summary>Whether there is an identity: <see cref="BenchStates"/>.</summary>
    public const string State = "state";

    /// <summary>The hub id.</summary>
    public const string Hub = "hub";

    /// <summary>Why it started: the number of <c>BootReason</c>.</summary>
    public const string Boot = "boot";

    /// <summary>A random number of this session, 8 hexadecimal digits.</summary>
    public const string Session = "session";

    /// <summary>The most bytes of a part.</summary>
    public const string Part = "part";

    /// <summary>The bytes received so far.</summary>
    public const string Received = "received";

    /// <summary>The offset that is due.</summary>
    public const string Expected = "expected";

    /// <summary>The most that is taken.</summary>
    public const string Max = "max";

    /// <summary>Seconds to wait.</summary>
    public const string Wait = "wait";

    /// <summary>The field that is wrong.</summary>
    public const string Field = "field";

    /// <summary>What is wrong with it: <see cref="IdentityFaults"/>.</summary>
    public const string Reason = "reason";

    /// <summary>Alarms that nobody holds yet.</summary>
    public const string Alarms = "alarms";

    /// <summary>The sequence of the alarm raised.</summary>
    public const string Alarm = "alarm";

    /// <summary>Whether the hub has a session with a receiver: connected or none.</summary>
    public const string Link = "link";

    /// <summary>The path in use, from 0 in the order of preference; - when none is.</summary>
    public const string Path = "path";

    /// <summary>The bearer: the number of <c>BearerKind</c>.</summary>
    public const string Bearer = "bearer";

    /// <summary>The level received, in dBm; 0 unknown.</summary>
    public const string Signal = "signal";

    /// <summary>The colours of the five lamps, one letter each.</summary>
    public const string Lamps = "lamps";

    /// <summary>Alarms that nobody holds yet.</summary>
    public const string Pending = "pending";

    /// <summary>Charge of the battery in %; 255 unknown.</summary>
    public const string Battery = "battery";

    /// <summary>The supply: the number of <c>PowerSource</c>.</summary>
    public const string Power = "power";

    /// <summary>Seconds since the last heartbeat that was answered; - when none was.</summary>
    public const string Heartbeat = "heartbeat";
}

/// <summary>The values of <see cref="BenchKeys.State"/> and <see cref="BenchKeys.Link"/>.</summary>
public static class BenchStates
{
    /// <summary>No identity.</summary>
    public const string Blank = "blank";

    /// <summary>An identity.</summary>
    public const string Provisioned = "provisioned";

    /// <summary>The flash does not answer, or holds what this firmware cannot read.</summary>
    public const string Faulty = "faulty";

    /// <summary>A session with a receiver.</summary>
    public const string Connected = "connected";

    /// <summary>No session.</summary>
    public const string None = "none";

    /// <summary>No such value.</summary>
    public const string Absent = "-";
}

/// <summary>How an answer begins, and why a request was not carried out.</summary>
public static class BenchErrors
{
    /// <summary>The answer to a request that was carried out.</summary>
    public const string Ok = "ok";

    /// <summary>The answer to one that was not; a code follows.</summary>
    public const string Error = "error";

    /// <summary>The line's checksum is wrong; whose number it was is not known.</summary>
    public const string Checksum = "checksum";

    /// <summary>The checksum is right and the line is no request.</summary>
    public const string Form = "form";

    /// <summary>No such verb.</summary>
    public const string Verb = "verb";

    /// <summary>An argument is missing, too much, or not what it must be.</summary>
    public const string Argument = "argument";

    /// <summary>The hub has an identity, and no reset code came.</summary>
    public const string Provisioned = "provisioned";

    /// <summary>The hub has no identity.</summary>
    public const string Blank = "blank";

    /// <summary>The reset code is wrong, or comes too soon after wrong ones.</summary>
    public const string ResetCode = "reset-code";

    /// <summary>The document is empty or too long.</summary>
    public const string Length = "length";

    /// <summary>No transfer is under way.</summary>
    public const string Transfer = "transfer";

    /// <summary>The part is not the one that is due.</summary>
    public const string Offset = "offset";

    /// <summary>The document is not whole.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>The document's CRC-32 is not the one announced.</summary>
    public const string Document = "document";

    /// <summary>The identity is refused.</summary>
    public const string Identity = "identity";

    /// <summary>Alarms are in the journal that nobody holds yet.</summary>
    public const string Pending = "pending";

    /// <summary>The flash did not take it; the identity is what it was.</summary>
    public const string Storage = "storage";

    /// <summary>Not now: the hub is about to restart, or the journal is full.</summary>
    public const string Busy = "busy";
}

/// <summary>What a hub tells unasked.</summary>
public static class BenchEvents
{
    /// <summary>At the start, and whenever an empty line came: what <see cref="BenchVerbs.Hello"/> answers, less the
    /// session.</summary>
    public const string Banner = "hub";
}
