// The service console: verbs, refusals, repeats, time-outs, garbage, codes; blank and with a hub.
using System;
using System.Linq;
using System.Text;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Bench;
using Hub.Protocols.Messages;

namespace Firmware.Tests.Provisioning;

public sealed class ServiceConsoleTests
{
    private static readonly HubIdentity First = TestBoard.Identity(1);
    private static readonly HubIdentity Second = TestBoard.Identity(2);
    private static readonly string Code = HubCode.DeriveReset(First.Key);
    private readonly TestBoard _board = new();

    [Fact]
    public void A_blank_board_says_so_and_waits_with_Power_orange()
    {
        string banner = _board.Talk("");
        Assert.StartsWith("!hub protocol=1 board=0123456789abcdef model=reference-1 firmware=0.1.0 state=blank hub=- "
            + "boot=1 *", banner);
        Assert.Equal(LampColour.Orange, _board.LampsNow[Lamp.Power]);
        Assert.StartsWith("!hub ", _board.Talk("\n"));
        string hello = _board.Ask("hello");
        Assert.Matches("^ok protocol=1 board=0123456789abcdef .* state=blank hub=- boot=1 session=[0-9A-F]{8}$", hello);
        Assert.NotEqual(hello, _board.Ask("hello"));
        Assert.Equal("ok state=blank hub=-", _board.Ask("status"));
        Assert.Equal("error blank", _board.Ask("test"));
        Assert.Equal("error blank", _board.Ask("forget " + Code));
        int fed = _board.FeedCount;
        _board.Run(60_000);
        Assert.True(_board.FeedCount >= fed + (60_000 / Limits.MaxStepIntervalMilliseconds));
        Assert.Empty(_board.Restarts);
    }

    [Fact]
    public void A_blank_board_takes_an_identity_restarts_and_has_it()
    {
        _board.Provision(First);
        Assert.Equal((BootReason.CommandedRestart, First.HubId), (_board.Restarts[^1].Reason, _board.HubId));
        Assert.Contains($"state=provisioned hub={First.HubId} boot=2", _board.Talk(""));
        HubSettings settings = _board.MakeHub().Settings;
        Assert.Equal((First.HubId, "reference-1"), (settings.HubId, settings.HardwareModel));
        Assert.Equal(
            (43, 16, 32, 16),
            (settings.Password.Length, settings.PairingKey.Length, settings.DocumentKey.Length,
                settings.Link.ShortMessageKey.Length));
    }

    [Fact]
    public void Nothing_secret_is_ever_told()
    {
        HubIdentity identity = TestBoard.Identity(9);
        identity.Pin = "8642";
        identity.WifiName = "a-network";
        identity.WifiPassphrase = "a-passphrase";
        _board.Provision(identity);
        _board.MakeHub();
        string said = string.Concat(
            "hello,status,test,begin 9 00000000,begin 9 00000000 1,forget 1,part 0 00,commit".Split(',')
                .Select(_board.Ask)) + _board.Talk("\n");
        string[] secrets =
        [
            Convert.ToHexString(identity.Key), identity.Pin, identity.WifiPassphrase, HubCode.DeriveReset(identity.Key),
            HubCode.DeriveLabel(identity.Key), Hub.Protocols.Security.SignInPassword.Derive(identity.Key),
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, said, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_hub_with_an_identity_refuses_another_without_its_reset_code()
    {
        _board.Provision(First);
        byte[] other = TestBoard.Document(Second);
        Assert.Equal($"error provisioned hub={First.HubId}", _board.Ask(TestBoard.Begin(other)));
        Assert.Equal("error transfer", _board.Ask("part 0 00"));
        Assert.Equal("error transfer", _board.Ask("commit"));
        Assert.Equal("error reset-code wait=0", _board.Ask(TestBoard.Begin(other, HubCode.DeriveReset(Second.Key))));
        Assert.Equal("error reset-code wait=0", _board.Ask(TestBoard.Begin(other, HubCode.DeriveLabel(First.Key))));
        Assert.Equal(First.HubId, _board.HubId);
        _board.SwitchOn();
        _board.Provision(Second, Code.ToLowerInvariant());
        Assert.Equal(Second.HubId, _board.HubId);
    }

    [Fact]
    public void The_same_document_again_is_confirmed_without_the_code_and_nothing_else_is()
    {
        _board.Provision(First);
        long work = _board.IdentityFlash.Work;
        _board.Provision(First);
        Assert.Equal(work, _board.IdentityFlash.Work);

        // Its length and CRC-32 announced, and something else sent.
        byte[] document = TestBoard.Document(First);
        Assert.StartsWith("ok", _board.Ask(TestBoard.Begin(document)));
        byte[] other = [.. document];
        other[^1] ^= 1;
        Assert.StartsWith("ok", _board.Ask("part 0 " + Convert.ToHexStringLower(other)));
        Assert.Equal("error document", _board.Ask("commit"));
        Assert.Equal(First.HubId, _board.HubId);
    }

    [Fact]
    public void Wrong_codes_are_slowed_down_up_to_an_hour_and_a_right_one_ends_that()
    {
        _board.Provision(First);
        const string wrong = "forget 0000-0000-0";
        Assert.Equal("error reset-code wait=0", _board.Ask(wrong));
        Assert.Equal("error reset-code wait=0", _board.Ask(wrong));
        foreach (int wait in (int[])[60, 120, 240, 480, 960, 1920, 3600, 3600])
        {
            Assert.Equal($"error reset-code wait={wait}", _board.Ask(wrong));
            Assert.Equal($"error reset-code wait={wait}", _board.Ask("forget " + Code));
            _board.Now += (wait * 1000) - 1;
            Assert.Equal("error reset-code wait=1", _board.Ask("forget " + Code));
            _board.Now += 1;
        }

        Assert.StartsWith("ok", _board.Ask(TestBoard.Begin(TestBoard.Document(Second), Code)));
        Assert.Equal("error reset-code wait=0", _board.Ask(wrong));
    }

    [Fact]
    public void A_request_that_comes_again_is_answered_again_and_not_carried_out_again()
    {
        _board.Provision(First);
        _board.MakeHub();
        string answer = _board.AskAs(7, "test");
        Assert.Matches("^ok alarm=[0-9]+$", answer);
        Assert.Equal(answer, _board.AskAs(7, "test"));
        Assert.Equal(1, _board.Hub!.Status.Memory.Alarms.Count);
        Assert.Equal(1, _board.Board.Console.RepeatedCount);

        // Another line under the same number is another request, and after hello nothing is remembered.
        Assert.Contains("pending=1", _board.AskAs(7, "status"));
        string second = _board.AskAs(7, "test");
        Assert.NotEqual(answer, second);
        _board.Ask("hello");
        Assert.NotEqual(second, _board.AskAs(7, "test"));
    }

    [Fact]
    public void A_commit_whose_answer_is_lost_is_answered_again()
    {
        _board.Transfer(TestBoard.Document(First));
        string answer = _board.AskAs(90, "commit");
        long work = _board.IdentityFlash.Work;
        Assert.Equal(answer, _board.AskAs(90, "commit"));
        Assert.Equal(work, _board.IdentityFlash.Work);
        Assert.Equal("error busy", _board.AskAs(91, "commit"));
        _board.AwaitRestart();
        Assert.Equal(First.HubId, _board.HubId);
    }

    [Fact]
    public void Parts_come_in_order_the_one_before_may_come_again_and_no_other()
    {
        byte[] document = TestBoard.Document(First);
        string Part(int at, int count) => $"part {at} {Convert.ToHexStringLower(document[at..(at + count)])}";
        Assert.Equal("error transfer", _board.Ask(Part(0, 10)));
        Assert.StartsWith("ok", _board.Ask(TestBoard.Begin(document)));
        Assert.Equal("error offset expected=0", _board.Ask(Part(10, 10)));
        Assert.Equal("ok received=10", _board.Ask(Part(0, 10)));
        Assert.Equal("ok received=10", _board.Ask(Part(0, 10)));
        Assert.Equal("ok received=20", _board.Ask(Part(10, 10)));
        Assert.Equal("error offset expected=20", _board.Ask(Part(0, 10)));
        Assert.Equal("ok received=20", _board.Ask(Part(10, 10)));
        Assert.Equal("error incomplete expected=20", _board.Ask("commit"));
        int rest = document.Length - 20;
        Assert.Equal("error offset expected=20", _board.Ask(Part(20, rest) + "00"));
        Assert.Equal($"ok received={document.Length}", _board.Ask(Part(20, rest)));
        Assert.Equal($"ok hub={First.HubId}", _board.Ask("commit"));
    }

    [Fact]
    public void A_transfer_that_stands_still_for_a_minute_is_dropped_and_hello_drops_it_too()
    {
        byte[] document = TestBoard.Document(First);
        _board.Transfer(document);
        _board.Now += BenchLimits.TransferIdleMilliseconds - 1;
        Assert.Equal($"ok received={document.Length}",
            _board.Ask($"part 0 {Convert.ToHexStringLower(document)}"));
        _board.Now += BenchLimits.TransferIdleMilliseconds;
        Assert.Equal("error transfer", _board.Ask("commit"));
        _board.Transfer(document);
        _board.Ask("hello");
        Assert.Equal("error transfer", _board.Ask("commit"));
        Assert.Null(_board.HubId);
    }

    [Theory]
    [InlineData("begin 0 00000000", "error length max=8192")]
    [InlineData("begin 8193 00000000", "error length max=8192")]
    [InlineData("begin 8192 00000000", "ok part=96")]
    [InlineData("begin 1 0000000", "error argument")]
    [InlineData("begin 1", "error argument")]
    [InlineData("begin -1 00000000", "error argument")]
    [InlineData("begin 1 00000000 code more", "error argument")]
    [InlineData("part 0", "error argument")]
    [InlineData("part 0 0", "error argument")]
    [InlineData("part 8193 00", "error argument")]
    [InlineData("part 0 xx", "error argument")]
    [InlineData("commit now", "error argument")]
    [InlineData("forget", "error argument")]
    [InlineData("forget code please", "error argument")]
    [InlineData("hello there", "error argument")]
    [InlineData("status all", "error argument")]
    [InlineData("restart now", "error argument")]
    [InlineData("test 1", "error argument")]
    [InlineData("reboot", "error verb")]
    [InlineData("HELLO", "error verb")]
    public void A_request_is_answered_with_what_is_wrong(string request, string answer) =>
        Assert.Equal(answer, _board.Ask(request));

    [Fact]
    public void A_bad_identity_is_refused_whole_with_the_field_named()
    {
        byte[] document = TestBoard.Document(First);
        int at = document.AsSpan().IndexOf(Encoding.ASCII.GetBytes("127.0.0.1"));
        document[at] = (byte)'"';
        _board.Transfer(document);
        Assert.Equal("error identity field=receiver1.host reason=range", _board.Ask("commit"));
        Assert.Equal("error transfer", _board.Ask("commit"));
        _board.SwitchOn();
        Assert.Null(_board.HubId);
        Assert.Empty(_board.Restarts);
    }

    [Fact]
    public void Garbage_is_passed_over_damaged_requests_are_told_and_the_next_one_is_answered()
    {
        _board.Talk("");
        Assert.Equal("", _board.Talk("rst:0x1 (POWERON),boot:0x8\r\n"));
        string line = TestBoard.Line("@5 status");
        Assert.Equal(TestBoard.Line("=? error checksum"), _board.Talk(line.Replace('5', '4')));
        Assert.Equal(TestBoard.Line("=? error form"), _board.Talk(TestBoard.Line("@x status")));
        Assert.Equal("", _board.Talk(TestBoard.Line("=5 ok") + TestBoard.Line("!hub x") + "=5 ok *00000000\n"));
        Assert.Equal("", _board.Talk("@" + new string('x', 5000) + "\n"));
        Assert.Equal(3, _board.Board.Console.BadLineCount);
        Assert.Equal("ok state=blank hub=-", _board.AskAs(5, "status"));
    }

    [Fact]
    public void Whatever_comes_in_nothing_is_thrown_and_no_identity_comes_of_it()
    {
        Random random = new(17);
        string[] verbs = ["hello", "begin", "part", "commit", "forget", "status", "test", "restart", "x"];
        _board.Provision(First);
        _board.Talk("");
        for (int i = 0; i < 5_000; i++)
        {
            StringBuilder text = new("@" + random.Next(70_000) + " " + verbs[random.Next(verbs.Length)]);
            for (int word = random.Next(4); word > 0; word--)
            {
                text.Append(' ').Append(random.Next(3) == 0 ? Convert.ToHexString(BitConverter.GetBytes(random.Next()))
                    : random.Next(9000).ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            string output = _board.Talk(TestBoard.Line(text.ToString()));
            Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            if (i % 50 == 49)
            {
                _board.Now += BenchLimits.RestartMilliseconds;
                _board.Step();
                _board.SwitchOn();
                _board.Talk("");
            }
        }

        Assert.Equal(First.HubId, _board.HubId);
    }

    [Fact]
    public void A_line_that_nobody_reads_is_dropped_and_the_console_goes_on()
    {
        _board.Talk("");
        _board.TakesOutput = false;
        Assert.Equal("", _board.Talk(TestBoard.Line("@1 status") + TestBoard.Line("@2 status")));
        _board.Run(Limits.ServiceOutputMilliseconds + 10);
        _board.TakesOutput = true;
        _board.Run(100);
        Assert.Single(TestBoard.Answers(_board.TakeOutput(), 2));
        Assert.Equal(1, _board.Board.Console.DroppedAnswerCount);
    }

    [Fact]
    public void Status_tells_why_a_hub_does_not_come_up_and_when_it_has()
    {
        _board.Provision(First);
        TestHub hub = _board.MakeHub();
        Assert.Matches(
            $"^ok state=provisioned hub={First.HubId} link=none path=\\S+ bearer=\\d signal=-?\\d+ "
                + "lamps=[-WORBGwo]{5} pending=0 battery=90 power=\\d heartbeat=-$",
            _board.Ask("status"));
        hub.Uplink.IsReachable = true;
        _board.Run(300_000);
        Assert.Matches("link=connected path=0 .* heartbeat=[0-9]+$", _board.Ask("status"));
    }

    [Fact]
    public void Forget_refuses_while_nobody_holds_the_alarms_unless_forced_and_leaves_nothing()
    {
        _board.Provision(First);
        TestHub hub = _board.MakeHub();
        uint token = hub.Press();
        Assert.True(hub.IsAcknowledged(7, token));
        Assert.Equal("error pending alarms=1", _board.Ask("forget " + Code));
        _board.Transfer(TestBoard.Document(Second), Code);
        Assert.Equal("error pending alarms=1", _board.Ask("commit"));
        Assert.Equal(First.HubId, _board.HubId);
        Assert.Equal("ok", _board.Ask($"forget {Code} force"));
        Assert.True(Blank(_board.IdentityFlash) && Blank(_board.HomeFlash));

        // The hub is not stepped any more, or it would write into the flash that was wiped.
        _board.Run(400);
        Assert.True(Blank(_board.HomeFlash));
        _board.AwaitRestart();
        Assert.Null(_board.HubId);
        Assert.Equal("ok state=blank hub=-", _board.Ask("status"));
    }

    [Fact]
    public void New_receivers_for_the_same_hub_leave_its_home_and_its_alarms()
    {
        _board.Provision(First);
        TestHub hub = _board.MakeHub();
        hub.Press();
        _board.Provision(TestBoard.Identity(1, 1884), Code);
        Assert.Equal(1884, _board.Board.Store.Identity!.Receivers[0].Port);
        Assert.Equal(1, _board.MakeHub().Status.Memory.Alarms.Count);
    }

    [Fact]
    public void A_restart_comes_within_its_time_once_answered()
    {
        Assert.Equal("ok", _board.Ask("restart"));
        long asked = _board.Now;
        _board.Run(2 * BenchLimits.RestartMilliseconds);
        Assert.InRange(_board.Restarts[0].At - asked, 1, BenchLimits.RestartMilliseconds);
        Assert.Equal(BootReason.CommandedRestart, _board.Restarts[0].Reason);
    }

    [Fact]
    public void A_board_whose_flash_does_not_answer_is_neither_blank_nor_provisioned()
    {
        _board.Provision(First);
        _board.IdentityFlash.IsUnreadable = true;
        Assert.False(_board.SwitchOn());
        Assert.Contains("state=faulty hub=-", _board.Ask("hello"));
        Assert.Equal("error storage", _board.Ask(TestBoard.Begin(TestBoard.Document(Second))));
        Assert.Equal("error storage", _board.Ask("forget " + Code));
        _board.IdentityFlash.IsUnreadable = false;
        _board.Run(Limits.JournalRetryMilliseconds + BenchLimits.RestartMilliseconds);
        Assert.NotEmpty(_board.Restarts);
        Assert.True(_board.SwitchOn());
        Assert.Equal(First.HubId, _board.HubId);
    }

    private static bool Blank(NorFlash flash) =>
        Enumerable.Range(0, flash.SectorCount).All(sector => flash.Sector(sector).All(value => value == 0xFF));
}
