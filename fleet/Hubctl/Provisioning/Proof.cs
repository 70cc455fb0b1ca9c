// Proves at the fleet manager that a hub works: a heartbeat, then a test alarm that somebody can see.
using System;
using System.Collections.Generic;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Hubctl.Bench;
using Hub.Protocols.Bench;

namespace Fleet.Hubctl.Provisioning;

/// <summary>Asks the fleet manager once a second until it has seen what is wanted.</summary>
internal sealed class Proof
{
    private const int AskHubEvery = 5;
    private const int CommandExpirySeconds = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Session _session;
    private readonly FleetClient _fleet;
    private readonly string _hubId;
    private readonly TimeSpan _patience;

    public Proof(Session session, FleetClient fleet, string hubId, TimeSpan patience)
    {
        _session = session;
        _fleet = fleet;
        _hubId = hubId;
        _patience = patience;
    }

    /// <summary>Waits for the first heartbeat; every few seconds the hub itself is asked what keeps it.</summary>
    /// <returns>When it came.</returns>
    public async Task<string> HeartbeatAsync(BenchClient? bench, CancellationToken cancellationToken)
    {
        long begun = _session.Time.GetTimestamp();
        string told = "";
        for (int round = 0; _session.Time.GetElapsedTime(begun) < _patience; round++)
        {
            JsonObject page = await _fleet.GetAsync($"api/hubs/{_hubId}/history?limit=1000", cancellationToken)
                .ConfigureAwait(false);
            foreach (JsonNode? line in Items(page))
            {
                if (Column.Text(line!["kind"]) == "heartbeat")
                {
                    return Column.Text(line["at"]);
                }
            }

            if (bench is not null && round % AskHubEvery == AskHubEvery - 1)
            {
                string says = await AskHubAsync(bench, cancellationToken).ConfigureAwait(false);
                if (says != told)
                {
                    told = says;
                    _session.Terminal.Say("      " + says);
                }
            }

            await Task.Delay(Pause, _session.Time, cancellationToken).ConfigureAwait(false);
        }

        throw new FailureException(
            ExitCode.Failed,
            $"No heartbeat within {_patience.TotalSeconds:0} s." + (told.Length == 0 ? "" : " Last, " + told)
            + " Check receiver, certificate, SIM, access point and antenna; options may differ the next time.");
    }

    /// <summary>Has the hub raise a test alarm and waits for its case.</summary>
    /// <returns>The case.</returns>
    public async Task<JsonObject> TestAlarmAsync(CancellationToken cancellationToken)
    {
        long begun = _session.Time.GetTimestamp();
        long? sent = null;
        while (_session.Time.GetElapsedTime(begun) < _patience)
        {
            // A case of a run that was cut off proves the same: the hub's id is no older than this provisioning.
            if (await FindCaseAsync(cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }

            bool isDue = sent is null
                || _session.Time.GetElapsedTime(sent.Value) >= TimeSpan.FromSeconds(CommandExpirySeconds);
            if (isDue && await SendAsync(cancellationToken).ConfigureAwait(false))
            {
                sent = _session.Time.GetTimestamp();
            }

            await Task.Delay(Pause, _session.Time, cancellationToken).ConfigureAwait(false);
        }

        throw new FailureException(
            ExitCode.Failed,
            $"No test alarm of the hub was seen within {_patience.TotalSeconds:0} s"
            + (sent is null ? "; it could not be reached with the command." : " after the command."));
    }

    private async Task<JsonObject?> FindCaseAsync(CancellationToken cancellationToken)
    {
        JsonObject page = await _fleet.GetAsync($"api/cases?state=all&hub={_hubId}", cancellationToken)
            .ConfigureAwait(false);
        foreach (JsonNode? one in Items(page))
        {
            if (Column.Text(one!["kind"]) == "test" && Column.Text(one["hubId"]) == _hubId)
            {
                return (JsonObject)one;
            }
        }

        return null;
    }

    private async Task<bool> SendAsync(CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["command"] = "testAlarm",
            ["comment"] = "proof at the bench",
            ["expirySeconds"] = CommandExpirySeconds,
        };
        try
        {
            await _fleet.PostAsync($"api/hubs/{_hubId}/commands", body, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (FailureException failure) when (failure.ExitCode == ExitCode.Refused && failure.Status == 409)
        {
            // Between two sessions; the next round asks again.
            return false;
        }
    }

    private static async Task<string> AskHubAsync(BenchClient bench, CancellationToken cancellationToken)
    {
        try
        {
            BenchAnswer status = await bench.AskAsync(BenchVerbs.Status, cancellationToken).ConfigureAwait(false);
            return $"the hub says: link {status[BenchKeys.Link]}, bearer {status[BenchKeys.Bearer]}, signal "
                + $"{status[BenchKeys.Signal]} dBm, lamps {status[BenchKeys.Lamps]}, power {status[BenchKeys.Power]}.";
        }
        catch (BenchException exception)
        {
            // The console is not needed any more: a pulled cable does not stop a hub that is on its way.
            return exception.Message;
        }
    }

    private static IEnumerable<JsonNode?> Items(JsonObject page)
    {
        return page["items"] as JsonArray ?? [];
    }
}
