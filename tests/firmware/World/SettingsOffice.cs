// A fleet manager that changes a home's settings over a bad link, and knows what it has issued.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Protocols.Settings;

namespace Firmware.Tests.World;

internal sealed class SettingsOffice(SettingsHome home, Random random)
{
    private readonly SettingsWriter _writer = new();

    /// <summary>Every document ever issued, by version.</summary>
    internal SortedDictionary<uint, HomeSettings> Issued { get; } = [];

    /// <summary>Versions that send the hub to a receiver that is not there.</summary>
    internal HashSet<uint> Breaking { get; } = [];

    internal uint Newest => Issued.Count == 0 ? 0 : Issued.Keys.Last();

    /// <summary>The newest version that the hub can hold on to.</summary>
    internal uint NewestGood => Issued.Keys.LastOrDefault(version => !Breaking.Contains(version));

    /// <summary>Issues a document with some settings at random.</summary>
    internal void Issue(bool mayBreak)
    {
        uint version = Newest + (uint)random.Next(1, 3);
        HomeSettings settings = SettingsHome.Settings(version);
        for (int i = 0; i < SettingsSchema.Count; i++)
        {
            SettingRule rule = SettingsSchema.At(i);
            bool isOfNight = rule.Key is >= SettingKeys.NightStartMinute and <= SettingKeys.NightLampPercent
                or SettingKeys.NightVolumePercent;
            if (rule.Kind == SettingKind.Number && !isOfNight && random.Next(3) == 0)
            {
                int span = (int)Math.Min(int.MaxValue - 1L, (long)rule.Max - rule.Min);
                settings.Set(rule.Key, rule.Min + random.Next(span + 1));
            }
        }

        if (mayBreak && random.Next(4) == 0)
        {
            Breaking.Add(version);
            settings.Set([new ReceiverAddress("nowhere.example", random.Next(1, 100))]);
        }

        Issued.Add(version, settings);
    }

    /// <summary>Sends a document: some parts are lost, some come twice, some in the wrong order.</summary>
    internal void Send(uint version, bool isReliable)
    {
        if (!Issued.TryGetValue(version, out HomeSettings? settings)
            || home.Uplinks.All(uplink => uplink.State != UplinkState.Ready))
        {
            return;
        }

        byte[] document = new byte[SettingsLimits.MaxDocumentBytes];
        int count = _writer.Write(settings, document, 0, document.Length);
        List<DocumentPartMessage> parts = home.Parts(document[..count], version);
        if (!isReliable)
        {
            parts = [.. parts.SelectMany(part => Enumerable.Repeat(part, random.Next(3))).OrderBy(_ => random.Next())];
            if (random.Next(8) == 0 && parts.Count > 0)
            {
                parts[0].Part[random.Next(parts[0].PartLength)] ^= 1;
            }
        }

        home.SendParts(parts);
    }
}
