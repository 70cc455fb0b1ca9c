// signer list: checks the public list of used leaves.
using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using Fleet.Signer.Keys;

namespace Fleet.Signer.Commands;

/// <summary>The commands below <c>list</c>.</summary>
internal static class ListCommands
{
    internal static Command Make(Talk talk)
    {
        return new Command("list", "The public list of used leaves") { MakeVerify(talk) };
    }

    private static Command MakeVerify(Talk talk)
    {
        Argument<string> file = new("file") { Description = "The list (.used.jsonl)" };
        Option<string> key = ReleaseCommands.Key("The public key that the list is of, in hexadecimal");
        Option<string?> earlier = new("--earlier")
        {
            Description = "An earlier copy of the list, which this one must only have grown from",
            HelpName = "FILE",
        };
        var command = new Command("verify", "Check that no entry was changed, taken out or put in")
        {
            file, key, earlier,
        };
        command.SetAction(parsed =>
        {
            string publicKey = Convert.ToHexStringLower(Files.ReadKey(parsed.GetValue(key)!));
            UsedList list = Read(parsed.GetValue(file)!, publicKey);
            if (parsed.GetValue(earlier) is { } path)
            {
                UsedList before = Read(path, publicKey);
                if (!list.Lines.Take(before.Lines.Count).SequenceEqual(before.Lines))
                {
                    talk.Error.WriteLine("NOT WHOLE: the list has not grown from the earlier one.");
                    return ExitCode.NotWhole;
                }
            }

            talk.Output.WriteLine("whole");
            talk.Error.WriteLine($"{list.Entries.Count} leaves are used. Last entry: {list.Hash}.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static UsedList Read(string path, string publicKey)
    {
        if (!File.Exists(path))
        {
            throw new FailureException(ExitCode.NotFound, $"There is no list {path}.");
        }

        UsedList list = UsedList.Read(path, publicKey);
        return list.Rest.Length == 0
            ? list
            : throw new FailureException(ExitCode.NotWhole, $"NOT WHOLE: the last line of {path} is cut off.");
    }
}
