// Whether somebody is at home, as rules see it.
namespace Hub.Protocols.Rules;

/// <summary>Presence in the home.</summary>
public enum RulePresence
{
    /// <summary>It does not matter.</summary>
    Any = 0,

    /// <summary>Somebody is at home; also what holds before anything has said otherwise.</summary>
    Home = 1,

    /// <summary>Everybody is away.</summary>
    Away = 2
}
