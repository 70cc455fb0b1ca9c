// Which area a hub is in.
using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using Fleet.Server.Residents;
using Fleet.Server.Store;

namespace Fleet.Server.Outages;

/// <summary>
/// The area of a home is its place code without the number ("Söder 14" is in "Söder"); where nothing has been entered,
/// the hub's name without its number. Read again when it has grown old, for all hubs of a municipality at once.
/// </summary>
internal sealed class AreaBook
{
    private const long OldMilliseconds = 600_000;
    private readonly IHomes _homes;
    private readonly Dictionary<Guid, Page> _pages = [];

    public AreaBook(IHomes homes)
    {
        _homes = homes;
    }

    /// <summary>The areas of a municipality's hubs.</summary>
    /// <param name="session">A session.</param>
    /// <param name="tenantId">The municipality.</param>
    /// <param name="tick">The steady clock.</param>
    public Page Of(StoreSession session, Guid tenantId, long tick)
    {
        lock (_pages)
        {
            if (!_pages.TryGetValue(tenantId, out Page? page) || tick - page.ReadAt >= OldMilliseconds)
            {
                _pages[tenantId] = page = Read(session, tenantId, tick);
            }

            return page;
        }
    }

    /// <summary>A place code or a hub's name without the number at its end.</summary>
    public static string Shortened(string text)
    {
        return text.TrimEnd("0123456789".ToCharArray()).TrimEnd(' ', '-', '/', ',', ':');
    }

    private Page Read(StoreSession session, Guid tenantId, long tick)
    {
        var names = new List<(long Row, string Name)>();
        using (DbDataReader reader = session.Sql(
            "SELECT hub_row_id, name FROM device.hub WHERE tenant_id = @tenant_id")
            .With("@tenant_id", tenantId)
            .Read())
        {
            while (reader.Read())
            {
                names.Add((reader.GetInt64(0), reader.GetString(1)));
            }
        }

        var areas = new Dictionary<long, string>(names.Count);
        foreach ((long row, string name) in names)
        {
            string? area = _homes.Find(session, tenantId, row)?.Area;
            areas[row] = Shortened(string.IsNullOrWhiteSpace(area) ? name : area);
        }

        return new Page(areas, tick);
    }

    /// <summary>The areas of one municipality's hubs.</summary>
    internal sealed class Page
    {
        private readonly Dictionary<long, string> _areas;
        private readonly Dictionary<string, int> _counts;

        public Page(Dictionary<long, string> areas, long readAt)
        {
            _areas = areas;
            _counts = areas.Values.GroupBy(area => area).ToDictionary(group => group.Key, group => group.Count());
            ReadAt = readAt;
        }

        public long ReadAt { get; }

        public string Of(long hubRowId)
        {
            return _areas.GetValueOrDefault(hubRowId, "");
        }

        public int Count(string area)
        {
            return area.Length == 0 ? _areas.Count : _counts.GetValueOrDefault(area);
        }
    }
}
