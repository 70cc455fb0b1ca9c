// The store as Entity Framework sees it: one model, mapped by the slices, named as the migrations name things.
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Fleet.Server.Store;

/// <summary>Queries and small writes. The ingest and the cases write through <see cref="StoreSession"/>.</summary>
public sealed class FleetDbContext : DbContext
{
    /// <summary>Creates the context.</summary>
    public FleetDbContext(DbContextOptions<FleetDbContext> options)
        : base(options)
    {
    }

    /// <summary>
    /// Applies the slices' mappings; then names columns in snake case and folds schemas into prefixes for SQLite.
    /// </summary>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FleetDbContext).Assembly);
        bool hasSchemas = Database.IsNpgsql();
        foreach (IMutableEntityType type in modelBuilder.Model.GetEntityTypes())
        {
            if (!hasSchemas)
            {
                type.SetTableName(type.GetSchema() + "_" + type.GetTableName());
                type.SetSchema(null);
            }

            foreach (IMutableProperty property in type.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (char letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
