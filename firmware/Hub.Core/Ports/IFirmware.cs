// The firmware that runs, and the slot that another one can be written into.
using Hub.Protocols.Updates;

namespace Hub.Core.Ports;

/// <summary>
/// What the board's loader knows and does. On a board it stands on two slots and the boot record
/// (<c>Hub.Loader.SlotConfirmation</c>). Nothing here throws; what cannot be kept is told by the value returned, and
/// may be tried again.
/// </summary>
public interface IFirmware
{
    /// <summary>The release that runs; 0 for the factory application.</summary>
    uint RunningSequence { get; }

    /// <summary>Whether it has to prove itself, or be gone back from.</summary>
    bool IsOnTrial { get; }

    /// <summary>Whether there is a firmware that <see cref="GoBack"/> leads to.</summary>
    bool HasPrevious { get; }

    /// <summary>The release that it leads to; 0 for the factory application.</summary>
    uint PreviousSequence { get; }

    /// <summary>The most bytes that an image may have here.</summary>
    int SlotBytes { get; }

    /// <summary>Takes the spare slot out of use, so that it may be written; harmless when it is already.</summary>
    /// <returns>False when there is none, because what runs has not settled yet, or it cannot be kept.</returns>
    bool Prepare();

    /// <summary>Reads what was written for the spare slot.</summary>
    /// <param name="part">The image, or one of the two that lie beside it.</param>
    /// <param name="offset">The first byte.</param>
    /// <param name="into">Takes the bytes from its beginning.</param>
    /// <param name="count">How many.</param>
    /// <returns>False when not all of them are there.</returns>
    bool Read(ReleasePart part, int offset, byte[] into, int count);

    /// <summary>Writes one chunk for the spare slot, over whatever is there. A power cut may leave anything in the
    /// chunk's own place, and nothing elsewhere.</summary>
    /// <param name="part">The image, or one of the two that lie beside it.</param>
    /// <param name="offset">A multiple of <see cref="UpdateLimits.ChunkBytes"/>.</param>
    /// <param name="from">Holds the bytes from its beginning.</param>
    /// <param name="count">How many, at most a chunk.</param>
    /// <returns>False when they could not be written.</returns>
    bool Write(ReleasePart part, int offset, byte[] from, int count);

    /// <summary>HMAC-SHA256 under the public key of the bytes 0 to 31; native on the board.</summary>
    /// <param name="data">All of it is taken.</param>
    /// <returns>The <see cref="UpdateLimits.DigestBytes"/>.</returns>
    byte[] Digest(byte[] data);

    /// <summary>Checks the image as the loader will, and has it started on trial from the next start on.</summary>
    /// <param name="sequence">The release.</param>
    /// <param name="bytes">The bytes of its image.</param>
    /// <returns><see cref="UpdateReason.None"/>, <see cref="UpdateReason.BadImage"/> or <see
    /// cref="UpdateReason.Storage"/>.</returns>
    UpdateReason BeginTrial(uint sequence, int bytes);

    /// <summary>What runs has proved itself.</summary>
    /// <returns>False when it could not be kept: to be called again.</returns>
    bool Confirm();

    /// <summary>What runs on trial has failed: the next start goes back.</summary>
    /// <returns>False when it could not be kept; the starts of a trial run out by themselves.</returns>
    bool GiveUp();

    /// <summary>What runs for good is to be left: the next start is of the firmware before it.</summary>
    /// <returns>False when there is none, or it could not be kept.</returns>
    bool GoBack();

    /// <summary>What runs for good has run long enough for this start not to count against it.</summary>
    /// <returns>False when it could not be kept: to be called again.</returns>
    bool Settle();

    /// <summary>Why the loader does not run a release that was on trial or confirmed.</summary>
    /// <returns><see cref="UpdateReason.NeverConfirmed"/>, <see cref="UpdateReason.CannotStart"/>, <see
    /// cref="UpdateReason.NeverSettled"/>, or <see cref="UpdateReason.None"/> when it knows of nothing.</returns>
    UpdateReason WhyNot(uint sequence);
}
