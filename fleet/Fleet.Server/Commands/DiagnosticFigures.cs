// A hub's figures as a text that is kept, and back.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using Hub.Protocols.Messages;

namespace Fleet.Server.Commands;

/// <summary>The figures by their names in protocols/README.md, each as a short text; none is about a person.</summary>
internal static class DiagnosticFigures
{
    /// <summary>Writes the figures of a message.</summary>
    public static string ToText(DiagnosticsMessage message)
    {
        var figures = new Dictionary<string, string>();
        Add(figures, "bootCount", message.BootCount);
        AddHub(figures, message);
        AddCounts(figures, message);
        return JsonSerializer.Serialize(figures);
    }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static IReadOnlyDictionary<string, string> FromText(string text)
    {
        return JsonSerializer.Deserialize<Dictionary<string, string>>(text)!;
    }

    private static void AddHub(Dictionary<string, string> figures, DiagnosticsMessage message)
    {
        Add(figures, "hubUnixMilliseconds", message.HubUnixMilliseconds);
        Add(figures, "uptimeSeconds", message.UptimeSeconds);
        Add(figures, "firmwareVersion", Clean(message.FirmwareVersion));
        Add(figures, "hardwareModel", Clean(message.HardwareModel));
        Add(figures, "bootReason", Name(message.BootReason));
        Add(figures, "settingsVersion", message.SettingsVersion);
        Add(figures, "rulesVersion", message.RulesVersion);
        Add(figures, "bearer", Name(message.Bearer));
        Add(figures, "signalDbm", message.SignalDbm);
        Add(figures, "path", message.Path);
        Add(figures, "failedPaths", message.FailedPaths);
        Add(figures, "linkFlags", message.LinkFlags);
        Add(figures, "powerSource", Name(message.PowerSource));
        Add(figures, "batteryPercent", message.BatteryPercent);
        Add(figures, "minutesLeft", message.MinutesLeft);
        Add(figures, "faultFlags", message.FaultFlags);
        Add(figures, "pendingAlarmCount", message.PendingAlarmCount);
        Add(figures, "journalPercent", message.JournalPercent);
        Add(figures, "journalErrors", message.JournalErrors);
        Add(figures, "journalDamaged", message.JournalDamaged);
    }

    private static void AddCounts(Dictionary<string, string> figures, DiagnosticsMessage message)
    {
        Add(figures, "droppedAlarms", message.DroppedAlarms);
        Add(figures, "alarmSendings", message.AlarmSendings);
        Add(figures, "eventsWaiting", message.EventsWaiting);
        Add(figures, "eventsLost", message.EventsLost);
        Add(figures, "sessions", message.Sessions);
        Add(figures, "connects", message.Connects);
        Add(figures, "publishes", message.Publishes);
        Add(figures, "pathMoves", message.PathMoves);
        Add(figures, "modemRestarts", message.ModemRestarts);
        Add(figures, "bytesToday", message.BytesToday);
        Add(figures, "framesAccepted", message.FramesAccepted);
        Add(figures, "framesRefused", message.FramesRefused);
        Add(figures, "airMilliseconds", message.AirMilliseconds);
        Add(figures, "devices", message.Devices);
        Add(figures, "refusedMessages", message.RefusedMessages);
        Add(figures, "commandsDone", message.CommandsDone);
        Add(figures, "failedCheck", message.FailedCheck);
        Add(figures, "lastFault", message.LastFault);
        Add(figures, "faultBefore", message.FaultBefore);
        Add(figures, "earlierFault", message.EarlierFault);
    }

    private static void Add(Dictionary<string, string> figures, string name, long value)
    {
        figures.Add(name, value.ToString(CultureInfo.InvariantCulture));
    }

    private static void Add(Dictionary<string, string> figures, string name, string value)
    {
        figures.Add(name, value);
    }

    private static string Name<T>(T value)
        where T : struct, Enum
    {
        string name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    // A hub's texts go into pages and terminals.
    private static string Clean(string text)
    {
        return string.Create(text.Length, text, static (cleaned, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                cleaned[i] = char.IsControl(source[i]) ? '?' : source[i];
            }
        });
    }
}
