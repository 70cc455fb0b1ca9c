// Fleet manager and hub agree on settings at the end, whatever is lost, doubled or overtaken on the way.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Gateway;
using Fleet.Server.Programming;
using Hub.Protocols.Messages;
using Slices.Tests.World;
using static Slices.Tests.Programming.SettingsSamples;

namespace Slices.Tests.Programming;

/// <summary>
/// A hub that goes by the rules of protocols/README.md, without its flash: what cuts do to that is tested with the
/// hub's own code in tests/firmware.
/// </summary>
public sealed class SettingsAgreementTests
{
    private const int Seeds = 120;
    private const int Steps = 60;

    [Fact]
    public async Task HBG_017_in_random_lives_the_hub_runs_what_was_issued_and_both_agree_at_the_end()
    {
        var counts = new Counts();
        for (int seed = 1; seed <= Seeds; seed++)
        {
            await LiveAsync(seed, counts);
        }

        // Lives in which nothing happens would prove nothing.
        Assert.True(
            counts is
            {
                Confirmed: > 100, Reverted: > 50, Refused: > 10, Restarted: > 50, Crashed: > 20, Doubled: > 50,
            },
            counts.ToString());
    }

    private static async Task LiveAsync(int seed, Counts counts)
    {
        var random = new Random(seed);
        TestFleet fleet = await TestFleet.StartAsync();
        try
        {
            var life = new Life(await AddAsync(fleet), random, counts);
            for (int step = 0; step < Steps; step++)
            {
                fleet = await StepAsync(fleet, life, random, counts);
            }

            await SettleAsync(fleet, life);
            SettingsView view = await FindAsync(fleet, life.Hub);
            string what = $"seed {seed}: fleet {view.Newest?.Version} {view.Newest?.State} {view.Newest?.Reason}, "
                + $"reported {view.ReportedVersion}, hub runs {life.Version}, sent "
                + string.Join(',', life.Hub.Parts.Select(part => part.DocumentVersion));
            Assert.True((view.ReportedVersion ?? 0) == life.Version, what);
            Assert.False(view.IsDrifted, what);
            Assert.True(
                view.Newest is null or { State: DocumentState.Refused or DocumentState.Reverted }
                    || (view.Newest.State == DocumentState.InForce && view.Newest.Version == life.Version),
                what);
        }
        finally
        {
            await fleet.DisposeAsync();
        }
    }

    private static async Task<TestFleet> StepAsync(TestFleet fleet, Life life, Random random, Counts counts)
    {
        switch (random.Next(10))
        {
            case 0:
                long seen = (await FindAsync(fleet, life.Hub)).Version;
                await SetAsync(fleet, life.Hub, seen, (Interval, random.Next(10, 3_600)));
                break;
            case 1:
                fleet.Downlink.HasSessions = !fleet.Downlink.HasSessions;
                if (fleet.Downlink.HasSessions)
                {
                    life.SayHello();
                }

                break;
            case 2 when random.Next(4) == 0:
                counts.Crashed++;
                TestFleet next = await fleet.RestartFromCrashAsync();
                next.Downlink.HasSessions = fleet.Downlink.HasSessions;
                await fleet.DisposeAsync();
                life.MoveTo(next);
                return next;
            case 3:
                life.Restart();
                break;
            case 4 or 5:
                life.End();
                break;
            case 6 or 7:
                life.Receive();
                break;
            default:
                await life.DeliverAsync(fleet, inOrder: false);
                await RoundAsync(fleet, random.Next(1, 90));
                break;
        }

        return fleet;
    }

    // From here on nothing is lost, and every trial is won.
    private static async Task SettleAsync(TestFleet fleet, Life life)
    {
        fleet.Downlink.HasSessions = true;
        life.SayHello();
        for (int i = 0; i < 12; i++)
        {
            await life.DeliverAsync(fleet, inOrder: true);
            await RoundAsync(fleet, 2);
            life.Receive(losesNothing: true);
            life.End(isWon: true);
        }

        await life.DeliverAsync(fleet, inOrder: true);
        await fleet.ProjectAsync();
    }

    private sealed record Counts
    {
        public int Confirmed { get; set; }

        public int Reverted { get; set; }

        public int Refused { get; set; }

        public int Restarted { get; set; }

        public int Crashed { get; set; }

        public int Doubled { get; set; }
    }

    private sealed class Life(RuleHub hub, Random random, Counts counts)
    {
        private readonly List<HubMessage> _words = [];
        private SettingsStateMessage? _state;
        private ulong _sequence = 10_000;
        private int _seenParts;
        private long _trying;
        private long _boot = 1;

        public RuleHub Hub { get; private set; } = hub;

        public long Version { get; private set; }

        public void MoveTo(TestFleet fleet)
        {
            Hub = Hub.On(fleet);
            _seenParts = 0;
        }

        public void SayHello() => Say(Messages.Hello());

        public void Restart()
        {
            counts.Restarted++;
            _boot++;
            _trying = 0;
            _state = null;
            SayHello();
        }

        /// <summary>Takes what has come since it last looked; a part may have been lost on the way.</summary>
        public void Receive(bool losesNothing = false)
        {
            DocumentPartMessage[] parts = [.. Hub.Parts.Skip(_seenParts)];
            _seenParts += parts.Length;
            foreach (DocumentPartMessage part in parts.Where(_ => losesNothing || random.Next(8) > 0))
            {
                Take(part);
            }
        }

        public void End(bool? isWon = null)
        {
            if (_trying == 0)
            {
                return;
            }

            bool wins = isWon ?? random.Next(3) > 0;
            long tried = _trying;
            _trying = 0;
            Version = wins ? tried : Version;
            counts.Confirmed += wins ? 1 : 0;
            counts.Reverted += wins ? 0 : 1;
            Tell(tried, wins ? SettingsPhase.InForce : SettingsPhase.Reverted, wins ? "" : "not proved in time");
        }

        /// <summary>Sends what it has to say: each word at least once, some twice, some overtaken.</summary>
        public async Task DeliverAsync(TestFleet fleet, bool inOrder)
        {
            if (_state is not null)
            {
                _words.Add(_state);
                _state = null;
            }

            if (!fleet.Downlink.HasSessions)
            {
                return;
            }

            List<HubMessage> sent = [.. _words];
            if (!inOrder && random.Next(4) == 0)
            {
                sent.Reverse();
            }

            foreach (HubMessage word in sent)
            {
                bool isDouble = !inOrder && random.Next(5) == 0;
                counts.Doubled += isDouble ? 1 : 0;
                for (int i = 0; i <= (isDouble ? 1 : 0); i++)
                {
                    Assert.Equal(PublishOutcome.Accepted, await fleet.SendAsync(Hub.Hub, word));
                }
            }

            _words.Clear();
            if (random.Next(3) > 0 || inOrder)
            {
                await fleet.ProjectAsync();
            }
        }

        private void Take(DocumentPartMessage part)
        {
            long version = part.DocumentVersion;
            Assert.NotNull(Hub.ReceiveSettings(version));
            if (_trying != 0)
            {
                return;
            }

            if (version == Version)
            {
                Tell(version, SettingsPhase.InForce, "");
                Answer(part, AcknowledgementResult.Done, "");
            }
            else if (version < Version || random.Next(12) == 0)
            {
                counts.Refused++;
                string reason = version < Version ? "old version" : "no such receiver";
                Answer(part, AcknowledgementResult.Refused, reason);
            }
            else
            {
                Answer(part, AcknowledgementResult.Done, "");
                _trying = version;
                Tell(version, SettingsPhase.Trial, "");
            }
        }

        private void Answer(DocumentPartMessage part, AcknowledgementResult result, string reason) =>
            Say(new AcknowledgementMessage { AcknowledgedSequence = part.Sequence, Result = result, Reason = reason });

        // Only the newest news of settings is sent.
        private void Tell(long version, SettingsPhase phase, string reason)
        {
            _state = new SettingsStateMessage
            {
                BootCount = _boot,
                Sequence = ++_sequence,
                DocumentVersion = version,
                Phase = phase,
                SettingsVersion = Version,
                SecondsLeft = phase == SettingsPhase.Trial ? 600 : 0,
                Reason = reason,
            };
        }

        private void Say(HubMessage message)
        {
            message.BootCount = _boot;
            message.Sequence = ++_sequence;
            if (message is HelloMessage hello)
            {
                hello.SettingsVersion = Version;
            }

            _words.Add(message);
        }
    }
}
