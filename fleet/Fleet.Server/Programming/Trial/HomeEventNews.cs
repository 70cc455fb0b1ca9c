// What a hub told of what happened, copied from the message for the writing later.
using System;
using Fleet.Server.Gateway;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;
using Hub.Protocols.Rules;

namespace Fleet.Server.Programming.Trial;

/// <summary>An event to be stored, or that a hub was heard.</summary>
/// <param name="Hub">The hub.</param>
/// <param name="HeardAt">When the message came, unix milliseconds UTC.</param>
/// <param name="BootCount">Of a hello, which start of the hub it is of; 0 otherwise.</param>
/// <param name="Event">What happened; null when the hub was only heard.</param>
internal readonly record struct HomeEventNews(HubPrincipal Hub, long HeardAt, long BootCount, HomeEvent? Event);

/// <summary>Makes events of messages.</summary>
internal static class HomeEventForm
{
    /// <summary>What an event message tells; null when no rule looks at it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="receivedAt">When it came, for a hub whose clock is not set; unix milliseconds UTC.</param>
    public static HomeEvent? Of(EventMessage message, long receivedAt)
    {
        if (KindOf(message) is not { } kind)
        {
            return null;
        }

        return new HomeEvent(
            (long)message.Sequence,
            message.HubUnixMilliseconds > 0 ? message.HubUnixMilliseconds : receivedAt,
            kind,
            message.DeviceId,
            message.DeviceType,
            message.StatusCode,
            message.Value);
    }

    /// <summary>What an alarm tells; null when no rule looks at it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="receivedAt">When it came, unix milliseconds UTC.</param>
    public static HomeEvent? Of(AlarmMessage message, long receivedAt)
    {
        bool isTest = message.Kind == AlarmKind.Test && message.TriggerId != 0;
        bool isOfRule = message.RuleId != 0 && message.Kind is not (AlarmKind.Test or AlarmKind.SilentTest);
        bool isPress = message.TriggerId != 0
            && message.Kind is not (AlarmKind.Technical or AlarmKind.SilentTest or AlarmKind.Presence);
        if (!isTest && !isOfRule && !isPress)
        {
            return null;
        }

        return new HomeEvent(
            (long)message.Sequence,
            message.RaisedUnixMilliseconds > 0
                ? message.RaisedUnixMilliseconds
                : receivedAt - Math.Min(message.AgeMilliseconds, receivedAt),
            isTest ? HomeEventKind.Test : HomeEventKind.Alarm,
            message.TriggerId,
            message.DeviceType,
            message.StatusCode,
            0,
            message.Location,
            message.Occupant,
            message.RuleId);
    }

    /// <summary>That the hub started, as its hello tells.</summary>
    /// <param name="message">The message.</param>
    /// <param name="receivedAt">When it came, unix milliseconds UTC.</param>
    public static HomeEvent Of(HelloMessage message, long receivedAt)
    {
        long now = message.HubUnixMilliseconds > 0 ? message.HubUnixMilliseconds : receivedAt;
        return new HomeEvent(
            (long)message.Sequence, now - Math.Min(message.UptimeMilliseconds, now), HomeEventKind.Start);
    }

    private static HomeEventKind? KindOf(EventMessage message)
    {
        if (message.DeviceId != 0)
        {
            return IsNoticed(message.StatusCode) ? HomeEventKind.Device : null;
        }

        return (message.DeviceType, message.StatusCode, message.Text) switch
        {
            (DeviceTypes.Controller, StatusCodes.Active, DocumentProjection.RulesInForce) => HomeEventKind.InForce,
            (DeviceTypes.Controller, StatusCodes.Activated, "rule fired") => HomeEventKind.Rule,
            (DeviceTypes.Controller, StatusCodes.Log, "rule on trial") => HomeEventKind.Rule,
            (DeviceTypes.Controller, StatusCodes.Cancel, "rule cancelled" or "alarm cancelled") => HomeEventKind.Rule,
            (DeviceTypes.Controller, StatusCodes.Present or StatusCodes.Absent, "presence")
                when message.Value is (int)RulePresence.Home or (int)RulePresence.Away => HomeEventKind.Presence,
            (DeviceTypes.SystemMonitor, StatusCodes.Overflow, "events lost") => HomeEventKind.Lost,
            _ => null,
        };
    }

    // What the hub tells of a device that the device itself did not notice: no rule hears of that.
    private static bool IsNoticed(int statusCode)
    {
        return statusCode is not (StatusCodes.Failure or StatusCodes.TimeOut or StatusCodes.BatteryOk
            or StatusCodes.RadioTestTransmissionReestablished or StatusCodes.UnauthorizedAccess);
    }
}
