// A board at the bench that follows the protocol, with a fate for each request.
using System;
using System.Collections.Generic;
using System.IO;
using Hub.Protocols.Bench;
using Hub.Protocols.Security;

namespace Hubctl.Tests.World;

/// <summary>What is in its flash outlives everything; session and transfer do not outlive the supply.</summary>
internal sealed class ScriptedBoard
{
    public const string Id = "a1b2c3d4e5f6";
    private readonly BenchLineReader _lines = new();
    private readonly BenchLineWriter _out = new();
    private readonly MemoryStream _answers = new();
    private byte[]? _transfer;
    private int _received;
    private uint _announced;
    private string _lastLine = "";
    private byte[] _lastAnswer = [];

    /// <summary>The identity in flash; null while blank.</summary>
    public HubIdentity? Identity { get; private set; }

    /// <summary>How often an identity was stored.</summary>
    public int Commits { get; private set; }

    /// <summary>How often a verb was carried out, repeats not counted.</summary>
    public List<string> CarriedOut { get; } = [];

    /// <summary>Whether there is supply.</summary>
    public bool IsPowered { get; set; } = true;

    /// <summary>Whether its flash does not answer.</summary>
    public bool IsFaulty { get; set; }

    /// <summary>Wrong reset codes make the hub take none for this long.</summary>
    public int CodeWaitSeconds { get; set; }

    public string HubId => Identity?.HubId ?? "";

    /// <summary>Gives it an identity as from another bench.</summary>
    public void Become(HubIdentity identity) => Identity = identity;

    /// <summary>The supply goes; what is not in flash is gone.</summary>
    public void LoseSupply()
    {
        _transfer = null;
        _lastLine = "";
        _lines.Clear();
    }

    /// <summary>Takes bytes from the line.</summary>
    /// <param name="bytes">What arrived.</param>
    /// <param name="count">How much of it.</param>
    /// <returns>What it says.</returns>
    public byte[] Put(byte[] bytes, int count)
    {
        _answers.SetLength(0);
        for (int i = 0; i < count && IsPowered; i++)
        {
            switch (_lines.Put(bytes[i]))
            {
                case BenchLineResult.Line when _lines.Kind == BenchLineKind.Request:
                    Answer();
                    break;
                case BenchLineResult.Empty:
                    Banner();
                    break;
                case BenchLineResult.BadChecksum:
                    _out.BeginAnswer(BenchLineWriter.NoNumber, BenchErrors.Error);
                    _out.Word(BenchErrors.Checksum);
                    Say();
                    break;
            }
        }

        return _answers.ToArray();
    }

    private void Answer()
    {
        string line = System.Text.Encoding.ASCII.GetString(_lines.Line, 0, _lines.LineLength);
        bool isRepeated = line == _lastLine;
        if (!isRepeated)
        {
            _lastLine = line;
            CarriedOut.Add(_lines.Text(0));
            CarryOut(_lines.Text(0));
            _lastAnswer = _out.Buffer[..Finish()];
        }

        _answers.Write(_lastAnswer);
        if (!isRepeated && _lines.Text(0) == BenchVerbs.Commit && _transfer is null)
        {
            LoseSupply();
            Banner();
        }
    }

    private void Banner()
    {
        _out.BeginEvent(BenchEvents.Banner);
        Facts();
        Say();
    }

    private void CarryOut(string verb)
    {
        switch (verb)
        {
            case BenchVerbs.Hello:
                _transfer = null;
                Ok();
                Facts();
                _out.Value(BenchKeys.Session, "0123abcd");
                break;
            case BenchVerbs.Begin:
                BeginTransfer();
                break;
            case BenchVerbs.Part when _transfer is null:
            case BenchVerbs.Commit when _transfer is null:
                Error(BenchErrors.Transfer);
                break;
            case BenchVerbs.Part:
                TakePart(_transfer!);
                break;
            case BenchVerbs.Commit:
                Commit(_transfer!);
                break;
            case BenchVerbs.Status:
                Ok();
                _out.Value(BenchKeys.Link, BenchStates.None);
                _out.Value(BenchKeys.Lamps, "WR---");
                break;
            default:
                Error(BenchErrors.Verb);
                break;
        }
    }

    private void BeginTransfer()
    {
        string typed = _lines.WordCount > 3 ? _lines.Text(3) : "";
        if (Identity is not null && typed.Length == 0)
        {
            Error(BenchErrors.Provisioned);
            _out.Value(BenchKeys.Hub, HubId);
            return;
        }

        if (Identity is not null && !HubCode.IsSame(HubCode.DeriveReset(Identity.Key), typed))
        {
            Error(BenchErrors.ResetCode);
            _out.Value(BenchKeys.Wait, CodeWaitSeconds);
            return;
        }

        int length = _lines.NumberAt(1, BenchLimits.MaxIdentityBytes);
        Assert.True(length > 0 && _lines.TryHexNumber(2, out _announced));
        _transfer = new byte[length];
        _received = 0;
        Ok();
        _out.Value(BenchKeys.Part, BenchLimits.PartBytes);
    }

    private void TakePart(byte[] transfer)
    {
        byte[] part = new byte[BenchLimits.PartBytes];
        int offset = _lines.NumberAt(1, BenchLimits.MaxIdentityBytes);
        int count = _lines.HexAt(2, part, part.Length);
        if (offset != _received || count < 1 || offset + count > transfer.Length)
        {
            Error(BenchErrors.Offset);
            _out.Value(BenchKeys.Expected, _received);
            return;
        }

        part.AsSpan(0, count).CopyTo(transfer.AsSpan(offset));
        _received += count;
        Ok();
        _out.Value(BenchKeys.Received, _received);
    }

    private void Commit(byte[] transfer)
    {
        if (_received < transfer.Length || Crc32.Compute(transfer, 0, transfer.Length) != _announced)
        {
            Error(BenchErrors.Incomplete);
            return;
        }

        var reader = new IdentityReader();
        if (reader.Read(transfer, 0, transfer.Length) is not { } identity)
        {
            Error(BenchErrors.Identity);
            _out.Value(BenchKeys.Field, reader.Field);
            _out.Value(BenchKeys.Reason, IdentityFaults.Word(reader.Fault));
            return;
        }

        Identity = identity;
        Commits++;
        _transfer = null;
        Ok();
        _out.Value(BenchKeys.Hub, HubId);
    }

    private void Facts()
    {
        _out.Value(BenchKeys.Protocol, BenchLimits.ProtocolVersion);
        _out.Value(BenchKeys.Board, Id);
        _out.Value(BenchKeys.Model, "reference-A");
        _out.Value(BenchKeys.Firmware, "0.1.0");
        string state = Identity is null ? BenchStates.Blank : BenchStates.Provisioned;
        _out.Value(BenchKeys.State, IsFaulty ? BenchStates.Faulty : state);
        if (Identity is not null)
        {
            _out.Value(BenchKeys.Hub, HubId);
        }

        _out.Value(BenchKeys.Boot, 0);
    }

    private void Ok() => _out.BeginAnswer(_lines.Number, BenchErrors.Ok);

    private void Error(string code)
    {
        _out.BeginAnswer(_lines.Number, BenchErrors.Error);
        _out.Word(code);
    }

    private int Finish()
    {
        int length = _out.Finish();
        Assert.True(length > 0, "the board's own answer does not fit");
        return length;
    }

    private void Say() => _answers.Write(_out.Buffer, 0, Finish());
}
