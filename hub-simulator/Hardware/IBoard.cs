// The simulated board as firmware in a slot sees it.
namespace Hub.Simulator.Hardware;

/// <summary>
/// Everything around the hub in types that every build shares: firmware in a slot brings its own enumerations, so here
/// they are their numbers. Where a part is not fitted, what belongs to it does nothing.
/// </summary>
public interface IBoard
{
    /// <summary>A setting of the hub, by the name of its property.</summary>
    /// <param name="name">The property of the hub's settings; of those within, with a point between.</param>
    /// <returns>A number, text, bytes, or an array of these; null when the board does not know the name.</returns>
    object? Setting(string name);

    /// <summary>A flash part; null when it is not fitted.</summary>
    IBoardFlash? Flash(BoardPart part);

    /// <summary>The two slots for firmware, and the boot record.</summary>
    IBoardSlots Slots { get; }

    /// <summary>The paths to the receivers, in the order of preference.</summary>
    IBoardUplink[] Uplinks { get; }

    /// <summary>The mobile modem; null when none is fitted.</summary>
    IBoardModem? Modem { get; }

    /// <summary>Sets a lamp.</summary>
    void SetLamp(int lamp, int colour);

    /// <summary>The power source's number.</summary>
    int PowerSource { get; }

    /// <summary>The battery's charge, 0 to 100.</summary>
    int BatteryPercent { get; }

    /// <summary>Randomness.</summary>
    uint NextRandom();

    /// <summary>Feeds the watchdog.</summary>
    void FeedWatchdog();

    /// <summary>Why the board has started, as its number.</summary>
    int BootReason { get; }

    /// <summary>Asks for a restart, with the number of the reason.</summary>
    void Restart(int reason);

    /// <summary>A bridged trigger's press is in the journal.</summary>
    void AcknowledgePress(uint triggerId, uint pressToken);

    /// <summary>Whether there is a transceiver.</summary>
    bool HasRadio { get; }

    /// <summary>Whether somebody sends.</summary>
    bool IsChannelBusy { get; }

    /// <summary>Whether the transceiver answers.</summary>
    bool IsRadioWorking { get; }

    /// <summary>Sends a frame; false when it cannot be sent now.</summary>
    bool SendFrame(byte[] frame, int offset, int count, long nowMilliseconds);

    /// <summary>Whether there is a loudspeaker.</summary>
    bool HasAudio { get; }

    /// <summary>Whether a phrase is being spoken.</summary>
    bool IsSpeaking { get; }

    /// <summary>Sets volume, in percent, and language.</summary>
    void ConfigureAudio(int volumePercent, int language);

    /// <summary>Plays a signal.</summary>
    void PlaySound(int sound);

    /// <summary>Speaks a phrase; false when it cannot.</summary>
    bool Speak(int phrase);

    /// <summary>Sets the brightness of the lamps, 1 to 100 percent.</summary>
    void SetLampBrightness(int percent);

    /// <summary>Gives the second bearer power, or takes it.</summary>
    void SetSecondBearer(bool isOn);

    /// <summary>Takes all power until the mains return.</summary>
    void PowerOff();

    /// <summary>How many receivers can be sent elsewhere; 0 when none can.</summary>
    int ReceiverCount { get; }

    /// <summary>Sends the paths to a receiver elsewhere.</summary>
    void UseReceiver(int receiver, string host, int port);
}
