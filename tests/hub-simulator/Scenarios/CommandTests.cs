// Commands to a whole home: whoever calls for help comes first, and nothing is done twice, whenever the power goes.
using System.Collections.Generic;
using System.Linq;
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Simulator.Scenarios;
using Hub.Simulator.World;

namespace Simulator.Tests.Scenarios;

public sealed class CommandTests
{
    private const long Second = 1_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    // The bytes of the record that remembers the command.
    private const int Cuts = 48;

    private static VirtualHome Started(ulong seed)
    {
        VirtualHome home = new(seed);
        home.SwitchOn();
        home.RunFor(Minute);
        return home;
    }

    private static CommandMessage Make(VirtualHome home, CommandKind kind) =>
        home.Fleet.MakeCommand(kind, home.World.UnixMilliseconds + Hour);

    [Fact]
    public void HBG_001_a_restart_waits_while_somebody_waits_for_help()
    {
        VirtualHome home = Started(11);
        home.SetMood(FleetMood.Silent);
        home.Push(1);
        home.RunFor(Second);
        CommandMessage reboot = Make(home, CommandKind.Reboot);
        home.Fleet.Send(reboot);
        home.RunFor(10 * Minute);
        Assert.DoesNotContain(reboot.Sequence, home.Fleet.Answers.Keys);
        Assert.Equal(1, home.Home.StartCount);

        home.SetMood(FleetMood.Prompt);
        home.RunFor(20 * Minute);
        Assert.Equal(AcknowledgementResult.Done, home.Fleet.Answers[reboot.Sequence]);
        Assert.Equal(2, home.Home.StartCount);
        Assert.Contains(home.Fleet.Held.Values, held => held.Kind == AlarmKind.Person);
        home.HealAndEnd();
    }

    [Fact]
    public void A_restart_that_comes_again_and_again_is_done_once_at_whatever_byte_the_power_goes()
    {
        int cut = 0;
        for (int after = 0; after < Cuts; after++)
        {
            VirtualHome home = Started(12);
            List<BootReason> starts = Starts(home);
            CommandMessage reboot = Make(home, CommandKind.Reboot);
            home.Home.PowerLost = () =>
            {
                cut++;
                home.World.After(700, () => home.SwitchOn());
            };
            home.Flash.CutAfter(after);
            for (int i = 0; i < 4; i++)
            {
                home.Fleet.Send(reboot);
                home.RunFor(Minute);
            }

            Assert.Equal(AcknowledgementResult.Done, home.Fleet.Answers[reboot.Sequence]);
            Assert.True(starts.Count(reason => reason == BootReason.CommandedRestart) <= 1, $"cut after {after}");
            home.HealAndEnd();
        }

        Assert.Equal(Cuts, cut);
    }

    [Fact]
    public void A_recording_of_yesterdays_commands_does_nothing()
    {
        VirtualHome home = Started(13);
        CommandMessage[] recorded = [.. Enumerable.Range(0, 20).Select(_ => Make(home, CommandKind.TestAlarm))];
        foreach (CommandMessage command in recorded)
        {
            home.Fleet.Send(command);
            home.RunFor(Minute);
        }

        int tests = home.Fleet.Held.Values.Count(held => held.Kind == AlarmKind.Test);
        Assert.Equal(recorded.Length, tests);
        home.SwitchOff();
        home.SwitchOn();
        home.RunFor(Minute);
        foreach (CommandMessage command in recorded)
        {
            home.Fleet.Send(command);
            home.RunFor(Second);
        }

        Assert.Equal(tests, home.Fleet.Held.Values.Count(held => held.Kind == AlarmKind.Test));
        Assert.Equal(AcknowledgementResult.Refused, home.Fleet.Answers[recorded[0].Sequence]);
        home.HealAndEnd();
    }

    [Fact]
    public void HBG_017_a_homes_hub_tells_its_figures_and_goes_on()
    {
        VirtualHome home = Started(14);
        home.Push(1);
        home.RunFor(Hour);
        DiagnosticsMessage? told = null;
        home.Fleet.FiguresTold = figures => told = figures;
        CommandMessage ask = Make(home, CommandKind.CollectDiagnostics);
        home.Fleet.Send(ask);
        home.RunFor(Minute);
        Assert.Equal(1, home.Home.StartCount);
        Assert.Equal(ask.Sequence, told?.CommandSequence);
        Assert.True(told!.FramesAccepted > 0 && told.Devices > 0);
        home.HealAndEnd();
    }

    private static List<BootReason> Starts(VirtualHome home)
    {
        List<BootReason> starts = [];
        HelloMessage hello = new();
        System.Action<MessageKind, byte[]>? before = home.Fleet.Arrived;
        home.Fleet.Arrived = (kind, body) =>
        {
            before?.Invoke(kind, body);
            if (kind == MessageKind.Hello
                && hello.Decode(new CborReader(), body, 0, body.Length) == MessageError.None)
            {
                starts.Add(hello.BootReason);
            }
        };
        return starts;
    }
}
