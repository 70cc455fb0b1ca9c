// Where a check lets something pass, the case beside it does not pass.
using System;
using Hub.Protocols;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Simulator.Checks;
using Hub.Simulator.Scenarios;

namespace Simulator.Tests.Checks;

public sealed partial class InvariantTests
{
    /// <summary>A rule may name a device an hour after it was removed, a press may not, and a rule no longer.</summary>
    [Theory]
    [InlineData(0, 30, true)]
    [InlineData(3, 30, false)]
    [InlineData(3, 90, true)]
    public void PairingNeverCrosses_tells_when_a_removed_device_raises_an_alarm(int ruleId, int minutes, bool isBroken)
    {
        PairingNeverCrosses check = new();
        VirtualHome home = Started(check);
        byte[] body = Alarm(home);
        home.Ledger.Remove(7);
        AlarmMessage alarm = new();
        Assert.Equal(MessageError.None, alarm.Decode(new CborReader(), body, 0, body.Length));
        alarm.RuleId = ruleId;
        alarm.AgeMilliseconds = 0;
        byte[] later = new byte[ProtocolLimits.MaxMessageBytes];
        int length = alarm.Encode(new CborWriter(), later, 0, later.Length);
        home.SwitchOff();
        home.World.Stall(minutes * Minute);
        check.OnPublished(MessageKind.Alarm, later.AsSpan(0, length));
        Assert.Equal(isBroken, check.Violation?.Contains("after its removal") ?? false);
    }
}
