// A small municipality with some of everything, for pages to show.
using System;
using EndToEnd.Tests.Console.Fakes;
using Fleet.Server.Access;
using Fleet.Server.Alarms;
using Fleet.Server.Hubs;
using Fleet.Server.Programming;
using Hub.Protocols.Devices;

namespace EndToEnd.Tests.Console;

/// <summary>Fills a host with hubs of every status and cases of every kind and state.</summary>
internal static class Town
{
    /// <summary>A colleague whose page is not open.</summary>
    public static readonly Actor Sasha = new(Guid.NewGuid(), Guid.NewGuid(), "Sasha");

    /// <summary>The time, as the pages' servers know it.</summary>
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Hubs of every status.</summary>
    public static void AddHubs(InMemoryHubs hubs)
    {
        hubs.Put("00000000000000a1", "Ekbacken 12", HubStatus.Ok);
        hubs.Put("00000000000000a2", "Ekbacken 14", HubStatus.Degraded);
        hubs.Put("00000000000000a3", "Storgatan 3 B", HubStatus.Silent);
        hubs.Put("00000000000000a4", "Storgatan 3 C", HubStatus.Late);
        hubs.Put("00000000000000a5", "Åkervägen 8", HubStatus.NeverHeard);
        hubs.Put("00000000000000a6", "Ängsgränd 1", HubStatus.Unknown);
    }

    /// <summary>Rules of the first hub: in force, then changed and refused, with something odd about two.</summary>
    public static void AddRules(InMemoryRules rules)
    {
        RuleEntry first = GeneralPlan.Rules[0].Rule;
        rules.Put(new RuleSetEntry(Rules: [first]));
        rules.Answer(DocumentState.InForce);
        rules.Put(new RuleSetEntry(Rules:
        [
            first with { DelaySeconds = 18_000 }, first with { Id = 23, DelaySeconds = 18_000 },
        ]));
        rules.Answer(DocumentState.Refused, "document store fault");
    }

    /// <summary>Devices of the first hub: a good one, one never tried, one too far away, one lost.</summary>
    public static void AddDevices(InMemoryDevices devices)
    {
        const string HubId = "00000000000000a1";
        devices.Put(HubId, 1, DeviceKind.PersonalTrigger, 43, 1);
        devices.Put(HubId, 0x1F0A, DeviceKind.PersonalTrigger, 11, 2, isTested: false, margin: 31);
        devices.Put(HubId, 2, DeviceKind.LeakDetector, 10, margin: 6);
        devices.Put(HubId, 3, DeviceKind.SmokeDetector, 42, margin: 18, change: device => device with
        {
            IsLost = true,
            IsBatteryLow = true,
            BatteryPercent = 9,
            LastHeardAt = device.LastHeardAt?.AddDays(-1),
        });
        devices.Put(HubId, 4, DeviceKind.SmartPlug, 21, change: device => device with { IsActive = true });
        devices.Put(HubId, 5, DeviceKind.BedMonitor, 12, 1, margin: null);
    }

    /// <summary>Cases of every kind, raised, claimed and closed.</summary>
    public static void AddCases(InMemoryCases cases)
    {
        cases.Raise(CaseKind.Person, "Ekbacken 12", "00000000000000a1", age: TimeSpan.FromSeconds(75));
        var claimed = cases.Raise(
            CaseKind.Person, "Ekbacken 14", "00000000000000a2", null, TimeSpan.FromMinutes(4.5), 5, 9);
        cases.PressAgain(claimed.CaseId);
        cases.Raise(
            CaseKind.Technical, "Storgatan 3 B", "00000000000000a3", null, TimeSpan.FromMinutes(52), 32, 26);
        cases.Raise(CaseKind.Technical, "Ekbacken 14", "00000000000000a2", null, TimeSpan.FromHours(3.2), 41, 85);
        cases.Raise(CaseKind.Test, "Storgatan 3 C", "00000000000000a4", null, TimeSpan.FromSeconds(30), 3, 102);
        var closed = cases.Raise(CaseKind.Person, "Åkervägen 8", "00000000000000a5", age: TimeSpan.FromHours(2));
        cases.Claim(Sasha, claimed.CaseId);
        cases.Claim(Sasha, closed.CaseId);
        cases.Close(Sasha, closed.CaseId, CaseOutcome.Visited, "Hjälp upp ur stol");
    }
}
