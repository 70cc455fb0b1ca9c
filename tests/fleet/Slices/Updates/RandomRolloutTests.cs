// Whole rollouts by chance: hubs that are away, deaf, refuse, go back or are lost; what must always hold, holds.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Updates;
using Fleet.Server.Updates.Director;
using Fleet.Server.Updates.Rollouts;
using Hub.Protocols.Updates;

namespace Slices.Tests.Updates;

public sealed class RandomRolloutTests
{
    private const long Target = 17;
    private const int Rollouts = 400;
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_must_always_hold_holds_in_every_rollout()
    {
        int installs = 0;
        int reverts = 0;
        var ends = new Dictionary<RolloutState, int>();
        for (int seed = 0; seed < Rollouts; seed++)
        {
            var life = new Life(seed);
            RolloutState end = life.Run();
            installs += life.Installs.Count;
            reverts += life.Reverts;
            ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        string counts = $"{installs} installs, {reverts} reverts, "
            + string.Join(", ", ends.Select(one => $"{one.Value} {one.Key}"));
        TestContext.Current.TestOutputHelper?.WriteLine(counts);
        Assert.True(installs > 2_000 && reverts > 300, counts);
        Assert.True(ends.Keys.Count >= 3, counts);
    }

    /// <summary>One rollout with its hubs; the store is a list.</summary>
    private sealed class Life
    {
        private readonly Random _random;
        private readonly int _seed;
        private readonly List<Home> _homes = [];
        private readonly ImageTerms _terms;
        private StoredRollout _rollout;
        private TokenBucket _bucket;
        private long _now = Start.ToUnixTimeMilliseconds();
        private bool _isStopped;

        public Life(int seed)
        {
            _seed = seed;
            _random = new Random(seed);
            int count = _random.Next(3, 30);
            int first = _random.Next(1, 4);
            int[] ends = [.. new[] { first, Math.Max(first + 1, count / 2), count }
                .Where(one => one <= count).Distinct()];
            ends[^1] = count;
            _terms = new ImageTerms(_random.Next(3) == 0 ? 16 : 0, _random.Next(100));
            _bucket = new TokenBucket(_random.Next(1, 60), _random.Next(1, 6), 0, 0);
            _rollout = new StoredRollout(
                Guid.NewGuid(), Guid.NewGuid(), 1, Target, new RolloutTarget(), ends, 0, 0,
                new LocalWindow(_random.Next(1_440), _random.Next(1_440)), _random.Next(4_000), _random.Next(4),
                _random.Next(40), _bucket, 0, (KeptKeys)7, RolloutState.Running, "", "x", 0, 0, Guid.NewGuid(), "Tea");
            for (int i = 0; i < count; i++)
            {
                _homes.Add(new Home(i, Waves(i, ends), _random));
            }
        }

        public List<long> Installs { get; } = [];

        public int Reverts { get; private set; }

        public RolloutState Run()
        {
            int stopAt = _random.Next(3) == 0 ? _random.Next(1_500) : int.MaxValue;
            for (int round = 0; round < 3_000 && _rollout.State != RolloutState.Reverted; round++)
            {
                _now += _random.Next(1, 240) * 1_000L;
                if (round == stopAt && _rollout.State == RolloutState.Running)
                {
                    _isStopped = true;
                    _rollout = _rollout with
                    {
                        State = _random.Next(2) == 0 ? RolloutState.Stopped : RolloutState.Reverting,
                    };
                }

                _homes.ForEach(one => one.Live(_random, _now));
                Look();
                Control();
            }

            return _rollout.State;
        }

        private void Look()
        {
            HashSet<string> busy = [.. _homes.Where(one => one.Row.IsBusy).SelectMany(one => one.Keys)];
            LocalWindow window = _rollout.State == RolloutState.Reverting ? default : _rollout.Window;
            TokenBucket filled = _bucket.Fill(_now);
            var turns = new Turns(window, filled, busy);
            var pass = new RolloutPass(
                _rollout, turns, _ => _terms, row => _homes[row.Place].Condition, _now, _random.Next(1, 20));
            bool isReverting = _rollout.State == RolloutState.Reverting;
            Home[] open = [.. _homes.Where(one => one.IsOpen(isReverting)
                && (isReverting || one.Row.Wave <= _rollout.Wave))];
            foreach (HubDecision decision in pass.Run(open.Select(static one => one.Row)))
            {
                Home home = _homes[decision.Before.Place];
                home.Row = decision.After;
                if (decision.Order is { } order)
                {
                    Check(home, order);
                    home.Row = home.Row with { OrderSequence = home.Row.OrderSequence + 1 };
                    home.Hear(order, decision.After, _random);
                }
            }

            _bucket = turns.Bucket;
            string[] keys = [.. _homes.Where(one => one.Row.IsBusy).SelectMany(one => one.Keys)];
            Assert.True(keys.Distinct().Count() == keys.Length, $"seed {_seed}: two of one key at once");
        }

        private void Check(Home home, in HubOrder order)
        {
            string where = $"seed {_seed}, hub {home.Row.Place}, {order.Action}";
            Assert.True(home.Condition.IsConnected, where);
            switch (order.Action)
            {
                case UpdateAction.Install:
                    Assert.True(_rollout.Window.IsOpen(_now) && home.Row.ExpiresAt > _now, where);
                    Assert.True(_rollout.Window.IsOpen(home.Row.ExpiresAt - 1), where);
                    Assert.True(home.Row.Tries > 1 || home.Condition.IsOnMains == true, where);
                    Assert.True(home.Word.Running >= _terms.RequiresSequence, where);
                    Assert.True(home.Row.Wave <= _rollout.Wave && _rollout.State == RolloutState.Running, where);
                    Installs.Add(_now);
                    break;
                case UpdateAction.Fetch:
                    Assert.True(!_isStopped && home.Row.Wave <= _rollout.Wave, where);
                    break;
                case UpdateAction.Revert:
                    Assert.Equal(RolloutState.Reverting, _rollout.State);
                    Reverts++;
                    break;
                default:
                    Assert.NotEqual(RolloutState.Running, _rollout.State);
                    break;
            }
        }

        private void Control()
        {
            var counts = _homes.GroupBy(one => (one.Row.Wave, one.Row.State, one.Row.Wait))
                .Select(one => (one.Key.Wave, one.Key.State, one.Key.Wait, one.Count())).ToList();
            if (_rollout.State is not (RolloutState.Running or RolloutState.Reverting))
            {
                return;
            }

            _rollout = WaveControl.Look(_rollout, counts, 0, _now) switch
            {
                WaveStep.Stop => _rollout with
                {
                    State = _random.Next(2) == 0 ? RolloutState.Stopped : RolloutState.Reverting,
                },
                WaveStep.Settle => _rollout with { WaveSettledAt = _now },
                WaveStep.Next => _rollout with { Wave = _rollout.Wave + 1, WaveSettledAt = 0 },
                WaveStep.Finish => _rollout with
                {
                    State = _rollout.State == RolloutState.Running ? RolloutState.Done : RolloutState.Reverted,
                },
                _ => _rollout,
            };
            _isStopped |= _rollout.State != RolloutState.Running;
        }

        private static int Waves(int place, int[] ends) => Array.FindIndex(ends, end => place < end);
    }

    /// <summary>A hub and its row.</summary>
    private sealed class Home
    {
        private readonly int _kind;
        private readonly Queue<(HubOrder Order, long ExpiresAt, byte[] Nonce)> _orders = new();
        private bool _isConnected = true;
        private bool _hasAlarm;
        private bool _isOnMains = true;
        private int _nonce;

        public Home(int place, int wave, Random random)
        {
            _kind = random.Next(12);
            long running = random.Next(4) == 0 ? 15 : 16;
            Word = new HubWord(
                running, UpdatePhase.Idle, 0, 0, 0, 0, 0, 0, false, 0, [0], [], [], new string('0', 16), 1, 0);
            var places = new HubPlaces(Code(random, 12), Code(random, 6), Code(random, 4));
            Keys = [.. AffinityKeys.Of(places)];
            Row = new StoredRolloutHub(
                place, place, wave, 0, RolloutHubState.Waiting, RolloutWait.Wave, "", 0, 0, 0, [], 0, 0, 0, 0, 0, Word,
                places);
        }

        public StoredRolloutHub Row { get; set; }

        public HubWord Word { get; private set; }

        public string[] Keys { get; }

        public HubCondition Condition => new(
            true, _isConnected, _hasAlarm, _isOnMains, 100, false, false, Word.Running);

        public bool IsOpen(bool isReverting) => Row.State is RolloutHubState.Waiting or RolloutHubState.Fetching
            or RolloutHubState.Ready or RolloutHubState.Ordered or RolloutHubState.Trial or RolloutHubState.Overdue
            || (isReverting && Row.State is RolloutHubState.Confirmed or RolloutHubState.RevertOrdered);

        public void Hear(HubOrder order, StoredRolloutHub row, Random random)
        {
            if (random.Next(5) > 0 && _kind != 0)
            {
                _orders.Enqueue((order, row.ExpiresAt, row.OrderNonce));
            }
        }

        public void Live(Random random, long now)
        {
            _isConnected = random.Next(_isConnected ? 30 : 4) > 0 == _isConnected;
            _hasAlarm = random.Next(20) == 0;
            _isOnMains = random.Next(20) > 0;
            if (!_isConnected)
            {
                return;
            }

            while (_orders.TryDequeue(out (HubOrder Order, long ExpiresAt, byte[] Nonce) one))
            {
                if (one.ExpiresAt > now && one.Nonce.AsSpan().SequenceEqual(Word.Nonce))
                {
                    Obey(one.Order, now);
                }
            }

            if (Word.Phase == UpdatePhase.Trial && _kind != 1 && random.Next(3) == 0)
            {
                Say(now, _kind == 2
                    ? Word with { Running = Word.Previous, Phase = UpdatePhase.Reverted, Reason = UpdateReason.NoRadio }
                    : Word with { Phase = UpdatePhase.Confirmed });
            }
        }

        private void Obey(in HubOrder order, long now)
        {
            _nonce++;
            HubWord taken = Word with { Nonce = [(byte)_nonce], Release = order.Release, Reason = UpdateReason.None };
            Say(now, order.Action switch
            {
                UpdateAction.Cancel => taken with { Phase = UpdatePhase.Refused, Reason = UpdateReason.Cancelled },
                UpdateAction.Revert => taken with
                {
                    Running = Word.Previous,
                    Phase = UpdatePhase.Reverted,
                    Reason = UpdateReason.Ordered,
                    HasPrevious = false,
                },
                _ when _kind == 3 => taken with { Phase = UpdatePhase.Refused, Reason = UpdateReason.BadSignature },
                UpdateAction.Fetch => taken with { Phase = UpdatePhase.Ready },
                _ => taken with
                {
                    Previous = Word.Running,
                    HasPrevious = true,
                    Running = order.Release,
                    Phase = UpdatePhase.Trial,
                },
            });
        }

        private void Say(long now, HubWord word)
        {
            Word = word with { At = now, Sequence = Word.Sequence + 1 };
            Row = Row with { Word = Word };
        }

        private static string Code(Random random, int of) =>
            random.Next(3) == 0 ? "" : random.Next(of).ToString(CultureInfo.InvariantCulture);
    }
}
