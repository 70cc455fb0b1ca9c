// The entry of images for simulated hubs.
using System;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Loader;
using Hub.Simulator.Hardware;
using Hub.Updating;

namespace Hub.Simulator.Firmware;

/// <summary>Wires the core of this build to the board that it finds itself on.</summary>
public class Application : IHubFirmware
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: a simulated hub is stepped.</exception>
    public void Run(SlotStart start) => throw new NotSupportedException("A simulated hub is made and stepped.");

    /// <inheritdoc/>
    public virtual IRunningHub Make(IBoard board, SlotStart start)
    {
        BoardSimpleParts parts = new(board);
        BoardSlots slots = new(board.Slots);
        HubSettings settings = SettingsFromBoard.Read(board);
        settings.FirmwareVersion += "+" + start.Version;
        return new RunningHub(new HubCore(settings, new HubPorts
        {
            Flash = FlashOf(board, BoardPart.Journal),
            DeviceFlash = FlashOf(board, BoardPart.Devices),
            DocumentFlash = FlashOf(board, BoardPart.Documents),
            SettingsFlash = FlashOf(board, BoardPart.Settings),
            UpdateFlash = FlashOf(board, BoardPart.Updates),
            Paths = Array.ConvertAll(board.Uplinks, one => new UplinkPath(one.Receiver, new BoardUplink(one))),
            Modem = board.Modem == null ? null : new BoardModem(board.Modem),
            Panel = parts,
            Power = parts,
            Random = parts,
            Watchdog = parts,
            Restart = parts,
            Triggers = parts,
            Radio = board.HasRadio ? parts : null,
            Audio = board.HasAudio ? parts : null,
            Loads = parts,
            Receivers = board.ReceiverCount > 0 ? parts : null,
            Firmware = new SlotFirmware(board.Slots, start, slots, board.Slots, board.Slots),
        }));
    }

    private static BoardFlash? FlashOf(IBoard board, BoardPart part) =>
        board.Flash(part) is { } flash ? new BoardFlash(flash) : null;
}
