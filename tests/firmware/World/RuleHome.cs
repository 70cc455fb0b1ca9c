// A home with rules: devices that report at a time of day, and a fleet manager that sends rule sets.
using System;
using System.Collections.Generic;
using System.Linq;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;

namespace Firmware.Tests.World;

internal sealed class RuleHome
{
    internal const long Second = 1000;
    internal const long Minute = 60 * Second;
    internal const long Hour = 60 * Minute;

    private const string Number = "+4610000001";

    private readonly RuleSetWriter _writer = new();
    private ulong _sequence = 9_000;
    private int _spoken;

    /// <summary>A home whose clock shows this time of UTC when the hub is switched on.</summary>
    internal RuleHome(
        DateTime? utc = null, NorFlash? documents = null, bool hasKey = true, bool hasFlash = true,
        NorFlash? flash = null, int heartbeatSeconds = 120, TestModem? modem = null)
    {
        Documents = documents ?? new NorFlash(4, 4096);
        Home = new TestHome(
            settings =>
            {
                settings.DocumentKey = hasKey ? Key : [];
                settings.HeartbeatIntervalSeconds = heartbeatSeconds;
                settings.Link.VoiceNumbers = modem == null ? [] : [Number];
                settings.Link.ShortMessageNumbers = modem == null ? [] : [Number];
            },
            documentFlash: hasFlash ? Documents : null,
            flash: flash,
            modem: modem);
        Hub.Uplink.UnixAtZero = ToUnix(utc ?? new DateTime(2026, 6, 1, 10, 0, 0));
        Hub.Run(10 * Second);
    }

    internal static byte[] Key { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 3))];

    internal static TimeZoneInfo Stockholm { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    internal NorFlash Documents { get; }

    internal TestHome Home { get; }

    internal TestHub Hub => Home.Hub;

    internal RuleStatus Status => Hub.Status.Rules;

    /// <summary>What has been said of rules since <see cref="ClearSpoken"/>; the front and the link say more.</summary>
    internal IReadOnlyList<Phrase> Spoken =>
        [.. Home.Audio.Spoken.Skip(_spoken).Where(IsOfRules)];

    /// <summary>The alarms of rules, each once.</summary>
    internal IReadOnlyList<AlarmMessage> RuleAlarms =>
        [.. Hub.Uplink.Alarms.Where(a => a.RuleId != 0).DistinctBy(a => a.Sequence)];

    internal IEnumerable<EventMessage> Events(string text) =>
        Hub.Uplink.Of(MessageKind.Event).Select(p => p.Event).Where(e => e.Text == text);

    internal void ClearSpoken() => _spoken = Home.Audio.Spoken.Count;

    private static bool IsOfRules(Phrase phrase) =>
        phrase is (>= Phrase.AlarmSoon and <= Phrase.LeftOn) or Phrase.Cancelled;

    internal static long ToUnix(DateTime utc) => (long)(utc - DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>The moment of a local time; of one that comes twice the first, of one that is skipped the change.
    /// </summary>
    internal static long UnixOf(DateTime local)
    {
        if (Stockholm.IsInvalidTime(local))
        {
            DateTime change = local.Date.AddHours(3);
            return ToUnix(TimeZoneInfo.ConvertTimeToUtc(change, Stockholm));
        }

        if (Stockholm.IsAmbiguousTime(local))
        {
            return ToUnix(local - Stockholm.GetAmbiguousTimeOffsets(local).Max());
        }

        return ToUnix(TimeZoneInfo.ConvertTimeToUtc(local, Stockholm));
    }

    /// <summary>Runs the hub until a local time of Sweden.</summary>
    internal void RunTo(DateTime local) => Hub.RunTo(UnixOf(local) - Hub.Uplink.UnixAtZero);

    /// <summary>Runs the hub until a time of the day that it is, or of a later one.</summary>
    internal void RunTo(int hour, int minute, int dayOfJune = 1) =>
        RunTo(new DateTime(2026, 6, dayOfJune, hour, minute, 0));

    /// <summary>A device of the home whose interview is over.</summary>
    internal RadioDevice Add(uint id, DeviceKind kind)
    {
        RadioDevice device = Home.PairAndTest(id, kind);
        Hub.Run(11 * Minute);
        return device;
    }

    internal void Report(RadioDevice device, DeviceCause cause, int flags = 0) => Home.Report(device, cause, 0, flags);

    /// <summary>Sends a rule set and lets the hub take it.</summary>
    internal AcknowledgementMessage Send(Action<RuleSet> fill, uint version = 1)
    {
        RuleSet set = new();
        fill(set);
        set.Version = version;
        byte[] document = new byte[RuleLimits.MaxDocumentBytes];
        int count = _writer.Write(set, document, 0, document.Length);
        Assert.True(count > 0, "the rule set does not fit a document");
        return SendParts(Parts(document[..count], version));
    }

    internal AcknowledgementMessage SendParts(IEnumerable<DocumentPartMessage> parts)
    {
        foreach (DocumentPartMessage part in parts)
        {
            Hub.Uplink.Send(MessageKind.Rules, part, ++_sequence);
            Hub.Step();
        }

        Hub.Run(Second);
        return Hub.Uplink.Of(MessageKind.UpAcknowledgement).Select(p => p.Answer).Last();
    }

    internal List<DocumentPartMessage> Parts(
        byte[] document, uint version, byte[]? key = null, int kind = DocumentSeal.RulesKind) =>
        DocumentParts.Cut(document, version, kind, key ?? Key);

    internal byte[] Encode(Action<RuleSet> fill, uint version)
    {
        RuleSet set = new();
        fill(set);
        set.Version = version;
        byte[] document = new byte[RuleLimits.MaxDocumentBytes];
        return document[.._writer.Write(set, document, 0, document.Length)];
    }
}
