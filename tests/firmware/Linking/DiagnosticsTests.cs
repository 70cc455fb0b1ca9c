// The hub's figures: once for each request, until they have arrived, and of nobody who lives there.
using System.Linq;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Linking;

public sealed class DiagnosticsTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;

    private readonly TestHub _hub = new();

    public DiagnosticsTests()
    {
        _hub.RunTo(30 * Second);
        _hub.Uplink.Published.Clear();
    }

    private void Ask(ulong sequence)
    {
        _hub.Uplink.Send(
            MessageKind.Command, new CommandMessage { Command = CommandKind.CollectDiagnostics }, sequence);
        _hub.Run(Second);
    }

    [Fact]
    public void HBG_017_a_technician_is_told_the_hubs_figures()
    {
        _hub.Press();
        _hub.Run(10 * Minute);
        Ask(77);
        DiagnosticsMessage told = _hub.Uplink.Of(MessageKind.Diagnostics).Single().Diagnostics;
        Assert.Equal(77ul, told.CommandSequence);
        Assert.Equal((1, BootReason.PowerOn), (told.BootCount, told.BootReason));
        Assert.Equal(("1.2.3", "test", 4L), (told.FirmwareVersion, told.HardwareModel, told.SettingsVersion));
        Assert.InRange(told.UptimeSeconds, 600, 640);
        Assert.Equal((PowerSource.Mains, 90), (told.PowerSource, told.BatteryPercent));
        Assert.Equal((1, BearerKind.Lte, -87), (told.Path, told.Bearer, told.SignalDbm));
        Assert.Equal((1L, 1L, 1L), (told.Sessions, told.Connects, told.AlarmSendings));
        Assert.InRange(told.JournalPercent, 1, 50);
        Assert.Equal(0, told.FailedPaths);
        Assert.Equal((DeviceTypes.Controller * 10_000) + StatusCodes.Started, told.LastFault);
        Assert.Equal(0, told.FaultBefore);
        Assert.Equal(
            AcknowledgementResult.Done, _hub.Uplink.Of(MessageKind.UpAcknowledgement).Single().Answer.Result);
    }

    [Fact]
    public void They_are_sent_again_until_they_have_arrived_and_then_no_more()
    {
        _hub.Uplink.Answers = false;
        Ask(77);
        Assert.Single(_hub.Uplink.Of(MessageKind.Diagnostics));
        _hub.Uplink.Answers = true;
        _hub.Uplink.Drop();
        _hub.Run(Minute);
        Assert.Equal(2, _hub.Uplink.Of(MessageKind.Diagnostics).Count());
        _hub.Uplink.Drop();
        _hub.Run(10 * Minute);
        Assert.Equal(2, _hub.Uplink.Of(MessageKind.Diagnostics).Count());
    }

    [Fact]
    public void The_last_three_faults_are_told_the_newest_first()
    {
        for (int i = 1; i <= Limits.FaultsRemembered; i++)
        {
            _hub.Status.Events.Add(Hub.Core.Supervision.EventRank.Fault, i, 100 + i, 0, "");
        }

        Ask(77);
        DiagnosticsMessage told = _hub.Uplink.Of(MessageKind.Diagnostics).Single().Diagnostics;
        Assert.Equal((30_103, 20_102, 10_101), (told.LastFault, told.FaultBefore, told.EarlierFault));
    }
}
