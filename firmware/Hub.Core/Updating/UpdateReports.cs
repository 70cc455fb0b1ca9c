// Tells the fleet manager what runs, and where the hub is with a release.
using Hub.Core.Linking;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Protocols.Messages;
using Hub.Protocols.Security;
using Hub.Protocols.Updates;

namespace Hub.Core.Updating;

/// <summary>Keeps the newest news and sends it, sealed, until the receiver has it.</summary>
internal sealed class UpdateReports
{
    private readonly HubMemory _memory;
    private readonly IRandom _random;
    private readonly byte[] _key;
    private readonly UpdateSeal _seal = new UpdateSeal();
    private bool _isDue;
    private int _publishId;

    internal UpdateReports(HubMemory memory, IRandom random, byte[] key)
    {
        _memory = memory;
        _random = random;
        _key = key;
        State.NonceLength = UpdateLimits.NonceBytes;
        State.ClassIdLength = UpdateLimits.ClassIdBytes;
        State.RunningDigestLength = UpdateLimits.DigestBytes;
        State.TrustedKeyIdsLength = UpdateLimits.TrustedKeys * UpdateLimits.SigningKeyIdBytes;
    }

    /// <summary>What is told; changed by whoever has news, before <see cref="Tell"/>.</summary>
    internal UpdateStateMessage State { get; } = new UpdateStateMessage();

    /// <summary>Whether all there is to tell has been taken.</summary>
    internal bool IsTold
    {
        get { return !_isDue; }
    }

    /// <summary>Offers another nonce: what carries the one before no longer counts.</summary>
    internal void RenewNonce()
    {
        for (int i = 0; i < UpdateLimits.NonceBytes; i += 4)
        {
            uint number = _random.NextUInt32();
            for (int k = 0; k < 4; k++)
            {
                State.Nonce[i + k] = (byte)(number >> (8 * k));
            }
        }
    }

    /// <summary>The state is to be told.</summary>
    internal void Tell()
    {
        _isDue = true;
        _publishId = 0;
    }

    /// <summary>Sends what is due.</summary>
    /// <returns>True when it could not be sent.</returns>
    internal bool SendDue(UplinkSession session, long nowMilliseconds)
    {
        if (!_isDue || _publishId != 0 || !session.IsReady)
        {
            return false;
        }

        State.BootCount = _memory.State.BootCount;
        State.Sequence = _memory.Sequences.Next();
        if (!_seal.Seal(State, _key))
        {
            // A hub without a key has nothing that anybody could believe.
            _isDue = false;
            return false;
        }

        _publishId = session.Publish(MessageKind.UpdateState, State, 0, false, nowMilliseconds);
        return _publishId == 0;
    }

    /// <summary>The receiver has it.</summary>
    internal void OnAnswered(int publishId)
    {
        if (publishId == _publishId)
        {
            _isDue = false;
            _publishId = 0;
        }
    }

    /// <summary>What was not answered is sent again on the next session.</summary>
    internal void OnSessionEnded()
    {
        _publishId = 0;
    }
}
