// The modem's adapter against a scripted modem: what it does, and what it stands.
using System;
using System.Text;
using Hub.Core.Ports;
using Hub.Esp32S3.Modem;
using Hub.Protocols.Messages;

namespace Board.Tests.Modem;

public sealed class SimcomModemTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes("ALARM 1");

    private readonly ModemBench _bench = new(new CchDialect());

    private ScriptedModem Chip => _bench.Chip;

    private SimcomModem Modem => _bench.Modem;

    [Fact]
    public void It_tells_network_signal_and_technology()
    {
        _bench.Start();
        _bench.Run(1000);
        Assert.Equal(-73, Modem.SignalDbm);
        Assert.Equal(240_001, Modem.NetworkCode);
        Assert.Equal(RadioTechnology.FourthGeneration, Modem.Technology);
        Assert.False(Modem.IsRoaming);
        Assert.True(Modem.AnswerCount > 0);
    }

    [Theory]
    [InlineData("+CEREG: 5,\"00A1\",\"01B2C3D4\",7", NetworkState.Registered, true)]
    [InlineData("+CEREG: 2", NetworkState.Searching, false)]
    [InlineData("+CEREG: 3", NetworkState.Refused, false)]
    public void Registration_is_also_taken_when_it_is_told(string line, NetworkState state, bool isRoaming)
    {
        _bench.Start();
        _bench.Run(1000);
        Chip.Say(line);
        _bench.Run(50);
        Assert.Equal(state, Modem.Network);
        Assert.Equal(isRoaming, Modem.IsRoaming);
    }

    [Fact]
    public void A_status_answer_split_into_bytes_among_noise_is_read()
    {
        Chip.IsSlow = true;
        Chip.Noise = "\r\n\u00ff\u0001+XYZ: 1,\"\r\n" + new string('x', 400) + "\r\n";
        _bench.Start();
        _bench.Run(5000);
        Assert.Equal(240_001, Modem.NetworkCode);
    }

    [Fact]
    public void A_silent_modem_is_told_by_its_missing_answers_and_comes_back()
    {
        _bench.Start();
        _bench.Run(1000);
        Chip.IsHung = true;
        long answers = Modem.AnswerCount;
        Modem.RequestStatus();
        _bench.Run(20_000);
        Assert.Equal(answers, Modem.AnswerCount);
        Chip.IsHung = false;
        _bench.Run(5000);
        Modem.RequestStatus();
        _bench.Until(() => Modem.AnswerCount > answers, "no answer");
    }

    [Fact]
    public void A_late_answer_is_not_taken_for_the_next_ones()
    {
        _bench.Start();
        _bench.Run(1000);
        Chip.Overrides["AT+CMGS"] = "";
        Assert.True(Modem.SendShortMessage("+46701234567", Text, Text.Length));
        _bench.Run(60_100);
        Chip.Overrides.Clear();
        Chip.Say("OK");
        _bench.Run(3000);
        Assert.Equal(ShortMessageState.Rejected, Modem.ShortMessage);
        Assert.True(Modem.SendShortMessage("+46701234567", Text, Text.Length));
        _bench.Run(3000);
        Assert.Equal(ShortMessageState.Sent, Modem.ShortMessage);
    }

    [Fact]
    public void A_message_is_sent_once_and_told_as_sent()
    {
        _bench.Start();
        Assert.True(Modem.SendShortMessage("+46701234567", Text, Text.Length));
        Assert.False(Modem.SendShortMessage("+46701234567", Text, Text.Length));
        _bench.Run(2000);
        Assert.Equal(ShortMessageState.Sent, Modem.ShortMessage);
        Assert.Equal("AT+CMGS=\"+46701234567\" ALARM 1", Assert.Single(Chip.Messages));
    }

    [Theory]
    [InlineData("+CMS ERROR: 500")]
    [InlineData("+CME ERROR: SIM busy")]
    [InlineData("ERROR")]
    [InlineData("OK")]
    public void A_message_that_is_refused_or_has_no_receipt_is_rejected(string answer)
    {
        _bench.Start();
        Chip.Overrides["AT+CMGS"] = answer;
        Modem.SendShortMessage("112", Text, Text.Length);
        _bench.Run(2000);
        Assert.Equal(ShortMessageState.Rejected, Modem.ShortMessage);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("+46\";+CFUN=0")]
    [InlineData("12345678901234567")]
    [InlineData("")]
    public void What_is_no_number_is_not_dialled(string number)
    {
        _bench.Start();
        Assert.False(Modem.SendShortMessage(number, Text, Text.Length));
        Assert.False(Modem.Voice!.Dial(number));
    }

    [Fact]
    public void A_text_that_would_end_the_message_is_refused()
    {
        _bench.Start();
        Assert.False(Modem.SendShortMessage("112112", [(byte)'A', 0x1A], 2));
        Assert.False(Modem.SendShortMessage("112112", [(byte)'A', 0x1B], 2));
    }

    [Theory]
    [InlineData("BUSY", CallEnd.Busy)]
    [InlineData("NO ANSWER", CallEnd.NoAnswer)]
    [InlineData("NO CARRIER", CallEnd.There)]
    [InlineData("NO DIALTONE", CallEnd.NoNetwork)]
    [InlineData("VOICE CALL: END: 000017", CallEnd.There)]
    [InlineData("+CLCC: 1,0,6,0,0,\"0701234567\",129", CallEnd.There)]
    public void A_call_ends_as_the_modem_says(string line, CallEnd end)
    {
        _bench.Start();
        Assert.True(Modem.Voice!.Dial("0701234567"));
        _bench.Run(500);
        Assert.Equal(CallState.Dialling, Modem.Voice.Call);
        Chip.Say("VOICE CALL: BEGIN");
        Chip.Say(line);
        _bench.Run(50);
        Assert.Equal(CallState.Idle, Modem.Voice.Call);
        Assert.Equal(end, Modem.Voice.LastEnd);
    }

    [Fact]
    public void A_caller_is_named_answered_and_heard()
    {
        _bench.Start();
        IVoice voice = Modem.Voice!;
        Chip.Overrides["AT+CLCC"] = "+CLCC: 1,1,0,0,0,\"0701234567\",129\r\n\r\nOK";
        Chip.Say("RING");
        Chip.Say("+CLIP: \"0701234567\",129,,,,0");
        _bench.Run(50);
        Assert.Equal(CallState.Ringing, voice.Call);
        Assert.True(voice.IsCaller("0701234567"));
        Assert.False(voice.IsCaller("070123456"));
        voice.Answer();
        _bench.Run(500);
        Assert.Equal(CallState.Active, voice.Call);
        Chip.Say("+RXDTMF: 5");
        Chip.Say("+RXDTMF: #");
        _bench.Run(50);
        Assert.Equal(5, voice.TakeTone());
        Assert.Equal(-1, voice.TakeTone());
        voice.SetVolume(4);
        voice.SetSpeech(SpeechMode.SpeakerOnly);
        _bench.Run(500);
        Assert.Contains("AT+CLVL=4", Chip.Commands);
        Assert.Contains("AT+CMUT=1", Chip.Commands);
        voice.HangUp();
        _bench.Run(500);
        Assert.Contains("AT+CHUP", Chip.Commands);
        Assert.Equal(CallEnd.Here, voice.LastEnd);
    }

    [Fact]
    public void A_call_that_the_modem_does_not_list_any_more_is_over()
    {
        _bench.Start();
        Modem.Voice!.Dial("0701234567");
        _bench.Run(5000);
        Assert.Equal(CallState.Idle, Modem.Voice.Call);
        Assert.Equal(CallEnd.Dropped, Modem.Voice.LastEnd);
    }

    [Fact]
    public void Without_a_SIM_it_answers_and_has_no_network_until_one_is_put_in()
    {
        Chip.Overrides["AT+CPIN"] = "+CME ERROR: SIM not inserted";
        _bench.Run(30_000);
        Assert.True(Modem.IsSimMissing);
        Assert.True(Modem.AnswerCount > 0);
        Assert.Equal(NetworkState.Unknown, Modem.Network);
        Chip.Overrides.Clear();
        _bench.Start();
        Assert.False(Modem.IsSimMissing);
    }

    [Fact]
    public void The_PIN_is_tried_once_only()
    {
        _bench.Settings.Pin = "1234";
        Chip.Overrides["AT+CPIN?"] = "+CPIN: SIM PIN\r\n\r\nOK";
        Chip.Overrides["AT+CPIN="] = "+CME ERROR: incorrect password";
        _bench.Run(60_000);
        Assert.Single(Chip.Commands, "AT+CPIN=\"1234\"");
    }

    [Fact]
    public void A_clock_that_was_never_set_is_set_to_when_the_firmware_was_built()
    {
        Chip.Overrides["AT+CCLK?"] = "+CCLK: \"70/01/01,00:00:12+00\"\r\n\r\nOK";
        _bench.Start();
        Assert.Contains("AT+CCLK=\"26/01/01,00:00:00+00\"", Chip.Commands);
    }

    [Fact]
    public void A_power_cycle_takes_the_power_and_brings_all_back()
    {
        _bench.Start();
        Modem.PowerCycle();
        Assert.Equal(NetworkState.Unknown, Modem.Network);
        _bench.Run(10_000);
        Assert.Equal(["on", "let go", "off", "on", "pressed", "let go"], _bench.Power.Done);
        _bench.Start();
    }

    [Fact]
    public void Attaching_anew_switches_the_radio_off_and_on()
    {
        _bench.Start();
        Modem.Reattach();
        _bench.Run(1000);
        int off = Chip.Commands.IndexOf("AT+CFUN=4");
        Assert.True(off >= 0 && Chip.Commands[off + 1] == "AT+CFUN=1");
        _bench.Start();
    }

    [Theory]
    [InlineData("hello\r\n", BearerState.Open, 5)]
    [InlineData("hello!\r\n", BearerState.Failed, 0)]
    [InlineData("hell\r\n", BearerState.Failed, 0)]
    public void Data_whose_length_is_not_as_told_are_not_given_on(string data, BearerState state, int read)
    {
        _bench.Start();
        Modem.Bearer.Open();
        _bench.Until(() => Modem.Bearer.State == BearerState.Open, "not open");
        var stream = Modem.Bearer.Stream!;
        Chip.Overrides["AT+CCHRECV"] = "OK\r\n\r\n+CCHRECV: DATA,0,5\r\n" + data + "\r\n+CCHRECV: 0,0";
        Chip.Say("+CCHEVENT: 0,RECV EVENT");
        _bench.Run(25);
        _bench.Run(15);
        Assert.Equal(state, Modem.Bearer.State);
        byte[] buffer = new byte[16];
        Assert.Equal(read, Math.Max(0, stream.Read(buffer, 0, 16)));
    }
}
