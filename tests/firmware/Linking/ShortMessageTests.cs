// The last way of an alarm: a short message with a code and nothing about a person.
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Panel;
using Hub.Core.Ports;
using Hub.Protocols.Alarms;

namespace Firmware.Tests.Linking;

public sealed class ShortMessageTests
{
    private const long Second = 1000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;
    private static readonly byte[] Key = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    private static PathHub Cut(int paths = 4)
    {
        PathHub home = new(s => s.Link.ShortMessageKey = Key, paths);
        home.Hub.RunTo(Minute);
        home.KillReceiver(0);
        home.KillReceiver(1);
        return home;
    }

    [Fact]
    public void HBG_042_with_every_receiver_dead_a_short_message_goes_out_within_a_minute_and_says_only_codes()
    {
        PathHub home = Cut();
        home.Hub.Press(trigger: 7);
        home.Hub.Run(61 * Second);
        (string number, string text) = Assert.Single(home.Modem.Sent);
        Assert.Equal("+46700000001", number);
        AlarmText read = new();
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        Assert.True(read.Read(Key, bytes, bytes.Length));
        Assert.Equal(home.Hub.Settings.HubId, read.HubId);
        Assert.Equal(AlarmKind.Person, read.Kind);
        Assert.Equal(StatusCodes.ManualAlarm, read.StatusCode);
        Assert.Equal(DeviceTypes.PersonalTrigger, read.DeviceType);
        Assert.Contains(Phrase.AlarmSentByShortMessage, home.Audio.Spoken);
    }

    [Fact]
    public void HBG_042_a_short_message_does_not_end_the_alarm_and_its_number_is_that_of_the_alarm()
    {
        PathHub home = Cut();
        home.Hub.Press();
        home.Hub.Run(3 * Hour);
        Assert.Equal(1, home.Hub.Status.Memory.Alarms.PersonCount);
        home.RestoreAll();
        home.Hub.Run(2 * Minute);
        Assert.Equal(0, home.Hub.Status.Memory.Alarms.PersonCount);
        byte[] bytes = Encoding.ASCII.GetBytes(home.Modem.Sent[0].Text);
        AlarmText read = new();
        Assert.True(read.Read(Key, bytes, bytes.Length));
        Assert.Contains(home.Uplinks.SelectMany(u => u.Alarms), a => a.Sequence == read.Sequence);
        Assert.Contains(StatusCodes.Succeeded, home.EventCodes);
    }

    [Fact]
    public void Short_messages_about_one_alarm_are_bounded_and_go_to_the_numbers_in_turn()
    {
        PathHub home = Cut();
        home.Hub.Press();
        home.Hub.Run(100 * Hour);
        Assert.Equal(
            ["+46700000001", "+46700000002", "+46700000001"], home.Modem.Sent.Select(s => s.Number));
        Assert.Equal(Limits.MaxShortMessagesPerAlarm, home.Link.ShortMessages.SentCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_button_pressed_on_and_on_does_not_flood_the_numbers(bool isOnTheHub)
    {
        PathHub home = Cut();
        for (int i = 0; i < 200; i++)
        {
            if (isOnTheHub)
            {
                Assert.True(home.Hub.Hub.PressAlarmButton(home.Hub.Now));
            }
            else
            {
                home.Hub.Press();
            }

            home.Hub.Run(Minute);
        }

        Assert.InRange(home.Modem.Sent.Count, 3, Limits.MaxSentPerTrigger * Limits.MaxShortMessagesPerAlarm);
    }

    [Fact]
    public void A_short_message_that_is_not_taken_is_tried_again_for_ever_with_the_next_number()
    {
        PathHub home = Cut();
        home.Modem.Outcome = ShortMessageState.Rejected;
        home.Hub.Press();
        home.Hub.Run(2 * Minute);
        Assert.InRange(home.Modem.Sent.Count, 2, 5);
        Assert.Equal("+46700000002", home.Modem.Sent[1].Number);
        home.Hub.Run(48 * Hour);
        int before = home.Modem.Sent.Count;
        home.Hub.Run(Hour);
        Assert.Equal(6, home.Modem.Sent.Count - before);
        home.Modem.Outcome = ShortMessageState.Sent;
        home.Hub.Run(10 * Minute);
        Assert.Equal(1, home.Link.ShortMessages.SentCount);
    }

    [Fact]
    public void A_modem_that_never_says_what_became_of_a_short_message_is_not_waited_for()
    {
        PathHub home = Cut();
        home.Modem.Outcome = null;
        home.Hub.Press();
        home.Hub.Run(5 * Minute);
        Assert.InRange(home.Modem.Sent.Count, 3, 6);
    }

    [Fact]
    public void A_receiver_that_holds_the_alarm_at_once_leaves_no_cause_for_a_short_message()
    {
        PathHub home = new();
        home.Hub.RunTo(Minute);
        home.Hub.Press();
        home.Hub.Run(10 * Minute);
        Assert.Empty(home.Modem.Sent);
    }

    [Fact]
    public void HBG_039_silent_tests_and_technical_alarms_never_go_by_short_message()
    {
        PathHub home = Cut();
        home.Hub.Run(100 * Hour);
        Assert.True(home.Hub.Status.SilentTests.RaisedCount > 0);
        Assert.Empty(home.Modem.Sent);
    }

    [Fact]
    public void HBG_042_a_hub_with_one_path_and_a_modem_sends_short_messages_too()
    {
        PathHub home = Cut(paths: 1);
        home.Hub.Press();
        home.Hub.Run(61 * Second);
        Assert.Single(home.Modem.Sent);
    }

    [Theory]
    [InlineData("12", false)]
    [InlineData("123", true)]
    [InlineData("+4670000000012345", true)]
    [InlineData("1234567890123456", true)]
    [InlineData("12345678901234567", false)]
    [InlineData("+46 70 123", false)]
    [InlineData("", false)]
    public void Numbers_are_taken_or_refused_when_the_hub_is_made(string number, bool isTaken)
    {
        bool wasTaken = true;
        try
        {
            _ = new PathHub(s => s.Link.ShortMessageNumbers = [number]);
            _ = new PathHub(s => s.Link.VoiceNumbers = [number]);
            _ = new PathHub(s => s.Link.AnsweredNumbers = [number]);
        }
        catch (CheckFailedException)
        {
            wasTaken = false;
        }

        Assert.Equal(isTaken, wasTaken);
    }

    [Fact]
    public void Lists_of_numbers_and_the_other_settings_of_the_link_are_refused_beyond_their_limits()
    {
        List<string> most = [.. Enumerable.Repeat("112", Limits.MaxNumbers)];
        _ = new PathHub(s => s.Link.VoiceNumbers = [.. most]);
        Assert.Throws<CheckFailedException>(() => new PathHub(s => s.Link.VoiceNumbers = [.. most, "112"]));
        Assert.Throws<CheckFailedException>(() => new PathHub(s => s.Link.ShortMessageKey = new byte[15]));
        Assert.Throws<CheckFailedException>(() => new PathHub(s => s.Link.BytesPerDay = -1));
        Assert.Throws<CheckFailedException>(
            () => new PathHub(s => s.Link.BytesPerDay = Limits.MaxBytesPerDay + 1));
        Assert.Throws<CheckFailedException>(
            () => new PathHub(s => s.Link.ReconnectSpreadSeconds = Limits.MaxReconnectSpreadSeconds + 1));
    }
}
