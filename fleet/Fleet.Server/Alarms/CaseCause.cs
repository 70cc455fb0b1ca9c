// Why help was needed.
namespace Fleet.Server.Alarms;

/// <summary>What an alarm of a person turned out to be about (HBG-010): for statistics, given at the closing.</summary>
public enum CaseCause
{
    /// <summary>Not told.</summary>
    None = 0,

    /// <summary>A fall.</summary>
    Fall = 1,

    /// <summary>Ill, in pain, or other need of care at once.</summary>
    Illness = 2,

    /// <summary>Help in the toilet or with hygiene.</summary>
    Hygiene = 3,

    /// <summary>Help with moving, getting up or lying down.</summary>
    Moving = 4,

    /// <summary>Anxious or lonely.</summary>
    Anxiety = 5,

    /// <summary>Food, medicine or another errand.</summary>
    Errand = 6,

    /// <summary>Fire, smoke or gas.</summary>
    Fire = 7,

    /// <summary>Water.</summary>
    Leak = 8,

    /// <summary>Left the home, or was not found in it.</summary>
    Wandering = 9,

    /// <summary>Violence or threat.</summary>
    Threat = 10,

    /// <summary>A technical fault.</summary>
    Fault = 11,

    /// <summary>Another cause.</summary>
    Other = 99,
}
