// What a virtual home tells its checks, and what they look at.
using Hub.Protocols.Messages;
using Hub.Simulator.Checks;
using Hub.Simulator.World;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.Scenarios;

/// <content>Passes on what happens.</content>
public sealed partial class VirtualHome
{
    private readonly JournalMirror _journal;
    private long _mirroredBytes = -1;

    /// <summary>The alarms in the journal, as a starting hub would find them now.</summary>
    public JournalMirror Journal
    {
        get
        {
            if (_mirroredBytes != Flash.ChangedBytes)
            {
                _mirroredBytes = Flash.ChangedBytes;
                _journal.Look();
            }

            return _journal;
        }
    }

    private void OnStarted()
    {
        Trace.Note("hub starts");
        foreach (Invariant invariant in _invariants)
        {
            invariant.OnStarted();
        }
    }

    private void OnAccepted(Press press)
    {
        Trace.Accepted(press);
        foreach (Invariant invariant in _invariants)
        {
            invariant.OnAccepted(press);
        }
    }

    private void OnSent(Transmission sent)
    {
        Trace.Sent(sent);
        foreach (Invariant invariant in _invariants)
        {
            invariant.OnSent(sent);
        }
    }

    private void OnHeard(Transmission heard)
    {
        foreach (Invariant invariant in _invariants)
        {
            invariant.OnHeard(heard);
        }
    }

    private void OnArrived(MessageKind kind, byte[] body)
    {
        foreach (Invariant invariant in _invariants)
        {
            invariant.OnArrived(kind, body);
        }
    }
}
