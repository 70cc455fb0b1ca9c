// The vectors of protocols/vectors/topics.json, a row each; VectorSourceTests writes them.
// Fields: kind, topic or, behind a star, its UTF-8.
namespace NFUnitTest.Vectors;

internal static class TopicRows1
{
    internal static readonly string[] All =
    [
        "1|hub/0123456789abcdef/up/hello",
        "2|hub/0123456789abcdef/up/heartbeat",
        "3|hub/0123456789abcdef/up/alarm",
        "4|hub/0123456789abcdef/up/event",
        "5|hub/0123456789abcdef/up/ack",
        "6|hub/0123456789abcdef/down/ack",
        "7|hub/0123456789abcdef/down/time",
        "8|hub/0123456789abcdef/down/command",
        "9|hub/0123456789abcdef/up/pairing",
        "10|hub/0123456789abcdef/up/device",
        "11|hub/0123456789abcdef/up/walk",
        "12|hub/0123456789abcdef/down/pair",
        "13|hub/0123456789abcdef/down/rules",
        "14|hub/0123456789abcdef/down/settings",
        "15|hub/0123456789abcdef/up/settings",
        "16|hub/0123456789abcdef/up/diagnostics",
        "0|hub/0123456789abcdef/down/diagnostics",
        "0|hub/0123456789abcdef/up/rules",
        "0|",
        "0|hub",
        "0|hub/0123456789abcdef",
        "0|hub/0123456789abcdef/",
        "0|hub/0123456789abcdef/up",
        "0|hub/0123456789abcdef/up/",
        "0|hub/0123456789abcdef/up/alarms",
        "0|hub/0123456789abcdef/up/alar",
        "0|hub/0123456789abcdef/up/Alarm",
        "0|hub/0123456789abcdef/down/alarm",
        "0|hub/0123456789abcdef/up/time",
        "0|hub/0123456789abcdef/down/pairing",
        "0|hub/0123456789abcdef/up/pair",
        "0|hub/0123456789abcdef/up/devices",
        "0|hub/0123456789abcdef/up/alarm/",
        "0|/hub/0123456789abcdef/up/alarm",
        "0|Hub/0123456789abcdef/up/alarm",
        "0|hub/0123456789ABCDEF/up/alarm",
        "0|hub/0123456789abcde/up/alarm",
        "0|hub/0123456789abcdef0/up/alarm",
        "0|hub/0123456789abcdeg/up/alarm",
        "0|hub/+/up/alarm",
        "0|hub/0123456789abcdef/up/#",
        "0|hub/0123456789abcdef/down/command/and/much/more/than/that",
        "0|*6875622f303132333435363738396162636465660075702f616c61726d",
    ];
}
