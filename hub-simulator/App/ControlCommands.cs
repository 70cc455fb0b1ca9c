// hub-simulator press, check-in, check-out, network, power, mains, list: acts on a demonstration that is running.
using System;
using System.CommandLine;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Hub.Simulator.App;

internal static class ControlCommands
{
    private const string Variable = "HUB_SIMULATOR_CONTROL";

    private static readonly Option<string?> Control = new("--control")
    {
        Description = $"Where the demonstration takes commands, an http URL; else {Variable} or the default port.",
    };

    private static readonly Option<int?> ControlPort = new("--control-port")
    {
        Description = "Instead of --control: the port on this machine.",
    };

    private static readonly Argument<int> Number = new("hub") { Description = "The hub's number, from 1." };

    private static readonly Option<string> Output = new("--output")
    {
        Description = "text or json.",
        DefaultValueFactory = _ => "text",
    };

    internal static Command Press() => Button("press", "Presses the button of a home, which calls for help.");

    internal static Command CheckIn() => Button("check-in", "Presses check-in on a hub's front: a responder is there.");

    internal static Command CheckOut() => Button("check-out", "Presses check-out on a hub's front: a responder goes.");

    internal static Command Network() => Switch("network", "Pulls out or plugs in the network of a hub.");

    internal static Command Power() => Switch("power", "Cuts or gives back all power of a hub.");

    internal static Command Mains() => Switch("mains", "Cuts or gives back mains of a hub, which has a battery.");

    internal static Command List()
    {
        Output.AcceptOnlyFromAmong("text", "json");
        Command command = new("list", "Shows all hubs.") { Control, ControlPort, Output };
        command.Aliases.Add("status");
        command.SetAction(ShowList);
        return command;
    }

    private static Command Button(string verb, string description)
    {
        Command command = new(verb, description) { Number, Control, ControlPort };
        command.SetAction((parsed, cancellation) =>
            Act(parsed, new HubAction(verb, parsed.GetValue(Number), true), cancellation));
        return command;
    }

    private static Command Switch(string verb, string description)
    {
        Argument<string> state = new("state") { Description = "on or off" };
        state.AcceptOnlyFromAmong("on", "off");
        Command command = new(verb, description) { Number, state, Control, ControlPort };
        command.SetAction((parsed, cancellation) =>
            Act(parsed, new HubAction(verb, parsed.GetValue(Number), parsed.GetValue(state) == "on"), cancellation));
        return command;
    }

    private static Task<int> Act(ParseResult parsed, HubAction action, CancellationToken cancellation)
    {
        string state = action.IsButton ? "" : action.IsOn ? "/on" : "/off";
        return Ask(parsed, HttpMethod.Post, $"hubs/{action.Number}/{action.Verb}{state}", _ =>
        {
            Console.WriteLine(action.Sentence);
            return Task.CompletedTask;
        }, cancellation);
    }

    private static Task<int> ShowList(ParseResult parsed, CancellationToken cancellation) =>
        Ask(parsed, HttpMethod.Get, "hubs", async response =>
        {
            if (parsed.GetValue(Output) == "json")
            {
                Console.WriteLine(await response.Content.ReadAsStringAsync(cancellation));
                return;
            }

            HubStatus[]? hubs = await response.Content.ReadFromJsonAsync<HubStatus[]>(cancellation);
            Console.WriteLine(DemoTalk.Table(hubs ?? []));
        }, cancellation);

    private static async Task<int> Ask(
        ParseResult parsed, HttpMethod method, string path, Func<HttpResponseMessage, Task> show,
        CancellationToken cancellation)
    {
        string address = parsed.GetValue(ControlPort) is { } port ? $"http://127.0.0.1:{port}"
            : parsed.GetValue(Control) ?? Environment.GetEnvironmentVariable(Variable)
            ?? $"http://127.0.0.1:{DemoCommand.DefaultControlPort}";
        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out Uri? root) || root.Scheme != "http")
        {
            await Console.Error.WriteLineAsync($"'{address}' is no http URL.");
            return ExitCodes.Usage;
        }

        try
        {
            using HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };
            using HttpRequestMessage request = new(method, new Uri(root, path));
            using HttpResponseMessage response = await client.SendAsync(request, cancellation);
            if (response.IsSuccessStatusCode)
            {
                await show(response);
                return ExitCodes.Ok;
            }

            await Console.Error.WriteLineAsync(await Reason(response, cancellation));
            return response.StatusCode == HttpStatusCode.NotFound ? ExitCodes.NotFound : ExitCodes.Failed;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or JsonException)
        {
            await Console.Error.WriteLineAsync(
                $"No simulator answers at {address}; start one with: hub-simulator demo. ({exception.Message})");
            return ExitCodes.Failed;
        }
    }

    private static async Task<string> Reason(HttpResponseMessage response, CancellationToken cancellation)
    {
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        bool hasDetail = problem.RootElement.TryGetProperty("detail", out JsonElement detail);
        return hasDetail ? detail.GetString()! : $"{response.StatusCode}";
    }
}
