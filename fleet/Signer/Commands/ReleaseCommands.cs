// signer release: builds bundles, signs them and checks them.
using System;
using System.CommandLine;
using System.Linq;
using Fleet.Releases;
using Fleet.Signer.Keys;
using Hub.Protocols.Updates;

namespace Fleet.Signer.Commands;

/// <summary>The commands below <c>release</c>.</summary>
internal static class ReleaseCommands
{
    internal static Command Make(Talk talk, Surroundings surroundings)
    {
        return new Command("release", "Bundles of releases")
        {
            ReleaseBuildCommand.Make(talk),
            MakeSign(talk, surroundings),
            MakeVerify(talk),
        };
    }

    /// <summary>A public key's file; a fresh option for each command.</summary>
    internal static Option<string> Key(string description)
    {
        return new Option<string>("--key") { Description = description, HelpName = "FILE", Required = true };
    }

    /// <summary>The file to write; a fresh option for each command.</summary>
    internal static Option<string> Out()
    {
        return new Option<string>("--out")
        {
            Description = "The file to write; it must not exist",
            HelpName = "FILE",
            Required = true,
        };
    }

    /// <summary>The sequence of a release; a fresh option for each command.</summary>
    internal static Option<uint> Sequence()
    {
        return new Option<uint>("--sequence")
        {
            Description = "The sequence of the release, 1 to 4294967295; hubs go only up",
            HelpName = "N",
            Required = true,
        };
    }

    private static Command MakeSign(Talk talk, Surroundings surroundings)
    {
        Argument<string> file = File();
        Option<string> state = KeyCommands.State();
        Option<string?> passphrase = KeyCommands.PassphraseFile();
        Option<string> output = Out();
        Option<string?> published = new("--published")
        {
            Description = "The list of used leaves as it was published last; this one must not be behind it",
            HelpName = "FILE",
        };
        var command = new Command("sign", "Sign a bundle with the next leaf of a key")
        {
            file, state, passphrase, published, output,
        };
        command.SetAction(parsed =>
        {
            ReleaseBundle bundle = ReadBundle(parsed.GetValue(file)!);
            string path = parsed.GetValue(output)!;
            if (System.IO.File.Exists(path))
            {
                throw new FailureException(ExitCode.Refused, $"{path} exists; choose another file.");
            }

            using KeyStore key = KeyStore.Open(parsed.GetValue(state)!, surroundings);
            RequireFit(bundle, key);
            byte[] signature = key.Sign(
                bundle.Description.Sequence,
                ReleaseEnvelope.DigestOf(bundle.Manifest),
                bundle.SignedBytes,
                Files.ReadPassphrase(parsed.GetValue(passphrase)),
                parsed.GetValue(published));
            ReleaseBundle signed = bundle.WithSignature(key.PublicKey, signature);
            Files.Write(path, signed.Write());
            talk.Error.WriteLine(
                $"Signed by {key.KeyId}, signature {key.State.NextIndex} of {key.Leaves}; the envelope has "
                + $"{signed.Envelope!.Length} bytes. Publish the list of used leaves.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command MakeVerify(Talk talk)
    {
        Argument<string> file = File();
        Option<string> key = Key("The public key that hubs trust, in hexadecimal");
        var command = new Command("verify", "Check a bundle and its signature as a hub does") { file, key };
        command.SetAction(parsed =>
        {
            ReleaseBundle bundle = ReadBundle(parsed.GetValue(file)!);
            ReleaseFault fault = bundle.Envelope is null
                ? ReleaseFault.BadSignatureForm
                : bundle.Prove(Files.ReadKey(parsed.GetValue(key)!), []);
            if (fault != ReleaseFault.None)
            {
                talk.Error.WriteLine(
                    bundle.Envelope is null ? "NOT WHOLE: nobody has signed it." : $"NOT WHOLE: {fault}.");
                return ExitCode.NotWhole;
            }

            talk.Output.WriteLine("whole");
            ReleaseDescription release = bundle.Description;
            talk.Error.WriteLine(
                $"Release {release.Sequence} ({release.Version}): "
                + (release.Images.Count == 0
                    ? "a change of keys."
                    : string.Join(", ", release.Images.Select(image => $"{image.Model} {image.Image.Length} bytes"))));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> File()
    {
        return new Argument<string>("file") { Description = "A bundle (.vhr)" };
    }

    // A leaf is not spent on what no hub would take.
    private static void RequireFit(ReleaseBundle bundle, KeyStore key)
    {
        if (bundle.Description.NewKey.AsSpan().SequenceEqual(key.PublicKey))
        {
            throw new FailureException(ExitCode.Refused, "The new key is the one that would sign; hubs refuse that.");
        }

        _ = bundle.WithSignature(key.PublicKey, new byte[LmsSets.Parameters(key.State.Set).SignatureBytes]);
    }

    private static ReleaseBundle ReadBundle(string path)
    {
        return ReleaseBundle.Read(Files.Read(path, BundleLimits.MaxBundleBytes));
    }
}
