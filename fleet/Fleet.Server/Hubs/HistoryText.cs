// The codes and short texts of history lines; pages translate the codes.
using System.Globalization;
using Fleet.Server.Gateway;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Fleet.Server.Hubs;

/// <summary>The kinds of history lines.</summary>
internal static class HistoryKinds
{
    public const string Hello = "hello";
    public const string Heartbeat = "heartbeat";
    public const string Alarm = "alarm";
    public const string SilentTest = "silent-test";
    public const string Event = "event";
    public const string Answer = "answer";
    public const string Command = "command";
    public const string Connected = "connected";
    public const string Disconnected = "disconnected";
    public const string Silent = "silent";
    public const string Returned = "returned";
    public const string Refused = "refused";
    public const string Pairing = "pairing";
    public const string Walk = "walk";
    public const string Settings = "settings";
    public const string CheckIn = "check-in";
    public const string CheckOut = "check-out";
    public const string ResetCode = "reset-code";
    public const string Update = "update";

    public static readonly string[] All =
    [
        Hello, Heartbeat, Alarm, SilentTest, Event, Answer, Command, Connected, Disconnected, Silent, Returned, Refused,
        Pairing, Walk, Settings, CheckIn, CheckOut, ResetCode, Update,
    ];

    /// <summary>The kind of an alarm's line; a responder who has come or gone is no alarm (HBG-051, HBG-076).</summary>
    public static string Of(AlarmMessage message)
    {
        return message.Kind switch
        {
            AlarmKind.SilentTest => SilentTest,
            AlarmKind.Presence when message.StatusCode == StatusCodes.InterventionComplete => CheckOut,
            AlarmKind.Presence => CheckIn,
            _ => Alarm,
        };
    }
}

/// <summary>Writes the details of history lines: codes and numbers, no personal data.</summary>
internal static class HistoryText
{
    public static string Heartbeat(HeartbeatMessage message)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"power {(int)message.PowerSource}, battery {message.BatteryPercent}, bearer {(int)message.Bearer}, "
            + $"signal {message.SignalDbm} dBm, pending {message.PendingAlarmCount}, faults {message.FaultFlags}, "
            + $"uptime {message.UptimeSeconds} s");
    }

    public static string Settings(SettingsStateMessage message)
    {
        string text = string.Create(CultureInfo.InvariantCulture,
            $"settings {message.DocumentVersion}, phase {(int)message.Phase}, running {message.SettingsVersion}");
        text += message.SecondsLeft == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", left {message.SecondsLeft}");
        return message.Reason.Length == 0 ? text : $"{text}, why {message.Reason}";
    }

    public static string Hello(HelloMessage message)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"boot {message.BootCount}, reason {(int)message.BootReason}, firmware {Plain(message.FirmwareVersion)}, "
            + $"model {Plain(message.HardwareModel)}, interval {message.HeartbeatIntervalSeconds} s");
    }

    public static string Alarm(AlarmMessage message)
    {
        if (message.Kind == AlarmKind.Presence)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"status {message.StatusCode}, sequence {message.Sequence}, age {message.AgeMilliseconds} ms");
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"kind {(int)message.Kind}, trigger {message.TriggerId}, device {message.DeviceType}, "
            + $"status {message.StatusCode}, sequence {message.Sequence}");
    }

    public static string Event(EventMessage message)
    {
        string text = message.Text.Length == 0 ? "" : ", " + Plain(message.Text);
        return string.Create(CultureInfo.InvariantCulture,
            $"device {message.DeviceId} type {message.DeviceType} status {message.StatusCode} "
            + $"value {message.Value}{text}");
    }

    public static string Answer(AcknowledgementMessage message)
    {
        string reason = message.Reason.Length == 0 ? "" : ", " + Plain(message.Reason);
        return string.Create(CultureInfo.InvariantCulture,
            $"command {message.AcknowledgedSequence}, result {(int)message.Result}{reason}");
    }

    public static string Pairing(DevicePairingMessage message)
    {
        return string.Create(CultureInfo.InvariantCulture,
            $"pairing {(int)message.Step}, trigger {message.DeviceId}, refusal {(int)message.Reason}");
    }

    public static string Walk(WalkTestMessage message)
    {
        return string.Create(CultureInfo.InvariantCulture, $"walk {(int)message.Step}, trigger {message.DeviceId}");
    }

    public static string Link(LinkChangeReason reason)
    {
        return reason.ToString();
    }

    public static string Refused(UplinkKind kind, MessageError error)
    {
        return $"{kind}: {error}";
    }

    /// <summary>
    /// A hub's text without control characters, which PostgreSQL refuses (U+0000) and pages must not show.
    /// </summary>
    public static string Plain(string text)
    {
        foreach (char letter in text)
        {
            if (char.IsControl(letter))
            {
                return string.Create(text.Length, text, static (span, source) =>
                {
                    for (int i = 0; i < span.Length; i++)
                    {
                        span[i] = char.IsControl(source[i]) ? '\uFFFD' : source[i];
                    }
                });
            }
        }

        return text;
    }
}
