// The transceiver that hears the home's devices and answers them.
namespace Hub.Core.Ports;

/// <summary>
/// A transceiver in the social-alarm band (869.200 to 869.250 MHz), wired to <see cref="HubCore.PutFrame"/> for what
/// it receives. Preamble, sync word, length and CRC are its own. How much it may send is decided by the core
/// (<see cref="Radio.AirBudget"/>); it may refuse, and never sends anything by itself.
/// </summary>
public interface IRadio
{
    /// <summary>Whether somebody else is on the air now. Read before each sending and a few times a minute.</summary>
    bool IsChannelBusy { get; }

    /// <summary>Whether the transceiver answers and is listening, as far as it can tell.</summary>
    bool IsWorking { get; }

    /// <summary>Begins to send one frame; the bytes are copied before the call returns.</summary>
    /// <param name="frame">Holds the frame.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="count">Its bytes, at most <c>RadioLimits.MaxFrameBytes</c>.</param>
    /// <param name="nowMilliseconds">The monotonic time.</param>
    /// <returns>False when the transceiver is busy or broken: nothing is then sent, and no air time counted.</returns>
    bool Send(byte[] frame, int offset, int count, long nowMilliseconds);
}
