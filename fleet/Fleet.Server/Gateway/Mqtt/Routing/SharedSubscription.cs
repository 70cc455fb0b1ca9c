// A shared subscription and the sessions that take turns in it.
using System.Collections.Generic;
using Fleet.Server.Gateway.Mqtt.Sessions;

namespace Fleet.Server.Gateway.Mqtt.Routing;

/// <summary>The members of one <c>$share/{name}/{filter}</c> (MQTT 5.0 §4.8.2). Guarded by the topic tree's
/// lock.</summary>
internal sealed class SharedSubscription
{
    private readonly List<Subscription> _members = [];
    private int _next;

    internal bool IsEmpty => _members.Count == 0;

    /// <summary>Adds or replaces a session's membership.</summary>
    /// <returns>True when the session was not a member.</returns>
    internal bool Put(Subscription subscription)
    {
        var index = IndexOf(subscription.Session);
        if (index >= 0)
        {
            _members[index] = subscription;
            return false;
        }

        _members.Add(subscription);
        return true;
    }

    internal bool Remove(MqttSession session)
    {
        var index = IndexOf(session);
        if (index >= 0)
        {
            _members.RemoveAt(index);
        }

        return index >= 0;
    }

    /// <summary>
    /// Picks who gets the next message: connected members in turn; when nobody is connected, the members with a
    /// session that keeps messages.
    /// </summary>
    internal Subscription? Pick()
    {
        for (var tried = 0; tried < _members.Count; tried++)
        {
            var member = _members[_next++ % _members.Count];
            if (member.Session.IsConnected)
            {
                return member;
            }
        }

        return _members.Count == 0 ? null : _members[_next++ % _members.Count];
    }

    private int IndexOf(MqttSession session) => _members.FindIndex(member => member.Session == session);
}
