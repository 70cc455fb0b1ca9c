// The way of a release through the commands, and what each of them refuses.
using System;
using System.IO;
using System.Linq;
using Fleet.Releases;
using Fleet.Signer;
using Hub.Protocols.Updates;
using Signer.Tests.World;

namespace Signer.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_release_is_packed_built_signed_and_taken_by_a_hub()
    {
        MakeKey("n32w4h10");
        PackThisBuild();
        Build("unsigned.vhr");
        (int code, _, string error) = Sign("unsigned.vhr", "signed.vhr");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("signature 1 of 1024", error);
        (code, string output, error) = Verify("signed.vhr");
        Assert.Equal((ExitCode.Ok, "whole"), (code, output.Trim()));
        Assert.Contains("Release 7 (1.7.0): hub-simulated", error);
        ReleaseBundle bundle = ReleaseBundle.Read(File.ReadAllBytes(_desk.At("signed.vhr")));
        Assert.Equal((3u, 25), (
            bundle.Description.Images[0].RequiresSequence, bundle.Description.Images[0].MinimumBatteryPercent));
        byte[] key = Convert.FromHexString(File.ReadAllText(_desk.At("key.hex")).Trim());
        Assert.Equal(ReleaseFault.None, bundle.Prove([], key));
        Assert.InRange(bundle.Envelope!.Length, 1, 3_200);
        Assert.Equal(ExitCode.Ok, _desk.Run("list", "verify", _desk.List, "--key", _desk.At("key.hex")).Code);
        (code, output, _) = _desk.Run("key", "show", "--state", _desk.State);
        Assert.Contains("signed\t1", output);
        Assert.Contains("left\t1023", output);
    }

    [Fact]
    public void The_same_build_has_the_same_bytes_without_any_key()
    {
        PackThisBuild();
        Build("one.vhr");
        Build("two.vhr");
        Assert.Equal(File.ReadAllBytes(_desk.At("one.vhr")), File.ReadAllBytes(_desk.At("two.vhr")));
        MakeKey();
        Sign("one.vhr", "signed.vhr");
        ReleaseBundle signed = ReleaseBundle.Read(File.ReadAllBytes(_desk.At("signed.vhr")));
        Assert.Equal(File.ReadAllBytes(_desk.At("one.vhr")), (signed with { Envelope = null }).Write());
    }

    [Fact]
    public void A_change_of_keys_is_signed_but_not_by_the_new_key_itself()
    {
        MakeKey();
        File.WriteAllText(
            _desk.At("next.hex"), _desk.Run("key", "new", "--set", "n24w4h5", "--state", _desk.At("next")).Output);
        foreach ((string key, string file) in ((string, string)[])[("next.hex", "change.vhr"), ("key.hex", "same.vhr")])
        {
            Assert.Equal(ExitCode.Ok, _desk.Run(
                "release", "build", "--sequence", "8", "--release-version", "keys", "--new-key", _desk.At(key),
                "--out", _desk.At(file)).Code);
        }

        Assert.Equal(ExitCode.Ok, Sign("change.vhr", "signed.vhr").Code);
        (int code, _, string error) = Verify("signed.vhr");
        Assert.Equal(ExitCode.Ok, code);
        Assert.Contains("a change of keys", error);
        (code, _, error) = Sign("same.vhr", "never.vhr");
        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("hubs refuse that", error);
        Assert.Contains("signed\t1", _desk.Run("key", "show", "--state", _desk.State).Output);
    }

    [Fact]
    public void A_leaf_is_not_spent_when_the_file_cannot_be_written()
    {
        MakeKey();
        PackThisBuild();
        Build("unsigned.vhr");
        Assert.Equal(ExitCode.Refused, Sign("unsigned.vhr", "unsigned.vhr").Code);
        Assert.Equal(ExitCode.NotFound, Sign("nothing.vhr", "signed.vhr").Code);
        File.WriteAllText(_desk.At("broken.vhr"), "PK");
        Assert.Equal(ExitCode.NotWhole, Sign("broken.vhr", "signed.vhr").Code);
        Assert.Contains("signed\t0", _desk.Run("key", "show", "--state", _desk.State).Output);
    }

    [Fact]
    public void A_bundle_that_nobody_or_another_has_signed_is_not_whole()
    {
        MakeKey();
        PackThisBuild();
        Build("unsigned.vhr");
        Assert.Contains("nobody has signed", Verify("unsigned.vhr").Error);
        Sign("unsigned.vhr", "signed.vhr");
        File.WriteAllText(
            _desk.At("key.hex"), _desk.Run("key", "new", "--set", "n24w4h5", "--state", _desk.At("next")).Output);
        (int code, _, string error) = Verify("signed.vhr");
        Assert.Equal(ExitCode.NotWhole, code);
        Assert.Contains("UnknownKey", error);
    }

    [Fact]
    public void A_list_that_has_not_grown_from_the_earlier_one_is_not_whole()
    {
        MakeKey();
        _desk.Sign(1);
        File.Copy(_desk.List, _desk.At("earlier"));
        _desk.Sign(2);
        string[] key = ["--key", _desk.At("key.hex")];
        string[] verify = ["list", "verify", _desk.List, .. key, "--earlier", _desk.At("earlier")];
        Assert.Equal(ExitCode.Ok, _desk.Run(verify).Code);
        string[] back = ["list", "verify", _desk.At("earlier"), .. key, "--earlier", _desk.List];
        Assert.Equal(ExitCode.NotWhole, _desk.Run(back).Code);
        File.AppendAllText(_desk.List, "{");
        Assert.Equal(ExitCode.NotWhole, _desk.Run(verify).Code);
        Assert.Equal(
            ExitCode.NotFound, _desk.Run("list", "verify", _desk.At("x"), "--key", _desk.At("key.hex")).Code);
    }

    [Theory]
    [InlineData("release build --release-version 1 --out x", "--sequence")]
    [InlineData("release build --sequence 1 --release-version 1 --out x", "--new-key")]
    [InlineData("release build --sequence 1 --release-version 1 --out x --image a", "no image")]
    [InlineData("release build --sequence 1 --release-version 1 --out x --image Å=b", "no image")]
    [InlineData("release build --sequence 1 --release-version 1 --out x --image a=b,battery=101", "no image")]
    [InlineData("release build --sequence 1 --release-version 1 --out x --image a=b,requires=-1", "no image")]
    [InlineData("release build --sequence 1 --release-version 1 --out x --image a=b,x=1", "no image")]
    [InlineData("release build --sequence 4294967296 --release-version 1 --out x", "4294967296")]
    [InlineData("key new --state /nowhere/x --set n32w8h10", "no set 'n32w8h10'")]
    [InlineData("fly", "fly")]
    public void A_wrong_word_is_named(string line, string sentence)
    {
        (int code, string output, string error) = _desk.Run(line.Split(' '));
        Assert.Equal(ExitCode.Usage, code);
        Assert.Empty(output.Contains("Usage", StringComparison.Ordinal) ? "" : output);
        Assert.Contains(sentence, error);
    }

    [Fact]
    public void What_is_no_key_no_folder_or_no_passphrase_is_said()
    {
        File.WriteAllText(_desk.At("w8.hex"), "00000001" + "00000005" + "00000004" + new string('0', 96));
        Assert.Equal(ExitCode.Usage, _desk.Run("list", "verify", _desk.List, "--key", _desk.At("w8.hex")).Code);
        Assert.Equal(ExitCode.NotFound, _desk.Run("key", "public", "--state", _desk.State).Code);
        Assert.Equal(ExitCode.NotFound, Pack(_desk.At("none")).Code);
        Directory.CreateDirectory(_desk.At("empty"));
        Assert.Equal(ExitCode.NotFound, Pack(_desk.At("empty")).Code);
        File.WriteAllText(_desk.At("empty/a.pe"), "x");
        Assert.Contains("order", Pack(_desk.At("empty")).Error);
        Assert.Equal(ExitCode.NotFound, Pack(_desk.At("empty"), "--assembly", "b").Code);
        Assert.Equal(ExitCode.Ok, Pack(_desk.At("empty"), "--assembly", "a").Code);
        File.WriteAllText(_desk.At("blank"), "\n");
        Assert.Equal(ExitCode.Usage, _desk.Run(
            "key", "new", "--state", _desk.State, "--passphrase-file", _desk.At("blank")).Code);
        Assert.Equal(
            ExitCode.Failed, _desk.Run("key", "new", "--state", _desk.At("no/folder/x"), "--set", "n24w4h5").Code);
    }

    private (int Code, string Output, string Error) Pack(string folder, params string[] more) => _desk.Run(
    [
        "image", "pack", "--folder", folder, "--entry", "A.B", "--sequence", "7", "--out", _desk.At("i.slot"), .. more,
    ]);

    private void MakeKey(string set = "n24w4h5")
    {
        (int code, string output, _) = _desk.Run("key", "new", "--state", _desk.State, "--set", set);
        Assert.Equal(ExitCode.Ok, code);
        File.WriteAllText(_desk.At("key.hex"), output);
        Assert.Equal(output, _desk.Run("key", "public", "--state", _desk.State).Output);
    }

    // What of this test's own build refers to each other: the order is found.
    private void PackThisBuild()
    {
        string folder = _desk.At("build");
        Directory.CreateDirectory(folder);
        foreach (string name in (string[])["Fleet.Releases", "Hub.Protocols", "Fleet.Evidence"])
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, name + ".dll"), Path.Combine(folder, name + ".dll"));
        }

        Assert.Equal(ExitCode.Ok, Pack(folder).Code);
        SlotImage image = SlotImage.Read(File.ReadAllBytes(_desk.At("i.slot")));
        Assert.Equal(["Fleet.Evidence", "Hub.Protocols", "Fleet.Releases"], image.Assemblies.Select(part => part.Name));
        Assert.Contains("sequence\t7", _desk.Run("image", "show", _desk.At("i.slot")).Output);
    }

    private void Build(string file)
    {
        File.WriteAllText(_desk.At("notes.md"), "# 1.7.0\n");
        (int code, _, string error) = _desk.Run(
            "release", "build", "--sequence", "7", "--release-version", "1.7.0", "--notes-reference", "releases/7",
            "--notes", _desk.At("notes.md"), "--image", $"hub-simulated={_desk.At("i.slot")},requires=3,battery=25",
            "--out", _desk.At(file));
        Assert.True(code == ExitCode.Ok, error);
    }

    private (int Code, string Output, string Error) Sign(string file, string into) => _desk.Run(
        "release", "sign", _desk.At(file), "--state", _desk.State, "--out", _desk.At(into));

    private (int Code, string Output, string Error) Verify(string file) => _desk.Run(
        "release", "verify", _desk.At(file), "--key", _desk.At("key.hex"));
}
