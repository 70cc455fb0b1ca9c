// How requests about devices come into the list of commands.
using Fleet.Server.Access;
using Fleet.Server.Gateway;
using Fleet.Server.Store;

namespace Fleet.Server.Commands;

/// <summary>Notes what goes to a hub by a way of its own, so that one list has all that was asked of it.</summary>
public interface ICommandLog
{
    /// <summary>Notes a request that is about to leave, in its own transaction.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="kind">What is asked.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="comment">Why; empty where nobody was asked.</param>
    /// <param name="sequence">The request's number.</param>
    /// <param name="now">Unix milliseconds UTC.</param>
    /// <param name="answerBy">Until when an answer counts, unix milliseconds UTC.</param>
    void Note(
        StoreSession session,
        Actor actor,
        HubPrincipal hub,
        HubCommandKind kind,
        int seconds,
        string comment,
        long sequence,
        long now,
        long answerBy);

    /// <summary>A request that was noted could not leave after all.</summary>
    void NotSent(StoreSession session, HubPrincipal hub, long sequence, long now);

    /// <summary>Tells who listens, after the commit.</summary>
    void Told(HubPrincipal hub);
}
