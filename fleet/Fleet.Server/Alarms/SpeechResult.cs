// What came of speaking with the home.
namespace Fleet.Server.Alarms;

/// <summary>Whether somebody in the home was spoken with.</summary>
public enum SpeechResult
{
    /// <summary>Not tried yet.</summary>
    NotTried = 0,

    /// <summary>Somebody in the home answered.</summary>
    Spoken = 1,

    /// <summary>
    /// A silent alarm: no speech came about, for whatever reason. It is always dispatched (HBG-074, NOR-030).
    /// </summary>
    Silent = 2,
}
