// A line to the scripted board, on which any request may meet its fate.
using System;
using System.IO;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Fleet.Hubctl.Bench;

namespace Hubctl.Tests.World;

/// <summary>Opens lines to one board; counts requests from the first one on, over all runs.</summary>
internal sealed class FatedPorts : IBenchPorts
{
    private readonly ScriptedBoard _board;
    private readonly HastyTime _time;

    public FatedPorts(ScriptedBoard board, HastyTime time)
    {
        _board = board;
        _time = time;
    }

    /// <summary>What befalls the request with this number, from 0.</summary>
    public Func<int, Fate> FateOf { get; set; } = static _ => Fate.None;

    /// <summary>How many requests were written.</summary>
    public int Requests { get; private set; }

    /// <summary>Called for <see cref="Fate.Interrupted"/>.</summary>
    public Action Interrupt { get; set; } = static () => { };

    /// <summary>How many lines are open.</summary>
    public int OpenLines { get; private set; }

    public IBenchPort Open(string name)
    {
        Assert.Equal(0, OpenLines);
        OpenLines++;
        return new Line(this);
    }

    private byte[] Carry(byte[] bytes, int count, Line line)
    {
        if (bytes[0] != (byte)'@')
        {
            return _board.Put(bytes, count);
        }

        Fate fate = FateOf(Requests++);
        switch (fate)
        {
            case Fate.UnpluggedBefore:
                line.Pull();
                throw new IOException("pulled");
            case Fate.KilledBefore:
                throw new KilledException();
            case Fate.PowerCutBefore:
                _board.LoseSupply();
                _board.IsPowered = false;
                break;
            case Fate.Restarted:
                _board.LoseSupply();
                break;
            case Fate.RequestDamaged:
                bytes = (byte[])bytes.Clone();
                bytes[count / 2] ^= 1;
                break;
        }

        byte[] answer = fate == Fate.RequestLost ? [] : _board.Put(bytes, count);
        switch (fate)
        {
            case Fate.UnpluggedAfter:
                line.Pull();
                answer = [];
                break;
            case Fate.KilledAfter:
                throw new KilledException();
            case Fate.PowerCutAfter:
                _board.LoseSupply();
                _board.IsPowered = false;
                answer = [];
                break;
            case Fate.AnswerLost:
                answer = [];
                break;
            case Fate.Interrupted:
                Interrupt();
                break;
        }

        // Without an answer the waiting for it is over at once.
        _time.Patience = TimeSpan.FromSeconds(answer.Length == 0 ? 30 : 1);
        return answer;
    }

    private sealed class Line : IBenchPort
    {
        private readonly FatedPorts _ports;
        private readonly Channel<byte[]> _toTool = Channel.CreateUnbounded<byte[]>();
        private bool _isClosed;

        public Line(FatedPorts ports)
        {
            _ports = ports;
        }

        public void Pull() => _toTool.Writer.TryComplete();

        public async Task<int> ReadAsync(byte[] buffer, CancellationToken cancellationToken)
        {
            if (!await _toTool.Reader.WaitToReadAsync(cancellationToken))
            {
                return 0;
            }

            Assert.True(_toTool.Reader.TryRead(out byte[]? some));
            some!.CopyTo(buffer, 0);
            return some.Length;
        }

        public Task WriteAsync(byte[] bytes, int count, CancellationToken cancellationToken)
        {
            byte[] answer = _ports.Carry(bytes, count, this);
            if (answer.Length > 0)
            {
                _toTool.Writer.TryWrite(answer);
            }

            return Task.CompletedTask;
        }

        public void Dispose()
        {
            if (!_isClosed)
            {
                _isClosed = true;
                _ports.OpenLines--;
                Pull();
            }
        }
    }
}
