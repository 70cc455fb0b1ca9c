// Lives in disorder: releases good and bad, cuts of power and session, presses, spoilt blocks, orders held back.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Firmware.Tests.World;
using Hub.Core.Ports;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Firmware.Tests.Updating;

/// <summary>Whatever happens: what runs was signed and is the factory application, confirmed, or on its counted trial;
/// nothing below what ran for good is started again; in the end the newest good release runs; no acknowledged press is
/// lost.</summary>
public sealed class UpdateLivesTests(ITestOutputHelper output)
{
    private const int Lives = 1_000;
    private const int Steps = 40;
    private const long Minute = UpdateHome.Minute;

    [Fact]
    public void The_newest_good_release_runs_in_the_end()
    {
        long cuts = 0;
        long presses = 0;
        long trials = 0;
        long reverts = 0;
        Parallel.For(0, Lives, seed =>
        {
            Life life = new(seed);
            life.Live();
            Interlocked.Add(ref cuts, life.Cuts);
            Interlocked.Add(ref presses, life.Acknowledged);
            Interlocked.Add(ref trials, life.Home.Starts.Count(start => start.IsTrial));
            Interlocked.Add(ref reverts, life.Home.Office.States.Count(state => state.Phase == UpdatePhase.Reverted));
        });
        output.WriteLine(
            $"{Lives} lives, {cuts} cuts, {presses} presses, {trials} trial starts, {reverts} reverts told");
        Assert.True(cuts > Lives && trials > Lives && reverts > Lives / 4);
    }

    private sealed class Life(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly HashSet<uint> _good = [0];
        private uint _newest;

        internal UpdateHome Home { get; } = new();

        internal int Cuts { get; private set; }

        internal int Acknowledged { get; private set; }

        internal void Live()
        {
            Home.EraseInSteps(64, seed % 2 == 0);
            Home.RunUntil(() => Home.Office.States.Count > 0, Minute);
            Home.Office.Spoil = block => block.Block[0] ^= (byte)(_random.Next(200) == 0 ? 1 : 0);
            for (int i = 0; i < Steps; i++)
            {
                Happen();
                Restore();
                Look();
            }

            End();
        }

        private void Happen()
        {
            switch (_random.Next(10))
            {
                case 0:
                    Publish();
                    break;
                case 1 or 2:
                    if (Home.Hub.Uplink.State == UplinkState.Ready)
                    {
                        Home.Hub.Uplink.Drop();
                        Home.Office.Lose();
                    }

                    break;
                case 3 or 4:
                    Home.Supply.CutAtWork = Home.Supply.Work + _random.Next(12_000);
                    break;
                case 5:
                    Acknowledged += Home.PressOnce() && !Home.Supply.IsCut ? 1 : 0;
                    break;
                case 6:
                    Home.Hub.Source = _random.Next(2) == 0 ? PowerSource.Mains : PowerSource.Battery;
                    break;
                case 7:
                    Home.Run(_random.Next(20) * Minute);
                    break;
                default:
                    Home.Run(_random.Next(5_000));
                    break;
            }

            Order();
            Home.Run(_random.Next(3_000));
        }

        private void Publish()
        {
            _newest++;
            ImageBehaviour[] all = Enum.GetValues<ImageBehaviour>();
            ImageBehaviour behaviour = _random.Next(2) == 0 ? ImageBehaviour.Good : all[_random.Next(all.Length)];
            if (behaviour is ImageBehaviour.Good or ImageBehaviour.NoRadio)
            {
                // This home has no transceiver, so a release without a radio is as good as any.
                _good.Add(_newest);
            }

            Home.Office.Releases[_newest] = TestRelease.Make(_newest, behaviour, bytes: 9_000);
        }

        private void Order()
        {
            if (Home.Office.Releases.Count > 0 && _random.Next(2) == 0)
            {
                Home.Office.Want(_random.Next(4) == 0 ? (uint)_random.Next((int)_newest) + 1 : _newest);
            }
        }

        // The power comes back, and may go again in the start.
        private void Restore()
        {
            while (Home.Supply.IsCut)
            {
                Cuts++;
                Home.Supply.Restore();
                Home.Supply.CutAtWork = _random.Next(3) == 0 ? Home.Supply.Work + _random.Next(2_000) : long.MaxValue;
                Home.Boot();
                Home.Run(_random.Next(500));
            }
        }

        private void Look()
        {
            uint confirmed = 0;
            foreach ((uint sequence, bool isTrial) in Home.Starts)
            {
                Assert.True(isTrial || _good.Contains(sequence), $"seed {seed}: {sequence} runs for good");
                Assert.True(
                    !isTrial || sequence > confirmed, $"seed {seed}: {sequence} tried after {confirmed} ran for good");
                confirmed = isTrial ? confirmed : Math.Max(confirmed, sequence);
            }
        }

        private void End()
        {
            Publish();
            _newest++;
            _good.Add(_newest);
            Home.Office.Releases[_newest] = TestRelease.Make(_newest, ImageBehaviour.Good, bytes: 9_000);
            Home.Supply.CutAtWork = long.MaxValue;
            Home.Hub.Source = PowerSource.Mains;
            Home.Office.Spoil = null;
            bool isThere = Home.RunUntil(
                () =>
                {
                    Home.Office.Want(_newest);
                    return Home.Office.Last.RunningSequence == _newest
                        && Home.Office.Last.Phase == UpdatePhase.Confirmed;
                },
                48 * 60 * Minute);
            Assert.True(isThere, $"seed {seed}: {Home.Office.Last.RunningSequence} of {_newest}, "
                + $"{Home.Office.Last.Phase} {Home.Office.Last.Reason} of {Home.Office.Last.ReleaseSequence}");
            Look();
            Assert.True(Home.RunUntil(() => Home.Hub.Status.Memory.Alarms.PersonCount == 0, 60 * Minute));
            Assert.True(Home.HeldPresses() >= Acknowledged, $"seed {seed}: a press was lost");
        }
    }
}
