// Whom the hub reaches, and how much it may send.
using Hub.Protocols.Settings;

namespace Hub.Core;

/// <summary>
/// The link's part of <see cref="HubSettings"/>. The MQTT receivers are <c>HubPorts.Paths</c>, since hosts and
/// credentials are the wiring's; here are the numbers. A number is 3 to <see cref="Limits.MaxNumberDigits"/> digits,
/// after a plus sign if it is international.
/// </summary>
public sealed class LinkSettings
{
    /// <summary>Who gets a short message when no receiver holds a person's alarm, in this order; at most
    /// <see cref="Limits.MaxNumbers"/>.</summary>
    public string[] ShortMessageNumbers { get; set; } = new string[0];

    /// <summary>The key that proves a short message to come from this hub
    /// (<c>Hub.Protocols.Alarms.AlarmText</c>), 16 bytes or none.</summary>
    public byte[] ShortMessageKey { get; set; } = new byte[0];

    /// <summary>Whom the hub calls after a person's alarm (HBG-046), in this order; none: it waits to be called. At
    /// most <see cref="Limits.MaxNumbers"/>.</summary>
    public string[] VoiceNumbers { get; set; } = new string[0];

    /// <summary>Whose calls are taken without anybody's doing for some time after an alarm (NOR-030); all other calls
    /// are refused. At most <see cref="Limits.MaxNumbers"/>.</summary>
    public string[] AnsweredNumbers { get; set; } = new string[0];

    /// <summary>Where the receivers of the paths are, the primary first, as the wiring reaches them; at most <see
    /// cref="Limits.MaxReceivers"/>. Empty when nobody is to tell the hub others.</summary>
    public ReceiverAddress[] Receivers { get; set; } = new ReceiverAddress[0];

    /// <summary>Bytes a day over the mobile network, 0 for no limit, at most <see cref="Limits.MaxBytesPerDay"/>.
    /// </summary>
    public int BytesPerDay { get; set; } = Limits.DefaultBytesPerDay;

    /// <summary>Longest random wait before the first connection after a start or a loss, in seconds, 0 to <see
    /// cref="Limits.MaxReconnectSpreadSeconds"/>; a person's alarm does not wait.</summary>
    public int ReconnectSpreadSeconds { get; set; } = Limits.DefaultReconnectSpreadSeconds;
}
