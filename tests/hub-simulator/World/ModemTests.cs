// The simulated modem: registers, hangs, sends short messages, calls, and loses all of it as modems do.
using System.Text;
using Hub.Core.Ports;
using Hub.Simulator.World;

namespace Simulator.Tests.World;

public sealed class ModemTests
{
    private readonly VirtualWorld _world = new(0);
    private readonly Agenda _agenda;
    private readonly SimulatedModem _modem;

    public ModemTests()
    {
        _agenda = new Agenda(_world);
        _agenda.Hastened = () => _world.At(_agenda.NextAt, () => _agenda.RunDue());
        _modem = new SimulatedModem(_agenda);
    }

    private void Run(long milliseconds)
    {
        for (long end = _world.NowMilliseconds + milliseconds; _world.NowMilliseconds < end;)
        {
            _world.RunUntil(_world.NowMilliseconds + 10);
            _agenda.RunDue();
        }
    }

    [Fact]
    public void It_answers_until_it_hangs_and_again_after_its_power_was_cycled()
    {
        _modem.RequestStatus();
        Run(100);
        Assert.Equal(1, _modem.AnswerCount);
        _modem.Hang();
        _modem.RequestStatus();
        _modem.Reattach();
        Run(60_000);
        Assert.Equal(1, _modem.AnswerCount);
        Assert.False(_modem.IsOnline);
        _modem.PowerCycle();
        Assert.Equal(NetworkState.Unknown, _modem.Network);
        Run(20_000);
        Assert.True(_modem.IsOnline);
    }

    [Fact]
    public void A_short_message_is_taken_rejected_or_lost_with_the_power()
    {
        byte[] text = Encoding.ASCII.GetBytes("code");
        Assert.True(_modem.SendShortMessage("123", text, text.Length));
        Assert.False(_modem.SendShortMessage("123", text, text.Length));
        Run(3_000);
        Assert.Equal("code", Assert.Single(_modem.Sent).Text);
        _modem.AreShortMessagesRejected = true;
        Assert.True(_modem.SendShortMessage("123", text, text.Length));
        Run(3_000);
        Assert.Equal(ShortMessageState.Rejected, _modem.ShortMessage);
        _modem.AreShortMessagesRejected = false;
        Assert.True(_modem.SendShortMessage("123", text, text.Length));
        _modem.PowerCycle();
        Run(30_000);
        Assert.Single(_modem.Sent);
        _modem.HasNetwork = false;
        Assert.False(_modem.SendShortMessage("123", text, text.Length));
    }

    [Theory]
    [InlineData(CallOutcome.Answered, CallState.Active, CallEnd.None)]
    [InlineData(CallOutcome.Busy, CallState.Idle, CallEnd.Busy)]
    [InlineData(CallOutcome.NoAnswer, CallState.Dialling, CallEnd.None)]
    [InlineData(CallOutcome.Dropped, CallState.Idle, CallEnd.Dropped)]
    public void A_call_goes_as_it_was_told_to(CallOutcome outcome, CallState state, CallEnd end)
    {
        _modem.Calls.Outcome = outcome;
        Assert.True(_modem.Calls.Dial("123"));
        Run(30_000);
        Assert.Equal(state, _modem.Calls.Call);
        Assert.Equal(end, _modem.Calls.LastEnd);
    }

    [Fact]
    public void A_modem_that_hangs_loses_its_call_and_takes_none()
    {
        Assert.True(_modem.Calls.Ring("123"));
        _modem.Calls.Answer();
        _modem.Hang();
        Assert.Equal(CallEnd.Dropped, _modem.Calls.LastEnd);
        Assert.False(_modem.Calls.Ring("123"));
        Assert.False(_modem.Calls.Dial("123"));
    }
}
