// Entry point of the command hub-simulator.
using System.CommandLine;
using System.CommandLine.Invocation;
using Hub.Simulator.App;

RootCommand root = new("Runs simulated hubs, the very code of the board, against a fleet manager.")
{
    DemoCommand.Create(),
    BenchCommand.Create(),
    ControlCommands.Press(),
    ControlCommands.CheckIn(),
    ControlCommands.CheckOut(),
    ControlCommands.Network(),
    ControlCommands.Power(),
    ControlCommands.Mains(),
    ControlCommands.List(),
    LifeCommand.Create(),
    HomeCommand.Create(),
    AirCommand.Create(),
    LinkCommand.Create(),
    ImageCommand.Create(),
};
ParseResult parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction refusal)
{
    refusal.ShowHelp = false;
}

int exitCode = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
