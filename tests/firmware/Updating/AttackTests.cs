// What somebody may try who holds the broker, the store, or one of the two keys: each is refused.
using System;
using System.Linq;
using Firmware.Tests.World;
using Hub.Protocols.Messages;
using Hub.Protocols.Updates;

namespace Firmware.Tests.Updating;

/// <summary>The list of The Update Framework, as far as each can be tried on one hub.</summary>
public sealed class AttackTests
{
    private const long Minute = UpdateHome.Minute;

    private readonly UpdateHome _home = new();

    public AttackTests()
    {
        Assert.True(_home.RunUntil(() => Office.States.Count > 0, Minute));
        Office.Releases[3] = TestRelease.Make(3);
    }

    private UpdateOffice Office => _home.Office;

    private void IsRefused(UpdateReason reason, uint runs = 0)
    {
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Refused, 60 * Minute));
        Assert.Equal(reason, Office.Last.Reason);
        _home.Run(30 * Minute);
        _home.Boot();
        _home.Run(30 * Minute);
        Assert.Equal(runs, (uint)Office.Last.RunningSequence);
        Assert.All(_home.Starts, start => Assert.True(start.Sequence == runs || start.Sequence < runs));
    }

    // An order that is wrong in itself leaves no trace but its answer.
    private void IsAnswered(UpdateOrderMessage order, string reason)
    {
        int fetches = Office.Fetches.Count;
        byte[] nonce = [.. Office.Last.Nonce];
        Office.Send(order);
        _home.Run(10 * Minute);
        Assert.Equal((AcknowledgementResult.Refused, reason), Office.Answers[order.Sequence]);
        Assert.Equal(fetches, Office.Fetches.Count);
        Assert.Equal(nonce, Office.Last.Nonce);
        Assert.NotEqual(UpdatePhase.Fetching, _home.Update.Phase);
    }

    private void Install(TestRelease release, Action<UpdateOrderMessage>? change = null)
    {
        Office.Releases[release.Sequence] = release;
        Office.Send(UpdateAction.Install, release.Sequence, change);
    }

    [Fact]
    public void Arbitrary_install_a_release_that_no_trusted_key_signed()
    {
        Install(TestRelease.Make(3, signer: TestRelease.Stranger));
        IsRefused(UpdateReason.BadSignature);
    }

    [Fact]
    public void Arbitrary_install_a_release_whose_manifest_was_changed_after_it_was_signed()
    {
        TestRelease release = TestRelease.Make(3);
        byte[] envelope = [.. release.Envelope];
        envelope[^20] ^= 1;
        Install(release with { Envelope = envelope });
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Refused, 60 * Minute));
        Assert.Contains(Office.Last.Reason, new[] { UpdateReason.BadSignature, UpdateReason.BadEnvelope });
    }

    [Fact]
    public void A_signed_release_without_an_order_goes_nowhere()
    {
        UpdateOrderMessage order = Office.Order(UpdateAction.Install, 3);
        order.Seal[3] ^= 1;
        IsAnswered(order, "not authentic");
    }

    [Fact]
    public void An_order_for_another_hub_goes_nowhere()
    {
        UpdateOrderMessage order = Office.Order(UpdateAction.Install, 3);
        byte[] key = [.. UpdateHome.Key];
        key[0] ^= 1;
        Assert.True(new Hub.Protocols.Security.UpdateSeal().Seal(order, key));
        IsAnswered(order, "not authentic");
    }

    [Fact]
    public void Freeze_an_order_that_was_held_back_is_stale()
    {
        UpdateOrderMessage heldBack = Office.Order(UpdateAction.Install, 3);
        Office.Releases[4] = TestRelease.Make(4);
        Office.Send(UpdateAction.Install, 4);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        IsAnswered(heldBack, "stale order");
    }

    [Fact]
    public void Freeze_an_order_from_before_a_restart_is_stale()
    {
        UpdateOrderMessage heldBack = Office.Order(UpdateAction.Install, 3);
        int states = Office.States.Count;
        _home.Boot();
        Assert.True(_home.RunUntil(() => Office.States.Count > states, Minute));
        IsAnswered(heldBack, "stale order");
    }

    [Fact]
    public void Freeze_an_order_whose_time_is_over_is_expired()
    {
        ulong order = Office.Send(UpdateAction.Install, 3,
            o => o.ExpiresUnixMilliseconds = _home.Hub.Uplink.UnixAtZero + _home.Hub.Now);
        _home.Run(Minute);
        Assert.Equal(AcknowledgementResult.Expired, Office.Answers[order].Result);
        Assert.Empty(Office.Fetches);
    }

    [Fact]
    public void Freeze_a_hub_without_a_clock_takes_no_order()
    {
        UpdateHome home = new();
        home.Hub.Uplink.TellsTime = false;
        Assert.True(home.RunUntil(() => home.Office.States.Count > 0, Minute));
        home.Office.Releases[3] = TestRelease.Make(3);
        ulong order = home.Office.Send(UpdateAction.Install, 3);
        home.Run(Minute);
        Assert.Equal(AcknowledgementResult.Expired, home.Office.Answers[order].Result);
    }

    [Fact]
    public void Rollback_an_older_release_is_refused_and_so_is_the_same_one()
    {
        Install(TestRelease.Make(5));
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        foreach (uint sequence in new uint[] { 5, 4, 3, 0 })
        {
            Office.Releases[sequence] = TestRelease.Make(Math.Max(sequence, 1));
            ulong order = Office.Send(UpdateAction.Install, sequence);
            _home.Run(Minute);
            Assert.Equal((AcknowledgementResult.Refused, "old release"), Office.Answers[order]);
        }

        IsRefused(UpdateReason.Rollback, 5);
    }

    [Fact]
    public void Rollback_an_old_envelope_under_a_new_number_is_refused()
    {
        Install(TestRelease.Make(5));
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));

        // The director's key alone: it orders release 6 and means the envelope of 4.
        TestRelease old = TestRelease.Make(4);
        Office.Releases[6] = old with { Sequence = 6 };
        Office.Send(UpdateAction.Install, 6);
        IsRefused(UpdateReason.OtherEnvelope, 5);
    }

    [Fact]
    public void Mix_and_match_the_envelope_of_another_release_is_refused()
    {
        TestRelease three = Office.Releases[3];
        Office.Releases[3] = three with { Envelope = TestRelease.Make(4).Envelope };
        Office.Send(UpdateAction.Install, 3, order => three.EnvelopeDigest.CopyTo(order.EnvelopeDigest, 0));
        IsRefused(UpdateReason.OtherEnvelope);
    }

    [Fact]
    public void Mix_and_match_the_digests_or_chunks_of_another_release_are_refused()
    {
        TestRelease three = Office.Releases[3];
        TestRelease four = TestRelease.Make(4);
        Office.Releases[3] = three with { List = four.List };
        Office.Send(UpdateAction.Install, 3);
        IsRefused(UpdateReason.BadDigest);

        Office.Releases[3] = three with { Image = four.Image };
        Office.Send(UpdateAction.Install, 3);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Fetching, Minute));
        IsRefused(UpdateReason.BadDigest);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(100_000)]
    public void Endless_data_a_part_of_another_length_is_refused(int more)
    {
        Office.Spoil = block => block.TotalBytes += block.Part == ReleasePart.Image ? more : 0;
        Office.Send(UpdateAction.Install, 3);
        IsRefused(UpdateReason.BadDigest);
        Assert.True(Office.BlockBytes < 100_000);
    }

    [Fact]
    public void Endless_data_more_than_was_asked_for_is_not_taken()
    {
        // Beside every block others that nobody asked for: doubled, beyond, of other parts and releases.
        Office.Spoil = block =>
        {
            SendUnasked(3, block.Part, block.Offset + UpdateLimits.BlockBytes + 1);
            SendUnasked(4, block.Part, block.Offset);
            SendUnasked(3, block.Part == ReleasePart.Image ? ReleasePart.DigestList : ReleasePart.Image, block.Offset);
        };
        Office.Send(UpdateAction.Install, 3);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        Assert.Equal(Office.Releases[3].ListDigest, Office.Last.RunningDigest);
    }

    private void SendUnasked(uint release, ReleasePart part, int offset) =>
        _home.Hub.Uplink.Send(MessageKind.Block, new BlockMessage
        {
            ReleaseSequence = release,
            Part = part,
            Offset = offset,
            TotalBytes = UpdateLimits.MaxImageBytes,
            BlockLength = UpdateLimits.BlockBytes,
        });

    [Fact]
    public void Wrong_software_a_release_of_another_vendor_or_class_is_refused()
    {
        Install(TestRelease.Make(3, vendor: [.. TestRelease.Vendor.Reverse()]));
        IsRefused(UpdateReason.WrongVendor);
        Office.Releases[4] = TestRelease.Make(4, classId: [.. TestRelease.Class.Reverse()]);
        Office.Send(UpdateAction.Install, 4);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Fetching, Minute));
        IsRefused(UpdateReason.WrongClass);
    }

    [Fact]
    public void Wrong_software_an_image_index_that_the_release_does_not_have_is_refused()
    {
        Office.Send(UpdateAction.Install, 3, order => order.ImageIndex = 7);
        IsRefused(UpdateReason.WrongClass);
    }

    [Fact]
    public void A_release_that_needs_a_later_one_first_is_refused()
    {
        Install(TestRelease.Make(4, requires: 2));
        IsRefused(UpdateReason.Dependency);
        Install(TestRelease.Make(2));
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        Office.Send(UpdateAction.Install, 4);
        Assert.True(_home.RunUntil(() => Office.Last.RunningSequence == 4, 15 * Minute));
    }

    [Fact]
    public void A_release_larger_than_a_slot_is_refused()
    {
        Install(TestRelease.Make(3, bytes: _home.Slots.SlotBytes + 1));
        IsRefused(UpdateReason.TooLarge);
        Assert.DoesNotContain(Office.Fetches, fetch => fetch.Part != ReleasePart.Envelope);
    }

    [Fact]
    public void An_image_that_the_loader_would_not_take_is_refused_before_a_restart()
    {
        Install(TestRelease.Make(3, imageVersion: 9));
        IsRefused(UpdateReason.BadImage);
        Assert.Equal([(0u, false), (0u, false)], _home.Starts);
    }

    [Fact]
    public void A_store_that_does_not_have_the_release_is_no_endless_loop()
    {
        TestRelease release = Office.Releases[3];
        UpdateOrderMessage order = Office.Order(UpdateAction.Install, 3);
        Office.Releases.Remove(3);
        Office.Send(order);
        IsRefused(UpdateReason.NotThere);
        Assert.True(Office.Fetches.Count < 10);
        Assert.NotNull(release);
    }

    [Fact]
    public void A_chunk_that_comes_spoilt_now_and_then_is_fetched_again()
    {
        int blocks = 0;
        Office.Spoil = block => block.Block[0] ^= (byte)(++blocks % 17 == 0 ? 0x40 : 0);
        Office.Send(UpdateAction.Install, 3);
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 60 * Minute));
        Assert.Equal(3u, (uint)Office.Last.RunningSequence);
    }

    [Fact]
    public void A_change_of_keys_is_taken_from_the_successor_only()
    {
        Install(TestRelease.KeyChange(3, TestRelease.Current, TestRelease.Stranger));
        IsRefused(UpdateReason.BadSignature);
        Install(TestRelease.KeyChange(4, TestRelease.Successor, TestRelease.Stranger));
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Confirmed, 15 * Minute));
        Assert.Equal(
            TestRelease.Successor.Id.Concat(TestRelease.Stranger.Id), Office.Last.TrustedKeyIds);
        Assert.Equal(0u, (uint)Office.Last.RunningSequence);

        // The key that was replaced signs nothing any more, also after a restart; the new ones do.
        _home.Boot();
        Assert.True(_home.RunUntil(() => _home.Hub.Uplink.State == Hub.Core.Ports.UplinkState.Ready, Minute));
        _home.Run(Minute);
        Install(TestRelease.Make(5, signer: TestRelease.Current));
        Assert.True(_home.RunUntil(() => Office.Last.Phase == UpdatePhase.Refused, 15 * Minute));
        Assert.Equal(UpdateReason.BadSignature, Office.Last.Reason);
        Install(TestRelease.Make(6, signer: TestRelease.Stranger));
        Assert.True(_home.RunUntil(() => Office.Last.RunningSequence == 6, 15 * Minute));
    }
}
