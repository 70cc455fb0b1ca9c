// Makes a board the hub of a home: identity, label, proof.
using System;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Fleet.Hubctl.Bench;
using Fleet.Hubctl.Labels;
using Hub.Protocols.Bench;

namespace Fleet.Hubctl.Provisioning;

/// <summary>
/// One run. Each step is told as it begins; each may be the last one of this run, and the next run finds out from the
/// board, the pending file and the fleet manager how far it came.
/// </summary>
internal sealed class ProvisionRun
{
    private const int Steps = 8;
    private static readonly TimeSpan BannerPatience =
        TimeSpan.FromMilliseconds(BenchLimits.RestartMilliseconds + BenchLimits.WriteAnswerMilliseconds);

    private readonly Session _session;
    private readonly ProvisionOrder _order;
    private readonly IdentityMaker _identity;
    private readonly LabelFile _label;
    private readonly PendingStore _store;
    private BenchClient? _client;
    private string _state = "Nothing was changed.";

    public ProvisionRun(Session session, ProvisionOrder order)
    {
        _session = session;
        _order = order;
        _identity = new IdentityMaker(order);
        _label = LabelFile.Of(order.LabelFile, order.LabelFont);
        _store = new PendingStore(session.Configuration.StateFolder);
        if (order.ResetCode is not null && HubCode.Read(order.ResetCode).Length == 0)
        {
            throw new FailureException(
                ExitCode.Usage, "--reset-code: that is no reset code; it looks like 7K3Q-92MD-X and is mistyped.");
        }
    }

    /// <summary>Runs, and ends with what was made, or with how things stand.</summary>
    /// <returns>The exit code and, when all is done, what was made.</returns>
    public async Task<(int Code, JsonObject? Made)> RunAsync(string? serverFlag, CancellationToken cancellationToken)
    {
        try
        {
            return (ExitCode.Ok, await DoAsync(serverFlag, cancellationToken).ConfigureAwait(false));
        }
        catch (BenchException exception)
        {
            return (End(exception.Message, ExitCode.Failed), null);
        }
        catch (FailureException exception)
        {
            return (End(exception.Message, exception.ExitCode), null);
        }
        catch (OperationCanceledException)
        {
            return (End("Interrupted.", ExitCode.Interrupted), null);
        }
        finally
        {
            _client?.Dispose();
        }
    }

    private async Task<JsonObject?> DoAsync(string? serverFlag, CancellationToken cancellationToken)
    {
        Say(1, $"Asking the board at {_order.Port}");
        _client = new BenchClient(_session.Ports.Open(_order.Port), _session.Time);
        BoardFacts board = await BoardFacts.AskAsync(_client, cancellationToken).ConfigureAwait(false);
        _session.Terminal.Say(
            $"      Board {board.Board}, {board.Model}, firmware {board.Firmware}, "
            + (board.HubId is null ? "blank." : $"is hub {board.HubId}."));
        string server = _session.Configuration.Server(serverFlag).AbsoluteUri;
        PendingHub? kept = _store.Load(board.Board, server);
        RefuseAnothersHub(board, kept);
        if (_order.DryRun)
        {
            _session.Terminal.Say(kept?.HubId is { } id
                ? $"Would go on with hub {id}."
                : $"Would register a hub at {server} and write its identity into the board.");
            return null;
        }

        Say(2, $"Registering at {server}");
        using FleetClient fleet = await _session.ConnectAsync(serverFlag, cancellationToken).ConfigureAwait(false);
        var registration = new Registration(_store, _session.Time);
        PendingHub pending = registration.Begin(board.Board, server, _order.NamePrefix);
        _state = "The registration may or may not have reached the fleet manager; it is made once all the same.";
        (pending, RegisteredHub hub) = await registration.RegisterAsync(fleet, pending, cancellationToken)
            .ConfigureAwait(false);
        _state = $"Hub {hub.HubId} ({hub.Name}) is registered for this board; the board may not have its identity yet.";
        _session.Terminal.Say($"      Hub {hub.HubId}, {hub.Name}.");
        try
        {
            await BringIdentityAsync(board, pending, hub, cancellationToken).ConfigureAwait(false);
            _state = $"The board is hub {hub.HubId} ({hub.Name}); that it works is not proven yet.";
            string labelCode = HubCode.DeriveLabel(hub.Key);
            string file = _label.Write(new LabelContent(hub.HubId, labelCode, board.Model));
            Say(5, $"Label written to {file}");
            var proof = new Proof(_session, fleet, hub.HubId, _order.Patience);
            Say(6, "Waiting for its first heartbeat at the fleet manager");
            string heartbeat = await proof.HeartbeatAsync(_client, cancellationToken).ConfigureAwait(false);
            _state = $"Hub {hub.HubId} ({hub.Name}) is in contact; no test alarm of it has been seen yet.";
            Say(7, "Sending it a test alarm command");
            JsonObject testCase = await proof.TestAlarmAsync(cancellationToken).ConfigureAwait(false);
            Say(8, $"Test alarm held, case {Column.Text(testCase["caseNumber"])} is in the list. Done");
            _store.Remove(pending);
            return new JsonObject
            {
                ["hubId"] = hub.HubId,
                ["name"] = hub.Name,
                ["labelCode"] = labelCode,
                ["label"] = file,
                ["board"] = board.Board,
                ["model"] = board.Model,
                ["firmware"] = board.Firmware,
                ["firstHeartbeatAt"] = heartbeat,
                ["testCase"] = Column.Text(testCase["caseNumber"]),
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(hub.Key);
        }
    }

    private void RefuseAnothersHub(BoardFacts board, PendingHub? kept)
    {
        if (board.HubId is { } id && id != kept?.HubId && _order.ResetCode is null)
        {
            throw new FailureException(
                ExitCode.Refused,
                $"The board is hub {id} already. To make it another one: hubctl hub reset-code {id}, then "
                + "--reset-code.");
        }
    }

    private async Task BringIdentityAsync(
        BoardFacts board, PendingHub pending, RegisteredHub hub, CancellationToken cancellationToken)
    {
        byte[] document = _identity.Make(hub.HubId, hub.Key, board.Model);
        try
        {
            string digest = Convert.ToHexStringLower(SHA256.HashData(document));
            if (board.HubId == hub.HubId && pending.Document == digest)
            {
                Say(3, "The board has this identity already");
                return;
            }

            // The board may have an identity of this very hub, from a run that was cut off or gave other options: its
            // reset code follows from the key.
            string? CodeOf(string id)
            {
                string code = id == hub.HubId ? HubCode.DeriveReset(hub.Key) : HubCode.Read(_order.ResetCode ?? "");
                return code.Length == 0 ? null : code;
            }

            Say(3, $"Writing the identity ({document.Length} bytes)");
            bool isBack = await IdentityTransfer.RunAsync(
                _client!, document, board, hub.HubId, CodeOf, cancellationToken).ConfigureAwait(false);
            _store.Save(pending with { Document = digest });
            _state = $"The board has stored the identity of hub {hub.HubId} ({hub.Name}).";
            Say(4, "Waiting for its restart");
            if (!isBack)
            {
                await ComeBackAsync(hub.HubId, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(document);
        }
    }

    // The banner ends the waiting; one that was lost only makes it longer. A port that lives on the hub's own supply
    // goes away with it and is opened again.
    private async Task ComeBackAsync(string hubId, CancellationToken cancellationToken)
    {
        long begun = _session.Time.GetTimestamp();
        BenchException? last = null;
        bool isFirst = true;
        while (_session.Time.GetElapsedTime(begun) < _order.Patience)
        {
            try
            {
                _client ??= new BenchClient(_session.Ports.Open(_order.Port), _session.Time);
                if (isFirst)
                {
                    isFirst = false;
                    await _client.WaitForAsync(BenchEvents.Banner, BannerPatience, cancellationToken)
                        .ConfigureAwait(false);
                }

                BoardFacts now = await BoardFacts.AskAsync(_client, cancellationToken).ConfigureAwait(false);
                if (now.HubId != hubId)
                {
                    throw new FailureException(
                        ExitCode.Failed,
                        $"The board took the identity of hub {hubId} and is {now.HubId ?? "blank"} after its restart. "
                        + "It loses what it stores: the board is bad.");
                }

                return;
            }
            catch (BenchException exception)
            {
                last = exception;
            }
            catch (FailureException) when (_client is null)
            {
                // The port is not there (yet).
            }

            if (last?.IsLost == true)
            {
                _client?.Dispose();
                _client = null;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), _session.Time, cancellationToken).ConfigureAwait(false);
        }

        throw last ?? new BenchException("The port did not come back after the hub's restart.", isLost: true);
    }

    private int End(string message, int code)
    {
        _session.Terminal.Say(message);
        _session.Terminal.Say(_state);
        if (code is ExitCode.Failed or ExitCode.Interrupted)
        {
            _session.Terminal.Say("The same command goes on from here.");
        }

        return code;
    }

    private void Say(int step, string what)
    {
        _session.Terminal.Say($"[{step}/{Steps}] {what}.");
    }
}
