// Samples for the rules about the form of sources.
using System.Linq;
using Repository.Tests.Rules;

namespace Repository.Tests.Samples;

internal static class StyleSamples
{
    private const string Taglines = "every file has a tagline";
    private const string Sizes = "lines, methods and files are small";
    private const string OpenWork = "open work names its issue";
    private const string Drawers = "no drawers for odds and ends";
    private const string Sealed = "classes are sealed";
    private const string Sleep = "tests do not sleep";
    private const string Clock = "production code does not read the clock";
    private const string Screen = "libraries do not write to the console";

    public static readonly Sample[] All =
    [
        new(Taglines, "a source without one", "no tagline", ("fleet/Hubctl/A.cs", "namespace Fleet.Hubctl;")),
        new(Taglines, "a tagline that is no sentence", "no tagline", ("fleet/Hubctl/A.cs", "// A class\n")),
        new(Taglines, "a page without one", "no tagline", ("fleet/Fleet.Server/Console/A.razor", "<p>Hej</p>")),
        new(Taglines, "a script without one", "no tagline", ("run", "#!/usr/bin/env bash\nset -e")),
        new(Taglines, "wire rules without one", "no tagline", ("protocols/hub.cddl", "hello = {}")),
        new(Taglines, "a query without one", "no tagline", ("fleet/a.sql", "select 1")),
        new(Taglines, "a style sheet without one", "no tagline", ("fleet/a.css", "p { }")),
        new(Taglines, "each language's own", null,
            ("a.cs", "// What this sample is for.\n"), ("a.razor", "@* What this sample is for. *@"),
            ("a.cddl", "; What this sample is for."), ("a.sql", "-- What this sample is for."),
            ("a.css", "/* What this sample is for. */"), ("a.js", "// What this sample is for."),
            ("run", "#!/bin/sh\n# What this sample is for."), ("a.md", "# Not a source")),

        new(Sizes, "a long line", "121 characters", ("a.cs", "//" + new string('x', SizeRule.MaxLineCharacters - 1))),
        new(Sizes, "a long file", "401 lines", ("a.cs", Lines(SizeRule.MaxFileLines + 1))),
        new(Sizes, "a long method", "B has 71 lines", ("a.cs", Method(SizeRule.MaxMethodLines + 1))),
        new(Sizes, "each at its limit", null,
            ("a.cs", "//" + new string('x', SizeRule.MaxLineCharacters - 2)),
            ("b.cs", Lines(SizeRule.MaxFileLines)), ("c.cs", Method(SizeRule.MaxMethodLines)),
            ("d.md", new string('x', 1000))),

        new(OpenWork, "a mark without an issue", "without an issue id", ("a.cs", "// TO" + "DO: later.")),
        new(OpenWork, "another mark", "without an issue id", ("a.md", "FIX" + "ME")),
        new(OpenWork, "code that throws instead of working", "unfinished code",
            ("a.cs", "throw new NotImpl" + "ementedException();")),
        new(OpenWork, "a mark with its issue", null, ("a.cs", "// TO" + "DO #7: two slots.")),

        new(Drawers, "a folder of odds and ends", "folder Utils", ("fleet/Utils/A.cs", "class A { }")),
        new(Drawers, "a type of odds and ends", "type HubManager", ("fleet/A.cs", "class HubManager { }")),
        new(Drawers, "names that say something", null, ("fleet/Alarms/A.cs", "class CommonCauseAnalysis { }")),

        new(Sealed, "an open class", "Open is not sealed", ("fleet/Hubctl/A.cs", "class Open { }")),
        new(Sealed, "an open record", "Open is not sealed", ("fleet/Hubctl/A.cs", "record Open(int A);")),
        new(Sealed, "closed ones, a base, and a structure", null,
            ("fleet/Hubctl/A.cs", "sealed class A : B { } class B { } static class C { } record struct D(int E);")),

        new(Sleep, "a sleeping test", "Thread.Sleep", ("tests/a/A.cs", "class A { void B() => Thread.Sleep(5); }")),
        new(Sleep, "a delayed test", "Task.Delay",
            ("tests/a/A.cs", "class A { Task B() => System.Threading.Tasks.Task.Delay(5); }")),
        new(Sleep, "a test that waits for something, and a benchmark", null,
            ("tests/a/A.cs", "class A { Task B(Task c) => c.WaitAsync(TimeSpan.FromSeconds(30)); }"),
            ("tests/benchmarks/A.cs", "class A { void B() => Thread.Sleep(5); }")),

        new(Clock, "the date read", "DateTimeOffset.UtcNow",
            ("fleet/Fleet.Server/Alarms/A.cs", "class A { object B => DateTimeOffset.UtcNow; }")),
        new(Clock, "a stop-watch", "Stopwatch.StartNew",
            ("firmware/Hub.Core/A.cs", "class A { object B => System.Diagnostics.Stopwatch.StartNew(); }")),
        new(Clock, "the machine's ticks", "Environment.TickCount64",
            ("hub-simulator/World/A.cs", "class A { long B => Environment.TickCount64; }")),
        new(Clock, "a time provider, and the clock in a test", null,
            ("fleet/Fleet.Server/Alarms/A.cs", "class A(TimeProvider t) { object B => t.GetUtcNow(); }"),
            ("tests/a/A.cs", "class A { object B => DateTimeOffset.UtcNow; }")),

        new(Screen, "a library that prints", "Console.WriteLine",
            ("hub-simulator/World/A.cs", "class A { void B() => Console.WriteLine(1); }")),
        new(Screen, "the server printing", "Console.Error",
            ("fleet/Fleet.Server/A.cs", "class A { void B() => System.Console.Error.Flush(); }")),
        new(Screen, "a command that prints", null,
            ("fleet/Hubctl/A.cs", "class A { void B() => Console.WriteLine(1); }"),
            ("hub-simulator/App/A.cs", "class A { void B() => Console.WriteLine(1); }")),
    ];

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("// x\n", count));

    private static string Method(int lines) =>
        "class A\n{\nvoid B()\n{\n" + string.Concat(Enumerable.Repeat("C();\n", lines - 3)) + "}\n}\n";
}
