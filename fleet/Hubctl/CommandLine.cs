// The grammar of hubctl, and how a command ends.
using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Hubctl.Commands;

namespace Fleet.Hubctl;

/// <summary>Parses and runs a command line.</summary>
public static class CommandLine
{
    /// <summary>Runs a command.</summary>
    /// <param name="args">The words after <c>hubctl</c>.</param>
    /// <param name="terminal">Where to read and write.</param>
    /// <param name="environment">Gives an environment variable, or null.</param>
    /// <param name="cancellationToken">Interrupts the command as Ctrl-C does.</param>
    /// <param name="surroundings">What stands in for the machine in a test.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        Terminal terminal,
        Func<string, string?> environment,
        CancellationToken cancellationToken = default,
        Surroundings? surroundings = null)
    {
        var session = new Session(terminal, new Configuration(environment), surroundings);
        var shared = new SharedOptions();
        var root = new RootCommand("Registers hubs, answers alarms and checks evidence at a fleet manager.")
        {
            LoginCommand.Make(session, shared),
            LoginCommand.MakeWhoAmI(session, shared),
            HubCommands.Make(session, shared),
            AlarmCommands.Make(session, shared),
            ChainCommands.Make(session, shared),
            RuleCommands.Make(session, shared),
            SettingCommands.Make(session, shared),
            HubGroupCommands.Make(session, shared),
            CampaignCommands.Make(session, shared),
            ReleaseCommands.Make(session, shared),
            RolloutCommands.Make(session, shared),
            PlanningCommands.MakeGroup(session, shared),
            PlanningCommands.MakeRota(session, shared),
            TechnicalCommands.MakeFault(session, shared),
            TechnicalCommands.MakeOutage(session, shared),
            TechnicalCommands.MakeWrongAlarm(session, shared),
            TicketCommands.Make(session, shared),
            ComplaintCommands.Make(session, shared),
            EvidenceCommands.Make(session, shared),
            VerifyCommand.Make(session),
            StatisticsCommand.Make(session, shared),
        };
        root.Add(shared.Server);
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError error in parsed.Errors)
            {
                terminal.Say(error.Message);
            }

            terminal.Say("Run the command with --help to see what it takes.");
            return ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = terminal.Output,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellationToken).ConfigureAwait(false);
        }
        catch (FailureException failure)
        {
            terminal.Say(failure.Message);
            return failure.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }
}
