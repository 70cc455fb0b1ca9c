// hubctl hub provision: makes a board at the bench the hub of a home.
using System.CommandLine;
using System.Text.Json.Nodes;
using Fleet.Hubctl.Provisioning;

namespace Fleet.Hubctl.Commands;

/// <summary>The command <c>hub provision</c>; the work is in <see cref="ProvisionRun"/>.</summary>
internal static class ProvisionCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Session session, SharedOptions shared)
    {
        var options = new ProvisionOptions();
        Option<OutputFormat> output = SharedOptions.Output();
        var command = new Command("provision", "Make a board at the bench a registered, proven hub with its label");
        options.AddTo(command);
        command.Add(output);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ProvisionOrder order = options.Read(parsed, session.Configuration);
            (int code, JsonObject? made) = await new ProvisionRun(session, order)
                .RunAsync(parsed.GetValue(shared.Server), cancellationToken).ConfigureAwait(false);
            if (made is not null)
            {
                session.Terminal.WriteItem(parsed.GetValue(output), made);
            }

            return code;
        });
        return command;
    }
}
