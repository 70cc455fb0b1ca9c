// The grammar of the signer, and how a command ends.
using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.IO;
using Fleet.Releases;
using Fleet.Signer.Commands;

namespace Fleet.Signer;

/// <summary>Parses and runs a command line.</summary>
public static class CommandLine
{
    /// <summary>Runs a command.</summary>
    /// <param name="args">The words after <c>signer</c>.</param>
    /// <param name="output">Data.</param>
    /// <param name="error">Sentences for a person.</param>
    /// <param name="surroundings">The machine, or what stands in for it.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, Surroundings surroundings)
    {
        var talk = new Talk(output, error);
        var root = new RootCommand("Makes keys, images and releases of firmware, and signs them; needs no network.")
        {
            KeyCommands.Make(talk, surroundings),
            ListCommands.Make(talk),
            ImageCommands.Make(talk),
            ReleaseCommands.Make(talk, surroundings),
        };
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (ParseError fault in parsed.Errors)
            {
                error.WriteLine(fault.Message);
            }

            error.WriteLine("Run the command with --help to see what it takes.");
            return ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        };
        try
        {
            return parsed.Invoke(invocation);
        }
        catch (FailureException failure)
        {
            error.WriteLine(failure.Message);
            return failure.ExitCode;
        }
        catch (ReleaseBundleException refused)
        {
            error.WriteLine(refused.Message);
            return ExitCode.NotWhole;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(exception.Message);
            return ExitCode.Failed;
        }
    }
}
