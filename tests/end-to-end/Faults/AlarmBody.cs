// The body of an alarm as a hub would send it.
using System;
using Hub.Protocols;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;

namespace EndToEnd.Tests.Faults;

/// <summary>Encodes one alarm.</summary>
internal static class AlarmBody
{
    public static byte[] Encode(ulong sequence, uint triggerId)
    {
        var message = new AlarmMessage
        {
            BootCount = 1,
            Sequence = sequence,
            AgeMilliseconds = 120,
            Kind = AlarmKind.Person,
            TriggerId = triggerId,
            DeviceType = DeviceTypes.PersonalTrigger,
            StatusCode = StatusCodes.ManualAlarm,
            Priority = 1,
            Attempt = 1,
            PressCount = 1,
        };
        var buffer = new byte[ProtocolLimits.MaxMessageBytes];
        int length = message.Encode(new CborWriter(), buffer, 0, buffer.Length);
        return buffer.AsSpan(0, length).ToArray();
    }
}
