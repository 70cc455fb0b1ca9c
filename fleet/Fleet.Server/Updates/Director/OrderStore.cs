// Notes what became of orders.
using Fleet.Server.Store;
using Hub.Protocols.Messages;

namespace Fleet.Server.Updates.Director;

/// <summary>The SQL of orders; everything within a session.</summary>
internal static class OrderStore
{
    /// <summary>A hub has not taken an order: why is kept, and in a while another one is given.</summary>
    /// <returns>False when it is no order, or not the last one.</returns>
    public static bool Refused(StoreSession session, UpdateNews news)
    {
        return session.Sql(
            """
            UPDATE device.rollout_hub SET reason = @reason
            WHERE order_sequence = @sequence AND hub_row_id = @hub AND state IN (1, 3, 9)
            """)
            .With("@reason", Plain(news))
            .With("@sequence", news.Sequence)
            .With("@hub", news.Hub.RowId)
            .Run() == 1;
    }

    // A hub's words go into pages and terminals, and PostgreSQL takes no NUL.
    private static string Plain(UpdateNews news)
    {
        if (news.Result == AcknowledgementResult.Expired)
        {
            return "expired";
        }

        char[] words = news.Reason.ToCharArray();
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = char.IsControl(words[i]) ? '?' : words[i];
        }

        return words.Length == 0 ? "refused" : new string(words);
    }
}
