// The rows of tenants and users.
using System;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fleet.Server.Access;

/// <summary>A municipality.</summary>
public sealed class TenantRow : IEntityTypeConfiguration<TenantRow>
{
    /// <summary>Its id.</summary>
    public Guid TenantId { get; set; }

    /// <summary>Its name.</summary>
    public string Name { get; set; } = "";

    /// <summary>When it was made, unix milliseconds UTC.</summary>
    public long CreatedAt { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<TenantRow> builder)
    {
        builder.ToTable("tenant", "access").HasKey(row => row.TenantId);
    }
}

/// <summary>A person who may sign in.</summary>
public sealed class AppUserRow : IEntityTypeConfiguration<AppUserRow>
{
    /// <summary>The person's id.</summary>
    public Guid UserId { get; set; }

    /// <summary>The municipality.</summary>
    public Guid TenantId { get; set; }

    /// <summary>What is typed when signing in; unique, lower case.</summary>
    public string UserName { get; set; } = "";

    /// <summary>What colleagues see.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>One of <see cref="Roles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>See <see cref="PasswordHasher"/>.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary>When the user was made, unix milliseconds UTC.</summary>
    public long CreatedAt { get; set; }

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<AppUserRow> builder)
    {
        builder.ToTable("app_user", "access").HasKey(row => row.UserId);
    }
}
