// What each request of the service console does.
using Hub.Protocols.Bench;

namespace Hub.Provisioning;

/// <content>The verbs.</content>
public sealed partial class ServiceConsole
{
    private static bool IsBetween(int value, int min, int max)
    {
        return value >= min && value <= max;
    }

    private void CarryOut(bool isHello, long now)
    {
        int arguments = _reader.WordCount - 1;
        if (isHello)
        {
            Hello(arguments);
        }
        else if (_isRestarting)
        {
            Refuse(BenchErrors.Busy);
        }
        else if (_reader.Is(0, BenchVerbs.Begin))
        {
            Begin(arguments, now);
        }
        else if (_reader.Is(0, BenchVerbs.Part))
        {
            Part(arguments, now);
        }
        else if (_reader.Is(0, BenchVerbs.Commit))
        {
            Commit(arguments, now);
        }
        else if (_reader.Is(0, BenchVerbs.Forget))
        {
            Forget(arguments, now);
        }
        else if (_reader.Is(0, BenchVerbs.Status))
        {
            Status(arguments, now);
        }
        else if (_reader.Is(0, BenchVerbs.Test))
        {
            Test(arguments);
        }
        else if (_reader.Is(0, BenchVerbs.Restart))
        {
            Restart(arguments, now);
        }
        else
        {
            Refuse(BenchErrors.Verb);
        }
    }

    private void Agree()
    {
        _answer.BeginAnswer(_reader.Number, BenchErrors.Ok);
    }

    private void Refuse(string code)
    {
        _answer.BeginAnswer(_reader.Number, BenchErrors.Error);
        _answer.Word(code);
    }

    private bool Expects(bool isSound)
    {
        if (!isSound)
        {
            Refuse(BenchErrors.Argument);
        }

        return isSound;
    }

    private void Hello(int arguments)
    {
        if (!Expects(arguments == 0))
        {
            return;
        }

        _transfer.Drop();
        Agree();
        WriteFacts(_answer);
        _answer.Key(BenchKeys.Session);
        _answer.Hex(_ports.Random!.NextUInt32());
    }

    private void WriteBanner(long now)
    {
        _aside.BeginEvent(BenchEvents.Banner);
        WriteFacts(_aside);
        Send(_aside, now);
    }

    private void WriteFacts(BenchLineWriter line)
    {
        BoardFacts board = _ports.Board;
        line.Value(BenchKeys.Protocol, BenchLimits.ProtocolVersion);
        line.Value(BenchKeys.Board, board.BoardId);
        line.Value(BenchKeys.Model, board.Model);
        line.Value(BenchKeys.Firmware, board.Firmware);
        WriteState(line);
        line.Value(BenchKeys.Boot, (int)_ports.Restart!.LastReason);
    }

    private void WriteState(BenchLineWriter line)
    {
        HubIdentity? identity = _store.Identity;
        string state = identity != null ? BenchStates.Provisioned : BenchStates.Blank;
        line.Value(BenchKeys.State, _store.IsSettled ? state : BenchStates.Faulty);
        line.Value(BenchKeys.Hub, identity == null ? "" : identity.HubId);
    }

    private void Begin(int arguments, long now)
    {
        int length = _reader.NumberAt(1, BenchLimits.MaxRequestNumber);
        if (!Expects(IsBetween(arguments, 2, 3) && length >= 0 && _reader.TryHexNumber(2, out _)))
        {
            return;
        }

        _reader.TryHexNumber(2, out uint crc);
        if (!IsBetween(length, 1, BenchLimits.MaxIdentityBytes))
        {
            Refuse(BenchErrors.Length);
            _answer.Value(BenchKeys.Max, BenchLimits.MaxIdentityBytes);
            return;
        }

        if (!_store.IsSettled)
        {
            Refuse(BenchErrors.Storage);
            return;
        }

        // Without the code only what the hub has already can come, for a tool that never had its answer.
        bool isConfirmation = _store.Identity != null && arguments == 2;
        if (isConfirmation && !_store.HasDigest(length, crc))
        {
            Refuse(BenchErrors.Provisioned);
            _answer.Value(BenchKeys.Hub, _store.Identity!.HubId);
            return;
        }

        if (_store.Identity != null && arguments == 3 && !IsCodeRight(3, now))
        {
            return;
        }

        _transfer.Begin(length, crc, isConfirmation, now);
        Agree();
        _answer.Value(BenchKeys.Part, BenchLimits.PartBytes);
    }

    private bool IsCodeRight(int word, long now)
    {
        if (_guard.Opens(_resetCode, _reader.Text(word), now))
        {
            return true;
        }

        Refuse(BenchErrors.ResetCode);
        _answer.Value(BenchKeys.Wait, _guard.WaitSeconds(now));
        return false;
    }

    private void Part(int arguments, long now)
    {
        int offset = _reader.NumberAt(1, BenchLimits.MaxIdentityBytes);
        int count = _reader.HexAt(2, _part, BenchLimits.PartBytes);
        if (!Expects(arguments == 2 && offset >= 0 && count > 0))
        {
            return;
        }

        if (!_transfer.IsOpen)
        {
            Refuse(BenchErrors.Transfer);
        }
        else if (!_transfer.Take(offset, _part, count, now))
        {
            Refuse(BenchErrors.Offset);
            _answer.Value(BenchKeys.Expected, _transfer.Received);
        }
        else
        {
            Agree();
            _answer.Value(BenchKeys.Received, _transfer.Received);
        }
    }

    private void Commit(int arguments, long now)
    {
        if (!Expects(arguments == 0))
        {
            return;
        }

        if (!_transfer.IsOpen)
        {
            Refuse(BenchErrors.Transfer);
        }
        else if (!_transfer.IsWhole)
        {
            Refuse(BenchErrors.Incomplete);
            _answer.Value(BenchKeys.Expected, _transfer.Received);
        }
        else if (!_transfer.IsUndamaged)
        {
            _transfer.Drop();
            Refuse(BenchErrors.Document);
        }
        else
        {
            Install(now);
        }
    }

    private void Install(long now)
    {
        int count = _transfer.Length;
        HubIdentity? identity = _identityReader.Read(_transfer.Document, 0, count);
        bool isSame = _store.IsSame(_transfer.Document, count);
        bool isOther = _store.Identity != null && identity != null && _store.Identity.HubId != identity.HubId;
        int pending = PendingAlarmCount();
        if (identity == null)
        {
            Refuse(BenchErrors.Identity);
            _answer.Value(BenchKeys.Field, _identityReader.Field);
            _answer.Value(BenchKeys.Reason, IdentityFaults.Word(_identityReader.Fault));
        }
        else if (_transfer.IsConfirmation && !isSame)
        {
            Refuse(BenchErrors.Provisioned);
            _answer.Value(BenchKeys.Hub, _store.Identity!.HubId);
        }
        else if (isOther && pending > 0)
        {
            // The alarms of one home are never sent as another's, nor lost without anybody's wish.
            Refuse(BenchErrors.Pending);
            _answer.Value(BenchKeys.Alarms, pending);
        }
        else if (!isSame && !_store.Write(identity, _transfer.Document, count))
        {
            RefuseStorage(now);
        }
        else
        {
            Agree();
            _answer.Value(BenchKeys.Hub, identity.HubId);
            RestartSoon(now);
        }

        _transfer.Drop();
    }

    private void Forget(int arguments, long now)
    {
        bool isForced = arguments == 2 && _reader.Is(2, BenchVerbs.Force);
        if (!Expects(arguments == 1 || isForced))
        {
            return;
        }

        if (_store.Identity == null)
        {
            Refuse(_store.IsSettled ? BenchErrors.Blank : BenchErrors.Storage);
            return;
        }

        if (!IsCodeRight(1, now))
        {
            return;
        }

        int pending = PendingAlarmCount();
        if (pending > 0 && !isForced)
        {
            Refuse(BenchErrors.Pending);
            _answer.Value(BenchKeys.Alarms, pending);
        }
        else if (!_store.Forget())
        {
            RefuseStorage(now);
        }
        else
        {
            Agree();
            RestartSoon(now);
        }
    }

    // What could not be finished is taken up again at the start.
    private void RefuseStorage(long now)
    {
        Refuse(BenchErrors.Storage);
        if (!_store.IsSettled)
        {
            RestartSoon(now);
        }
    }

    private int PendingAlarmCount()
    {
        return _core == null ? 0 : _core.Status.Memory.Alarms.Count;
    }

    private void Test(int arguments)
    {
        if (!Expects(arguments == 0))
        {
            return;
        }

        if (_core == null)
        {
            Refuse(BenchErrors.Blank);
            return;
        }

        ulong sequence = _core.RaiseServiceTest();
        if (sequence == 0)
        {
            Refuse(BenchErrors.Busy);
            return;
        }

        Agree();
        _answer.Value(BenchKeys.Alarm, (long)sequence);
    }

    private void Restart(int arguments, long now)
    {
        if (Expects(arguments == 0))
        {
            Agree();
            RestartSoon(now);
        }
    }
}
