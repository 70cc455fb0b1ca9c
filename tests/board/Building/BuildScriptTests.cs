// The build script for the board: with the tools it uses them, without them it says what is missing.
using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.Versioning;
using Tests;

namespace Board.Tests.Building;

[UnsupportedOSPlatform("windows")]
public sealed class BuildScriptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("board-build-").FullName;

    public BuildScriptTests()
    {
        Directory.CreateDirectory(Tools);
        foreach (string tool in new[] { "bash", "dirname", "mkdir", "rm", "wc", "cat" })
        {
            File.CreateSymbolicLink(Path.Combine(Tools, tool), Find(tool));
        }
    }

    private string Tools => Path.Combine(_folder, "tools");

    private string NanoFolder => Path.Combine(_folder, "nanoFramework", "v1.0");

    private string Out => Path.Combine(_folder, "out");

    private string Log =>
        File.Exists(Path.Combine(_folder, "log")) ? File.ReadAllText(Path.Combine(_folder, "log")) : "";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_tools_it_names_each_that_is_missing_and_fails()
    {
        (int code, string text) = Run();

        Assert.Equal(1, code);
        Assert.Contains("msbuild:", text);
        Assert.Contains("nuget:", text);
        Assert.Contains("NFProjectSystem.props:", text);
        Assert.Contains("./test", text);
    }

    [Fact]
    public void With_some_of_the_tools_it_names_the_others_alone()
    {
        Write("msbuild", "exit 0");
        (int code, string text) = Run("--check");
        Assert.Equal(1, code);
        Assert.DoesNotContain("  msbuild:", text);
        Assert.Contains("  nuget:", text);

        Write("nuget", "exit 0");
        PutProjectSystem();
        Assert.Equal(0, Run("--check").Code);
        Assert.Equal("", Log);
    }

    [Fact]
    public void With_the_tools_it_restores_builds_and_says_what_fits()
    {
        PutTools(150_000);
        (int code, string text) = Run();

        Assert.Equal(0, code);
        Assert.Contains("1200000  of 3014656 bytes", text);
        Assert.Contains("restore protocols/Hub.Protocols/packages.config", Log);
        Assert.Contains("restore firmware/Hub.Core.Storage/packages.config", Log);
        Assert.Contains("restore firmware/Hub.Core.Linking/packages.config", Log);
        Assert.Contains("restore firmware/Hub.Core/packages.config", Log);
        Assert.Contains("restore firmware/Hub.Provisioning/packages.config", Log);
        Assert.Contains("restore firmware/Hub.Loader/packages.config", Log);
        Assert.Contains("restore firmware/Hub.Updating/packages.config", Log);
        Assert.Contains("restore firmware/Hub.Esp32S3/packages.config", Log);
        Assert.Contains("firmware/Hub.Esp32S3/Hub.Esp32S3.nfproj", Log);
        Assert.Contains($"-p:NanoFrameworkProjectSystemPath={NanoFolder}/", Log);
    }

    [Theory]
    [InlineData(376_832, 0)]
    [InlineData(376_833, 1)]
    public void What_does_not_fit_the_partition_fails(int bytes, int expected)
    {
        PutTools(bytes);

        Assert.Equal(expected, Run().Code);
    }

    [Fact]
    public void A_restore_or_build_that_fails_or_makes_nothing_fails()
    {
        PutTools(10);
        Write("nuget", "exit 3");
        Assert.Equal(1, Run().Code);

        Write("nuget", "exit 0");
        Write("msbuild", "exit 4");
        Assert.Equal(1, Run().Code);

        Write("msbuild", "exit 0");
        (int code, string text) = Run();
        Assert.Equal(1, code);
        Assert.Contains("Hub.Protocols.pe was not made", text);
    }

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("--out")]
    public void Wrong_use_is_said_and_does_nothing(string argument)
    {
        PutTools(10);
        (int code, string text) = Run(argument);

        Assert.Equal(2, code);
        Assert.Contains("Usage:", text);
        Assert.Equal("", Log);
    }

    private void PutTools(int bytes)
    {
        PutProjectSystem();
        Write("nuget", $"echo \"$@\" >>'{_folder}/log'");
        Write("msbuild", $$"""
            echo "$@" >>'{{_folder}}/log'
            for name in Hub.Protocols Hub.Core.Storage Hub.Core.Linking Hub.Core Hub.Provisioning Hub.Loader \
                Hub.Updating Hub.Esp32S3; do
                printf '%*s' {{bytes}} '' >"{{Out}}/$name.pe"
            done
            """);
    }

    private void PutProjectSystem()
    {
        Directory.CreateDirectory(NanoFolder);
        File.WriteAllText(Path.Combine(NanoFolder, "NFProjectSystem.props"), "<Project />");
    }

    private void Write(string tool, string body)
    {
        string path = Path.Combine(Tools, tool);
        File.WriteAllText(path, "#!/usr/bin/env bash\n" + body + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private (int Code, string Text) Run(params string[] arguments)
    {
        string[] all = arguments.Length == 0 ? ["--out", Out] : arguments;
        var start = new ProcessStartInfo(Find("bash"), [Path.Combine(RepositoryRoot.Folder, "firmware/build"), .. all])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Tools;
        start.Environment["NANOFRAMEWORK_PROJECT_SYSTEM"] = NanoFolder;
        start.Environment.Remove("MSBuildExtensionsPath");
        using Process process = Process.Start(start)!;
        string errors = "";
        process.ErrorDataReceived += (_, e) => errors += e.Data + "\n";
        process.BeginErrorReadLine();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors);
    }

    private static string Find(string tool)
    {
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            if (File.Exists(Path.Combine(folder, tool)))
            {
                return Path.Combine(folder, tool);
            }
        }

        throw new InvalidOperationException($"{tool} is not on the path.");
    }
}
