// A municipality's groups, rotas and homes, so that a direct chain has somebody to tell.
using System;
using System.Text.Json;
using Benchmarks.Load;
using Benchmarks.Servers;

namespace Benchmarks.Scenarios;

/// <summary>
/// One group of two phones, on duty day and night, for every <see cref="HomesPerGroup"/> homes: as many as a phone may
/// be told of in a minute.
/// </summary>
internal static class CasePlan
{
    private const int HomesPerGroup = 20;

    /// <summary>Numbers that are set aside for fiction: 100 first phones and 100 second ones.</summary>
    private const long FirstPhones = 46_846_500_400;
    private const long SecondPhones = 46_313_900_600;
    private const int PhonesOfAKind = 100;

    /// <summary>Makes all of it.</summary>
    public static void Make(FleetServer fleet, HubAccount[] accounts)
    {
        Guid rotaId = default;
        for (int i = 0; i < accounts.Length; i++)
        {
            if (i % HomesPerGroup == 0)
            {
                rotaId = Group(fleet, i / HomesPerGroup);
            }

            using JsonDocument home = fleet.Put($"/api/homes/{accounts[i].HubId}", new
            {
                area = $"Plats {i}",
                unitName = "Jour",
                rotaId,
                street = $"Provgatan {i + 1}",
                town = "123 45 Provköping",
                residents = new[] { new { occupant = 1, name = "Prov Provsson" } },
            });
        }
    }

    private static Guid Group(FleetServer fleet, int number)
    {
        using JsonDocument group = fleet.Post("/api/dispatch/groups", new
        {
            name = $"Jour {number}",
            unitName = "Jour",
            kind = "provider",
            recipients = new[]
            {
                new { name = $"Jour {number} a", role = "first", phoneNumber = Phone(FirstPhones, number) },
                new { name = $"Jour {number} b", role = "second", phoneNumber = Phone(SecondPhones, number) },
            },
        });
        using JsonDocument rota = fleet.Post("/api/dispatch/rotas", new
        {
            name = $"Schema {number}",
            isDefault = false,
            windows = new[]
            {
                new
                {
                    groupId = group.RootElement.GetProperty("groupId").GetGuid(), from = "00:00", until = "24:00",
                },
            },
        });
        return rota.RootElement.GetProperty("rotaId").GetGuid();
    }

    private static string Phone(long first, int number) =>
        FormattableString.Invariant($"+{first + (number % PhonesOfAKind)}");
}
