// Reads what became of the messages of a case.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Server.Access;
using Fleet.Server.Store;

namespace Fleet.Server.Channels;

/// <inheritdoc cref="IMessages"/>
internal sealed class Messages : IMessages
{
    private readonly FleetStore _store;

    public Messages(FleetStore store)
    {
        _store = store;
    }

    public Task<IReadOnlyList<MessageView>> ListAsync(Actor actor, Guid caseId, CancellationToken cancellationToken)
    {
        var messages = new List<MessageView>();
        using StoreSession session = _store.OpenSession();
        using DbDataReader reader = session.Sql(
            """
            SELECT message_id, purpose, kind, address, state, provider, attempts, queued_at, handed_over_at,
                delivered_at, ended_at, detail
            FROM care.outgoing_message WHERE case_id = @case_id AND tenant_id = @tenant_id
            ORDER BY queued_at, message_id LIMIT @limit
            """)
            .With("@case_id", caseId)
            .With("@tenant_id", actor.TenantId)
            .With("@limit", (long)Limits.Channels.MessagesPerCase)
            .Read();
        while (reader.Read())
        {
            messages.Add(new MessageView(
                reader.GetGuid(0),
                (OutgoingPurpose)reader.GetInt32(1),
                (OutgoingKind)reader.GetInt32(2),
                DialledNumber.Mask(reader.GetString(3)),
                (MessageState)reader.GetInt32(4),
                reader.GetString(5),
                reader.GetInt32(6),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(7)),
                Time(reader, 8),
                Time(reader, 9),
                Time(reader, 10),
                reader.GetString(11)));
        }

        return Task.FromResult<IReadOnlyList<MessageView>>(messages);
    }

    private static DateTimeOffset? Time(DbDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
    }
}
