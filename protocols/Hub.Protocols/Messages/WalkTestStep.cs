// What a message about a walk test tells.
namespace Hub.Protocols.Messages;

/// <summary>What a walk test tells. A number not listed is kept and means unknown.</summary>
public enum WalkTestStep
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The test has begun.</summary>
    Started = 1,

    /// <summary>A press was heard.</summary>
    Press = 2,

    /// <summary>The test is over.</summary>
    Ended = 3
}
