// The sessions of one hub.
namespace Fleet.Server.Gateway.Mqtt.Sessions;

/// <summary>A hub's sessions, nearly always one: a linked list, because a hundred thousand of these are held.</summary>
internal sealed class HubScope : SessionScope
{
    private readonly HubPrincipal _hub;
    private MqttSession? _first;
    private int _count;

    internal HubScope(HubPrincipal hub)
    {
        _hub = hub;
    }

    internal override HubPrincipal Hub => _hub;

    internal override int Count => _count;

    /// <summary>First of the sessions, linked by <see cref="MqttSession.NextOfHub"/>.</summary>
    internal MqttSession? First => _first;

    internal override MqttSession? Find(string clientId)
    {
        var session = _first;
        while (session is not null && session.ClientId != clientId)
        {
            session = session.NextOfHub;
        }

        return session;
    }

    internal override void Add(MqttSession session)
    {
        session.NextOfHub = _first;
        _first = session;
        _count++;
    }

    internal override void Remove(MqttSession session)
    {
        if (_first == session)
        {
            _first = session.NextOfHub;
            _count--;
            return;
        }

        for (var before = _first; before is not null; before = before.NextOfHub)
        {
            if (before.NextOfHub == session)
            {
                before.NextOfHub = session.NextOfHub;
                _count--;
                return;
            }
        }
    }
}
