// What rules know across power cuts: who is at home, and what is under way.
using Hub.Core.Ports;
using Hub.Protocols;
using Hub.Protocols.Rules;

namespace Hub.Core.Storage;

/// <summary>
/// Keeps presence and the rules that are under way in a <see cref="RecordLog"/>. A change is made in memory first; a
/// call that returns true says that it survives a power cut at any byte.
/// </summary>
public sealed class RuleMemory : ILogOwner
{
    private const int RecordBytes = 32;
    private const uint Magic = 0x454C5552;
    private const int PresenceKind = 2;
    private const int RunKind = 3;
    private const int HighestKind = LogRecord.SnapshotEnd;
    private const int Payload = LogRecord.PayloadOffset;
    private const int LocationMask = 0x0FFF;
    private const int OccupantShift = 12;

    private readonly LogSectors _sectors;
    private readonly RecordLog _log;
    private readonly KeptRun[] _runs = new KeptRun[RuleLimits.MaxRules];

    internal RuleMemory(IFlash flash)
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            _runs[i] = new KeptRun();
        }

        _sectors = new LogSectors(flash, RecordBytes, HighestKind, Limits.MinSectorBytes);
        _log = new RecordLog(_sectors, this, Magic, Limits.MinFreeSlotsAfterSnapshot);
    }

    /// <summary>True once the flash has been read.</summary>
    public bool IsMounted
    {
        get { return _log.IsMounted; }
    }

    /// <summary>True while nothing can be written; changes then live in memory only.</summary>
    public bool IsFaulty
    {
        get { return _log.IsFaulty; }
    }

    /// <summary>True when the flash was not blank and yet held nothing whole.</summary>
    public bool IsHistoryLost
    {
        get { return _log.IsHistoryLost; }
    }

    /// <summary>Records written since the start.</summary>
    public long WriteCount
    {
        get { return _sectors.WriteCount; }
    }

    /// <summary>Erasures since the start.</summary>
    public long EraseCount
    {
        get { return _sectors.EraseCount; }
    }

    /// <summary>Who is at home, as last kept.</summary>
    public RulePresence Presence { get; private set; } = RulePresence.Home;

    /// <inheritdoc/>
    int ILogOwner.LivePlaces
    {
        get { return 1 + _runs.Length; }
    }

    /// <inheritdoc/>
    int ILogOwner.PutLive(int place, byte[] record)
    {
        if (place == 0)
        {
            record[Payload] = (byte)(int)Presence;
            return PresenceKind;
        }

        KeptRun run = _runs[place - 1];
        if (run.RuleId == 0)
        {
            return 0;
        }

        Put(record, run, true);
        return RunKind;
    }

    /// <inheritdoc/>
    void ILogOwner.Forget()
    {
        Presence = RulePresence.Home;
        for (int i = 0; i < _runs.Length; i++)
        {
            _runs[i].RuleId = 0;
        }
    }

    /// <inheritdoc/>
    void ILogOwner.Apply(byte[] record)
    {
        switch (LogRecord.Kind(record))
        {
            case PresenceKind:
                Presence = record[Payload] == (int)RulePresence.Away ? RulePresence.Away : RulePresence.Home;
                break;
            case RunKind:
                Apply(record, (int)LittleEndian.Get(record, Payload, 2));
                break;
        }
    }

    /// <inheritdoc/>
    void ILogOwner.OnCopied()
    {
    }

    /// <summary>Reads the flash; writes nothing.</summary>
    internal bool Mount()
    {
        return _log.Mount();
    }

    /// <summary>Work for idle steps.</summary>
    internal void Maintain(long nowMilliseconds)
    {
        _log.Maintain(nowMilliseconds);
    }

    /// <summary>What is kept of a rule; null when it is not under way.</summary>
    internal KeptRun? Find(int ruleId)
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            if (_runs[i].RuleId == ruleId && ruleId != 0)
            {
                return _runs[i];
            }
        }

        return null;
    }

    /// <summary>Keeps who is at home.</summary>
    internal bool WritePresence(RulePresence presence)
    {
        Presence = presence;
        byte[]? record = _log.Begin(PresenceKind);
        if (record == null)
        {
            return false;
        }

        record[Payload] = (byte)(int)presence;
        return _log.Append();
    }

    /// <summary>The place for a rule's run, to be filled and then written; null when other rules have all places.
    /// </summary>
    internal KeptRun? Take(int ruleId)
    {
        KeptRun? place = Find(ruleId);
        for (int i = 0; i < _runs.Length && place == null; i++)
        {
            place = _runs[i].RuleId == 0 ? _runs[i] : null;
        }

        if (place != null)
        {
            place.RuleId = ruleId;
        }

        return place;
    }

    /// <summary>Keeps a run that has been filled.</summary>
    internal bool Write(KeptRun run)
    {
        return Append(run, true);
    }

    /// <summary>A rule is no longer under way.</summary>
    internal bool End(KeptRun run)
    {
        bool isWritten = Append(run, false);
        run.RuleId = 0;
        return isWritten;
    }

    private bool Append(KeptRun run, bool isUnderWay)
    {
        byte[]? record = _log.Begin(RunKind);
        if (record == null)
        {
            return false;
        }

        Put(record, run, isUnderWay);
        if (!isUnderWay)
        {
            // A copy made instead of the record must not hold it any more.
            run.RuleId = 0;
        }

        return _log.Append();
    }

    private static void Put(byte[] record, KeptRun run, bool isUnderWay)
    {
        LittleEndian.Put(record, Payload, (ulong)run.RuleId, 2);
        record[Payload + 2] = (byte)(isUnderWay ? 1 : 0);
        LittleEndian.Put(record, Payload + 3, run.UnixSeconds, 4);
        LittleEndian.Put(record, Payload + 7, run.DeviceId, 4);
        LittleEndian.Put(record, Payload + 11, (ulong)run.DeviceType, 2);
        LittleEndian.Put(record, Payload + 13, (ulong)run.StatusCode, 2);
        LittleEndian.Put(record, Payload + 15, (ulong)(run.LocationCode | (run.Occupant << OccupantShift)), 2);
    }

    private void Apply(byte[] record, int ruleId)
    {
        KeptRun? run = record[Payload + 2] == 0 ? Find(ruleId) : Take(ruleId);
        if (run == null)
        {
            return;
        }

        if (record[Payload + 2] == 0)
        {
            run.RuleId = 0;
            return;
        }

        run.UnixSeconds = (uint)LittleEndian.Get(record, Payload + 3, 4);
        run.DeviceId = (uint)LittleEndian.Get(record, Payload + 7, 4);
        run.DeviceType = (int)LittleEndian.Get(record, Payload + 11, 2);
        run.StatusCode = (int)LittleEndian.Get(record, Payload + 13, 2);
        int place = (int)LittleEndian.Get(record, Payload + 15, 2);
        int location = place & LocationMask;
        int occupant = place >> OccupantShift;
        run.LocationCode = location <= ProtocolLimits.MaxScaipLocation ? location : 0;
        run.Occupant = occupant <= ProtocolLimits.MaxOccupant ? occupant : 0;
    }
}
