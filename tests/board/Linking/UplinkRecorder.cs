// Notes what an uplink tells.
using System.Collections.Generic;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Board.Tests.Linking;

internal sealed class UplinkRecorder : IUplinkEvents
{
    internal int ReadyCount { get; private set; }

    internal List<(int Id, int Reason)> Answers { get; } = [];

    internal List<(MessageKind Kind, byte[] Body)> Messages { get; } = [];

    internal List<int> Closings { get; } = [];

    public void OnReady() => ReadyCount++;

    public void OnPublishAcknowledged(int publishId, int reasonCode) => Answers.Add((publishId, reasonCode));

    public void OnMessage(MessageKind kind, byte[] buffer, int offset, int count) =>
        Messages.Add((kind, buffer[offset..(offset + count)]));

    public void OnClosed(int reason) => Closings.Add(reason);
}
