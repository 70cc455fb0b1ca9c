// The SCAIP location codes: where a trigger is.
namespace Hub.Protocols.Alarms;

/// <summary>
/// Where a device is, numbers as SCAIP (SS 91100) has them, after public listings of the
/// tables; the standard itself was not at hand.
/// </summary>
public static class LocationCodes
{
    /// <summary>000: unknown.</summary>
    public const int Unknown = 0;

    /// <summary>001: undefined.</summary>
    public const int Undefined = 1;

    /// <summary>002: home.</summary>
    public const int Home = 2;

    /// <summary>003: away.</summary>
    public const int Away = 3;

    /// <summary>004: indoors.</summary>
    public const int Indoors = 4;

    /// <summary>005: outdoors.</summary>
    public const int Outdoors = 5;

    /// <summary>006: inside.</summary>
    public const int Inside = 6;

    /// <summary>007: outside.</summary>
    public const int Outside = 7;

    /// <summary>008: area.</summary>
    public const int Area = 8;

    /// <summary>009: zone.</summary>
    public const int Zone = 9;

    /// <summary>010: basement.</summary>
    public const int Basement = 10;

    /// <summary>011: bath room.</summary>
    public const int BathRoom = 11;

    /// <summary>012: bed room.</summary>
    public const int BedRoom = 12;

    /// <summary>013: dining room.</summary>
    public const int DiningRoom = 13;

    /// <summary>014: floor.</summary>
    public const int Floor = 14;

    /// <summary>015: garage.</summary>
    public const int Garage = 15;

    /// <summary>016: garden.</summary>
    public const int Garden = 16;

    /// <summary>017: garden back.</summary>
    public const int GardenBack = 17;

    /// <summary>018: garden front.</summary>
    public const int GardenFront = 18;

    /// <summary>019: geo fence.</summary>
    public const int GeoFence = 19;

    /// <summary>020: gym.</summary>
    public const int Gym = 20;

    /// <summary>021: kitchen.</summary>
    public const int Kitchen = 21;

    /// <summary>022: laundry.</summary>
    public const int Laundry = 22;

    /// <summary>023: relax.</summary>
    public const int Relax = 23;

    /// <summary>024: sauna.</summary>
    public const int Sauna = 24;

    /// <summary>025: stairs.</summary>
    public const int Stairs = 25;

    /// <summary>026: study room.</summary>
    public const int StudyRoom = 26;

    /// <summary>027: work shop.</summary>
    public const int WorkShop = 27;

    /// <summary>028: loft.</summary>
    public const int Loft = 28;

    /// <summary>029: shed.</summary>
    public const int Shed = 29;

    /// <summary>030: temporary address.</summary>
    public const int TemporaryAddress = 30;

    /// <summary>031: summer house.</summary>
    public const int SummerHouse = 31;

    /// <summary>032: winter cottage.</summary>
    public const int WinterCottage = 32;

    /// <summary>033: mobile.</summary>
    public const int Mobile = 33;

    /// <summary>034: geo position attached.</summary>
    public const int GeoPositionAttached = 34;

    /// <summary>035: gps position attached.</summary>
    public const int GpsPositionAttached = 35;

    /// <summary>036: property.</summary>
    public const int Property = 36;

    /// <summary>037: handicap bath room.</summary>
    public const int HandicapBathRoom = 37;

    /// <summary>038: door.</summary>
    public const int Door = 38;

    /// <summary>039: front door.</summary>
    public const int FrontDoor = 39;

    /// <summary>040: back door.</summary>
    public const int BackDoor = 40;

    /// <summary>041: fire door.</summary>
    public const int FireDoor = 41;

    /// <summary>042: hallway.</summary>
    public const int Hallway = 42;

    /// <summary>043: living room.</summary>
    public const int LivingRoom = 43;

    /// <summary>044: apartment.</summary>
    public const int Apartment = 44;

    /// <summary>045: bungalow.</summary>
    public const int Bungalow = 45;

    /// <summary>046: lounge.</summary>
    public const int Lounge = 46;

    /// <summary>047: communal area.</summary>
    public const int CommunalArea = 47;

    /// <summary>048: office.</summary>
    public const int Office = 48;

    /// <summary>049: room.</summary>
    public const int Room = 49;

    /// <summary>050: site.</summary>
    public const int Site = 50;

    /// <summary>051: ward.</summary>
    public const int Ward = 51;

    /// <summary>052: wing.</summary>
    public const int Wing = 52;
}
