// Restarts the board, and says why it started.
using Hub.Core.Ports;
using Hub.Esp32S3.Front;
using Hub.Protocols.Messages;
using nanoFramework.Runtime.Native;

namespace Hub.Esp32S3.Supervision;

/// <summary>
/// The interpreter tells managed code no reason for a reset. So a restart that is asked for leaves its reason in the
/// FRAM. When none was left, the lamps' driver is the witness: it keeps its registers when the watchdog or the
/// interpreter restarts the controller alone, and loses them with the supply. A sag of the supply cannot be told from
/// its return.
/// </summary>
public sealed class BoardRestart : IRestart
{
    private readonly RestartRecord _record;
    private bool _isWritten;

    /// <summary>Reads what was left and notes that the hub runs.</summary>
    /// <param name="flash">The board's state in the FRAM, two sectors.</param>
    /// <param name="evidence">Whether the supply was held.</param>
    public BoardRestart(IFlash flash, SupplyEvidence evidence)
    {
        _record = new RestartRecord(flash);
        LastReason = _record.IsAsked ? _record.Left : Find(evidence, _record.IsFound);
        _record.WriteRunning();
    }

    /// <inheritdoc/>
    public BootReason LastReason { get; }

    /// <inheritdoc/>
    public void Request(BootReason reason)
    {
        if (!_isWritten)
        {
            // Once: asked again, the restart matters more than the record.
            _isWritten = true;
            _record.WriteReason(reason);
        }

        nanoFramework.Runtime.Native.Power.RebootDevice(RebootOption.NormalReboot);
    }

    private static BootReason Find(SupplyEvidence evidence, bool isRunningNoted)
    {
        switch (evidence)
        {
            case SupplyEvidence.Lost:
                return BootReason.PowerOn;
            case SupplyEvidence.Held:
                // Without a note that the hub ran, somebody has only just put it there.
                return isRunningNoted ? BootReason.Watchdog : BootReason.Unknown;
            default:
                return BootReason.Unknown;
        }
    }
}
