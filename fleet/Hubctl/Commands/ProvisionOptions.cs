// The options of hubctl hub provision.
using System;
using System.CommandLine;
using Fleet.Hubctl.Provisioning;

namespace Fleet.Hubctl.Commands;

/// <summary>The grammar, and what was typed as an order.</summary>
internal sealed class ProvisionOptions
{
    private readonly Option<string> _port = Port();
    private readonly Option<string?> _prefix =
        Text("--name-prefix", "The hub becomes PREFIX-0001 and on (default hub)", "PREFIX");

    private readonly Option<string[]> _receivers =
        Many("--receiver", "Where the hub reports, one or two in their order", "HOST:PORT");

    private readonly Option<string[]> _authorities =
        Many("--authority", "Certificate of the receivers' authority, one for all or one for each", "FILE");

    private readonly Option<string?> _certificate = Text("--client-certificate", "The hub's own certificate", "FILE");
    private readonly Option<string?> _key = Text("--client-key", "Its key, PKCS #8 in PEM", "FILE");
    private readonly Option<string?> _apn = Text("--apn", "The SIM's access point", "NAME");
    private readonly Option<string?> _pin = Text("--pin", "The SIM's PIN", "DIGITS");
    private readonly Option<string?> _wifi =
        Text("--wifi", "A Wi-Fi network; its passphrase comes from HUBCTL_WIFI_PASSPHRASE", "NAME");

    private readonly Option<string[]> _shortMessages =
        Many("--short-message-number", "Gets short messages when all else fails", "NUMBER");

    private readonly Option<string[]> _voice = Many("--voice-number", "The hub calls it after an alarm", "NUMBER");
    private readonly Option<string[]> _answered =
        Many("--answered-number", "The hub takes its calls after an alarm", "NUMBER");

    private readonly Option<string[]> _kit = Many("--kit", "Install code of a device delivered with the hub", "CODE");
    private readonly Option<string[]> _releaseKeys =
        Many("--release-key", "Public key that releases are signed with; twice: current, then successor", "FILE");

    private readonly Option<int> _interval = new("--heartbeat-seconds")
    {
        Description = "Seconds between heartbeats (default the hub's own: 120)",
    };

    private readonly Option<string?> _label = Text("--label", "The label, .png or .pdf (default hub-ID.png)", "FILE");
    private readonly Option<string?> _font = Text("--label-font", "A TrueType font for the label", "FILE");
    private readonly Option<string?> _resetCode = Text("--reset-code", "Of the hub that the board is now", "CODE");
    private readonly Option<int> _timeout = new("--timeout")
    {
        Description = "Seconds to wait for the restart, the heartbeat and the test alarm, each (default 300)",
        DefaultValueFactory = static _ => 300,
    };

    private readonly Option<bool> _dryRun = SharedOptions.DryRun();

    public ProvisionOptions()
    {
        _receivers.Required = true;
        _timeout.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 3600)
            {
                result.AddError("--timeout must be 1 to 3600.");
            }
        });
    }

    /// <summary>The serial port; a fresh one for each command.</summary>
    public static Option<string> Port()
    {
        return new Option<string>("--port")
        {
            Description = "The serial port, such as /dev/ttyUSB0 or COM5",
            Required = true,
            HelpName = "PORT",
        };
    }

    /// <summary>Adds all of them to a command.</summary>
    public void AddTo(Command command)
    {
        Option[] all =
        [
            _port, _prefix, _receivers, _authorities, _certificate, _key, _apn, _pin, _wifi, _shortMessages, _voice,
            _answered, _kit, _releaseKeys, _interval, _label, _font, _resetCode, _timeout, _dryRun,
        ];
        foreach (Option one in all)
        {
            command.Add(one);
        }
    }

    /// <summary>What was typed.</summary>
    public ProvisionOrder Read(ParseResult parsed, Configuration configuration)
    {
        return new ProvisionOrder
        {
            Port = parsed.GetValue(_port)!,
            NamePrefix = parsed.GetValue(_prefix),
            Receivers = parsed.GetValue(_receivers) ?? [],
            Authorities = parsed.GetValue(_authorities) ?? [],
            ClientCertificate = parsed.GetValue(_certificate),
            ClientKey = parsed.GetValue(_key),
            AccessPoint = parsed.GetValue(_apn),
            Pin = parsed.GetValue(_pin),
            WifiName = parsed.GetValue(_wifi),
            WifiPassphrase = parsed.GetValue(_wifi) is null ? null : configuration.WifiPassphrase,
            ShortMessageNumbers = parsed.GetValue(_shortMessages) ?? [],
            VoiceNumbers = parsed.GetValue(_voice) ?? [],
            AnsweredNumbers = parsed.GetValue(_answered) ?? [],
            KitCodes = parsed.GetValue(_kit) ?? [],
            ReleaseKeys = parsed.GetValue(_releaseKeys) ?? [],
            HeartbeatIntervalSeconds = parsed.GetValue(_interval),
            LabelFile = parsed.GetValue(_label),
            LabelFont = parsed.GetValue(_font),
            ResetCode = parsed.GetValue(_resetCode),
            Patience = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            DryRun = parsed.GetValue(_dryRun),
        };
    }

    private static Option<string?> Text(string name, string description, string helpName)
    {
        return new Option<string?>(name) { Description = description, HelpName = helpName };
    }

    private static Option<string[]> Many(string name, string description, string helpName)
    {
        return new Option<string[]>(name) { Description = description + "; may be repeated", HelpName = helpName };
    }
}
