// signer key: makes keys and shows them.
using System;
using System.CommandLine;
using Fleet.Signer.Keys;

namespace Fleet.Signer.Commands;

/// <summary>The commands below <c>key</c>.</summary>
internal static class KeyCommands
{
    internal static Command Make(Talk talk, Surroundings surroundings)
    {
        return new Command("key", "Keys of one-time signatures")
        {
            MakeNew(talk, surroundings),
            MakeShow(talk, surroundings),
            MakePublic(talk, surroundings),
        };
    }

    /// <summary>The state of a key; a fresh option for each command.</summary>
    internal static Option<string> State()
    {
        return new Option<string>("--state")
        {
            Description = "The key's state; its list of used leaves lies beside it",
            HelpName = "FILE",
            Required = true,
        };
    }

    /// <summary>The passphrase of a key; a fresh option for each command.</summary>
    internal static Option<string?> PassphraseFile()
    {
        return new Option<string?>("--passphrase-file")
        {
            Description = "A file whose first line is the passphrase of the secret",
            HelpName = "FILE",
        };
    }

    private static Command MakeNew(Talk talk, Surroundings surroundings)
    {
        Option<string> state = State();
        Option<string?> passphrase = PassphraseFile();
        Option<string> set = new("--set")
        {
            Description = "Parameter set: " + string.Join(", ", LmsSets.Names),
            DefaultValueFactory = _ => LmsSets.Default,
            HelpName = "SET",
        };
        var command = new Command("new", "Make a key that lives on this machine and nowhere else")
        {
            state, set, passphrase,
        };
        command.SetAction(parsed =>
        {
            using KeyStore key = KeyStore.Create(
                parsed.GetValue(state)!, parsed.GetValue(set)!, Files.ReadPassphrase(parsed.GetValue(passphrase)),
                surroundings);
            talk.Output.WriteLine(key.State.PublicKey);
            talk.Error.WriteLine(
                $"The key {key.KeyId} can sign {key.Leaves} times. Never copy its state: make a second key instead.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeShow(Talk talk, Surroundings surroundings)
    {
        Option<string> state = State();
        var command = new Command("show", "Show a key: id, set, signatures made and left") { state };
        command.SetAction(parsed =>
        {
            using KeyStore key = KeyStore.Open(parsed.GetValue(state)!, surroundings);
            key.RequireNewest(null);
            talk.Output.WriteLine($"key\t{key.KeyId}");
            talk.Output.WriteLine($"set\t{key.State.Set}");
            talk.Output.WriteLine($"signed\t{key.State.NextIndex}");
            talk.Output.WriteLine($"left\t{key.Leaves - key.State.NextIndex}");
            talk.Output.WriteLine("passphrase\t" + (key.State.Secret.IsSealed ? "yes" : "no"));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakePublic(Talk talk, Surroundings surroundings)
    {
        Option<string> state = State();
        var command = new Command("public", "Write the public key, in hexadecimal") { state };
        command.SetAction(parsed =>
        {
            using KeyStore key = KeyStore.Open(parsed.GetValue(state)!, surroundings);
            talk.Output.WriteLine(Convert.ToHexStringLower(key.PublicKey));
            return ExitCode.Ok;
        });
        return command;
    }
}
