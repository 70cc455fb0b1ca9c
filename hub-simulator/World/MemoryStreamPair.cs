// Two ends of a connection in virtual time: bytes arrive in order and late, and not at all once the link was cut.
using System;
using System.Collections.Generic;
using Hub.Protocols.Mqtt;

namespace Hub.Simulator.World;

/// <summary>
/// A connection over a <see cref="SimulatedLink"/>. When the link is cut both ends stay open and hear nothing more of
/// each other, as with a network that has failed somewhere in between.
/// </summary>
public sealed class MemoryStreamPair
{
    /// <summary>Bytes under way in one direction, those not yet read included, before the stream is full.</summary>
    public const int Capacity = 4096;

    /// <summary>Makes a connection.</summary>
    /// <param name="world">The time.</param>
    /// <param name="link">What the bytes travel over.</param>
    /// <param name="wakeNear">Called when something has arrived at the near end.</param>
    /// <param name="wakeFar">Called when something has arrived at the far end.</param>
    public MemoryStreamPair(VirtualWorld world, SimulatedLink link, Action wakeNear, Action wakeFar)
    {
        End near = new(world, link, wakeNear);
        End far = new(world, link, wakeFar);
        near.Peer = far;
        far.Peer = near;
        Near = near;
        Far = far;
    }

    /// <summary>The hub's end.</summary>
    public IByteStream Near { get; }

    /// <summary>The other end.</summary>
    public IByteStream Far { get; }

    private sealed class End(VirtualWorld world, SimulatedLink link, Action wake) : IByteStream
    {
        private readonly Queue<byte> _arrived = new();
        private readonly int _generation = link.Generation;
        private int _underWay;
        private bool _isPeerClosed;

        internal End Peer { get; set; } = null!;

        public bool IsOpen { get; private set; } = true;

        public int Read(byte[] buffer, int offset, int count)
        {
            if (!IsOpen)
            {
                return -1;
            }

            int read = 0;
            while (read < count && _arrived.TryDequeue(out byte value))
            {
                buffer[offset + read++] = value;
                Peer._underWay--;
            }

            if (read == 0 && count > 0 && _isPeerClosed)
            {
                IsOpen = false;
                return -1;
            }

            return read;
        }

        public int Write(byte[] buffer, int offset, int count)
        {
            if (!IsOpen)
            {
                return -1;
            }

            int taken = Math.Min(count, Capacity - _underWay);
            if (taken > 0)
            {
                byte[] bytes = buffer.AsSpan(offset, taken).ToArray();
                _underWay += taken;
                Send(() => Peer.Arrive(bytes));
            }

            return taken;
        }

        public void Close()
        {
            if (IsOpen)
            {
                IsOpen = false;
                Send(Peer.ArriveEnd);
            }
        }

        private void Send(Action arrival) => world.After(link.LatencyMilliseconds, () =>
        {
            if (link.IsUp && link.Generation == _generation)
            {
                arrival();
            }
        });

        private void Arrive(byte[] bytes)
        {
            foreach (byte value in bytes)
            {
                _arrived.Enqueue(value);
            }

            wake();
        }

        private void ArriveEnd()
        {
            _isPeerClosed = true;
            wake();
        }
    }
}
