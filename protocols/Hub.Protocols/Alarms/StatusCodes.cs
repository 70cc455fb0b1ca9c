// The SCAIP status codes: what happened.
namespace Hub.Protocols.Alarms;

/// <summary>
/// What happened, numbers as SCAIP (SS 91100) has them, after public listings of the
/// tables; the standard itself was not at hand. 0049 is inferred.
/// </summary>
public static class StatusCodes
{
    /// <summary>0000: unknown.</summary>
    public const int Unknown = 0;

    /// <summary>0001: undefined.</summary>
    public const int Undefined = 1;

    /// <summary>0002: abort.</summary>
    public const int Abort = 2;

    /// <summary>0003: absent.</summary>
    public const int Absent = 3;

    /// <summary>0004: accepted.</summary>
    public const int Accepted = 4;

    /// <summary>0005: acknowledge.</summary>
    public const int Acknowledge = 5;

    /// <summary>0006: activated.</summary>
    public const int Activated = 6;

    /// <summary>0007: active.</summary>
    public const int Active = 7;

    /// <summary>0008: added.</summary>
    public const int Added = 8;

    /// <summary>0009: automatic alarm.</summary>
    public const int AutomaticAlarm = 9;

    /// <summary>0010: manual alarm.</summary>
    public const int ManualAlarm = 10;

    /// <summary>0011: alert.</summary>
    public const int Alert = 11;

    /// <summary>0012: armed.</summary>
    public const int Armed = 12;

    /// <summary>0013: assigned.</summary>
    public const int Assigned = 13;

    /// <summary>0014: battery failure.</summary>
    public const int BatteryFailure = 14;

    /// <summary>0015: battery ok.</summary>
    public const int BatteryOk = 15;

    /// <summary>0016: battery low.</summary>
    public const int BatteryLow = 16;

    /// <summary>0017: busy.</summary>
    public const int Busy = 17;

    /// <summary>0018: bypass.</summary>
    public const int Bypass = 18;

    /// <summary>0019: cancel.</summary>
    public const int Cancel = 19;

    /// <summary>0020: charged.</summary>
    public const int Charged = 20;

    /// <summary>0021: closed.</summary>
    public const int Closed = 21;

    /// <summary>0022: closed too long.</summary>
    public const int ClosedTooLong = 22;

    /// <summary>0023: ip connection failure.</summary>
    public const int IpConnectionFailure = 23;

    /// <summary>0024: mobile network connection failure.</summary>
    public const int MobileNetworkConnectionFailure = 24;

    /// <summary>0025: pots connection failure.</summary>
    public const int PotsConnectionFailure = 25;

    /// <summary>0026: primary communication link failure.</summary>
    public const int PrimaryCommunicationLinkFailure = 26;

    /// <summary>0027: redundant communication link failure.</summary>
    public const int RedundantCommunicationLinkFailure = 27;

    /// <summary>0028: deleted.</summary>
    public const int Deleted = 28;

    /// <summary>0029: denied.</summary>
    public const int Denied = 29;

    /// <summary>0030: disarmed.</summary>
    public const int Disarmed = 30;

    /// <summary>0031: disconnected.</summary>
    public const int Disconnected = 31;

    /// <summary>0032: error code 1.</summary>
    public const int ErrorCode1 = 32;

    /// <summary>0033: error code 2.</summary>
    public const int ErrorCode2 = 33;

    /// <summary>0034: error code 3.</summary>
    public const int ErrorCode3 = 34;

    /// <summary>0035: error code 4.</summary>
    public const int ErrorCode4 = 35;

    /// <summary>0036: error code 5.</summary>
    public const int ErrorCode5 = 36;

    /// <summary>0037: error code 6.</summary>
    public const int ErrorCode6 = 37;

    /// <summary>0038: error code 7.</summary>
    public const int ErrorCode7 = 38;

    /// <summary>0039: error code 8.</summary>
    public const int ErrorCode8 = 39;

    /// <summary>0040: error code 9.</summary>
    public const int ErrorCode9 = 40;

    /// <summary>0041: executed.</summary>
    public const int Executed = 41;

    /// <summary>0042: failure.</summary>
    public const int Failure = 42;

    /// <summary>0043: frequency drifted.</summary>
    public const int FrequencyDrifted = 43;

    /// <summary>0044: frequency drifted to lower level.</summary>
    public const int FrequencyDriftedToLowerLevel = 44;

    /// <summary>0045: frequency drifted to upper level.</summary>
    public const int FrequencyDriftedToUpperLevel = 45;

    /// <summary>0046: high level.</summary>
    public const int HighLevel = 46;

    /// <summary>0047: in progress.</summary>
    public const int InProgress = 47;

    /// <summary>0048: in service.</summary>
    public const int InService = 48;

    /// <summary>0049: inactive.</summary>
    public const int Inactive = 49;

    /// <summary>0050: initiated.</summary>
    public const int Initiated = 50;

    /// <summary>0051: interrupted.</summary>
    public const int Interrupted = 51;

    /// <summary>0052: jammed.</summary>
    public const int Jammed = 52;

    /// <summary>0053: level 1.</summary>
    public const int Level1 = 53;

    /// <summary>0054: level 2.</summary>
    public const int Level2 = 54;

    /// <summary>0055: level 3.</summary>
    public const int Level3 = 55;

    /// <summary>0056: level 4.</summary>
    public const int Level4 = 56;

    /// <summary>0057: level 5.</summary>
    public const int Level5 = 57;

    /// <summary>0058: level 6.</summary>
    public const int Level6 = 58;

    /// <summary>0059: level 7.</summary>
    public const int Level7 = 59;

    /// <summary>0060: level 8.</summary>
    public const int Level8 = 60;

    /// <summary>0061: level 9.</summary>
    public const int Level9 = 61;

    /// <summary>0062: log.</summary>
    public const int Log = 62;

    /// <summary>0063: loss.</summary>
    public const int Loss = 63;

    /// <summary>0064: low level.</summary>
    public const int LowLevel = 64;

    /// <summary>0065: maintenance needed.</summary>
    public const int MaintenanceNeeded = 65;

    /// <summary>0066: urgent maintenance needed.</summary>
    public const int UrgentMaintenanceNeeded = 66;

    /// <summary>0067: malfunction.</summary>
    public const int Malfunction = 67;

    /// <summary>0068: memory full.</summary>
    public const int MemoryFull = 68;

    /// <summary>0069: non active.</summary>
    public const int NonActive = 69;

    /// <summary>0070: normal state.</summary>
    public const int NormalState = 70;

    /// <summary>0071: occupied.</summary>
    public const int Occupied = 71;

    /// <summary>0072: off.</summary>
    public const int Off = 72;

    /// <summary>0073: offline.</summary>
    public const int Offline = 73;

    /// <summary>0074: on.</summary>
    public const int On = 74;

    /// <summary>0075: online.</summary>
    public const int Online = 75;

    /// <summary>0076: open.</summary>
    public const int Open = 76;

    /// <summary>0077: open too long.</summary>
    public const int OpenTooLong = 77;

    /// <summary>0078: out of service.</summary>
    public const int OutOfService = 78;

    /// <summary>0079: overflow.</summary>
    public const int Overflow = 79;

    /// <summary>0080: pending.</summary>
    public const int Pending = 80;

    /// <summary>0081: pill not taken.</summary>
    public const int PillNotTaken = 81;

    /// <summary>0082: pill reminder.</summary>
    public const int PillReminder = 82;

    /// <summary>0083: pill taken.</summary>
    public const int PillTaken = 83;

    /// <summary>0084: planned.</summary>
    public const int Planned = 84;

    /// <summary>0085: power failure.</summary>
    public const int PowerFailure = 85;

    /// <summary>0086: power restored.</summary>
    public const int PowerRestored = 86;

    /// <summary>0087: planned presence.</summary>
    public const int PlannedPresence = 87;

    /// <summary>0088: presence after alarm.</summary>
    public const int PresenceAfterAlarm = 88;

    /// <summary>0089: privacy switch operated.</summary>
    public const int PrivacySwitchOperated = 89;

    /// <summary>0090: pulse.</summary>
    public const int Pulse = 90;

    /// <summary>0091: reestablished.</summary>
    public const int Reestablished = 91;

    /// <summary>0092: automatic reset.</summary>
    public const int AutomaticReset = 92;

    /// <summary>0093: manual reset.</summary>
    public const int ManualReset = 93;

    /// <summary>0094: restoral.</summary>
    public const int Restoral = 94;

    /// <summary>0095: rf interference.</summary>
    public const int RfInterference = 95;

    /// <summary>0096: started.</summary>
    public const int Started = 96;

    /// <summary>0097: ended.</summary>
    public const int Ended = 97;

    /// <summary>0098: substituted.</summary>
    public const int Substituted = 98;

    /// <summary>0099: succeeded.</summary>
    public const int Succeeded = 99;

    /// <summary>0100: temperature high.</summary>
    public const int TemperatureHigh = 100;

    /// <summary>0101: temperature low.</summary>
    public const int TemperatureLow = 101;

    /// <summary>0102: test transmission over primary channel.</summary>
    public const int TestTransmissionOverPrimaryChannel = 102;

    /// <summary>0103: test transmission over redundant channel.</summary>
    public const int TestTransmissionOverRedundantChannel = 103;

    /// <summary>0104: time out.</summary>
    public const int TimeOut = 104;

    /// <summary>0105: trouble.</summary>
    public const int Trouble = 105;

    /// <summary>0106: trespass.</summary>
    public const int Trespass = 106;

    /// <summary>0107: unauthorized access.</summary>
    public const int UnauthorizedAccess = 107;

    /// <summary>0108: unbypass.</summary>
    public const int Unbypass = 108;

    /// <summary>0109: verified.</summary>
    public const int Verified = 109;

    /// <summary>0110: assistance.</summary>
    public const int Assistance = 110;

    /// <summary>0111: intervention complete.</summary>
    public const int InterventionComplete = 111;

    /// <summary>0112: ip connection reestablished.</summary>
    public const int IpConnectionReestablished = 112;

    /// <summary>0113: mobile network connection reestablished.</summary>
    public const int MobileNetworkConnectionReestablished = 113;

    /// <summary>0114: pots connection reestablished.</summary>
    public const int PotsConnectionReestablished = 114;

    /// <summary>0115: primary communication link reestablished.</summary>
    public const int PrimaryCommunicationLinkReestablished = 115;

    /// <summary>0116: redundant communication link reestablished.</summary>
    public const int RedundantCommunicationLinkReestablished = 116;

    /// <summary>0117: lying in bed.</summary>
    public const int LyingInBed = 117;

    /// <summary>0118: locked.</summary>
    public const int Locked = 118;

    /// <summary>0119: movement.</summary>
    public const int Movement = 119;

    /// <summary>0120: occupancy.</summary>
    public const int Occupancy = 120;

    /// <summary>0121: present.</summary>
    public const int Present = 121;

    /// <summary>0122: radio interference.</summary>
    public const int RadioInterference = 122;

    /// <summary>0123: radio test transmission missing.</summary>
    public const int RadioTestTransmissionMissing = 123;

    /// <summary>0124: radio test transmission reestablished.</summary>
    public const int RadioTestTransmissionReestablished = 124;

    /// <summary>0125: tamper alarm.</summary>
    public const int TamperAlarm = 125;

    /// <summary>0126: temperature rate of rise.</summary>
    public const int TemperatureRateOfRise = 126;

    /// <summary>0127: unlocked.</summary>
    public const int Unlocked = 127;
}
