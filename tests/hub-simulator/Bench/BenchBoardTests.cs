// A board on a pseudo-terminal: from blank to its receiver, and with plug and power pulled at every step.
using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Hub.Core.Ports;
using Hub.Protocols.Bench;
using Hub.Protocols.Security;
using Hub.Simulator.World;

namespace Simulator.Tests.Bench;

public sealed class BenchBoardTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _directory = Directory.CreateTempSubdirectory("bench").FullName;
    private readonly TcpListener _receiver = new(IPAddress.Loopback, 0);
    private readonly BlockingCollection<string> _said = [];
    private readonly HubIdentity _identity;

    public BenchBoardTests()
    {
        _receiver.Start();
        _identity = new HubIdentity
        {
            HubId = "00c0ffee00c0ffee",
            Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)],
            Model = "simulator",
            Receivers =
            [
                new IdentityReceiver { Host = "127.0.0.1", Port = ((IPEndPoint)_receiver.LocalEndpoint).Port },
            ],
            ShortMessageNumbers = ["+46701234567"],
        };
    }

    public void Dispose()
    {
        _receiver.Dispose();
        Directory.Delete(_directory, true);
    }

    [Fact]
    public async Task UPP_036_a_blank_board_is_provisioned_and_signs_in_at_the_receiver_of_its_identity()
    {
        using BenchBoard board = Make();
        using BenchTool tool = new(board.ConsolePath);
        tool.Await("state=blank");
        Assert.Equal("ok state=blank hub=-", tool.Ask("status"));
        Assert.Equal(LampColour.Orange, board.Colour(Lamp.Power));
        Provision(tool);
        tool.Await("state=provisioned hub=00c0ffee00c0ffee boot=2");
        await AwaitSignIn();
        Assert.Matches("^ok alarm=[0-9]+$", tool.Ask("test"));
        Assert.Matches("link=none .* pending=1 ", tool.Ask("status"));
    }

    [Fact]
    public async Task The_identity_and_the_alarms_outlive_the_program()
    {
        using (BenchBoard board = Make())
        {
            using BenchTool tool = new(board.ConsolePath);
            Provision(tool);
            tool.Await("state=provisioned");
            Assert.StartsWith("ok alarm=", tool.Ask("test"));
        }

        using BenchBoard again = Make();
        using BenchTool other = new(again.ConsolePath);
        other.Await("hub=00c0ffee00c0ffee boot=1");
        Assert.Contains("pending=1 ", other.Ask("status"));
        Assert.Equal("error provisioned hub=00c0ffee00c0ffee", other.Ask("begin 100 00000000"));
        await AwaitSignIn();
    }

    [Theory]
    [InlineData("unplug")]
    [InlineData("power")]
    public void Interrupted_between_and_within_all_requests_the_board_is_provisioned_in_the_end(string cause)
    {
        using BenchBoard board = Make();
        string[] requests = BenchTool.Requests(_identity);
        BenchTool tool = new(board.ConsolePath);
        for (int done = 0; done < requests.Length; done++)
        {
            for (int i = 0; i < done; i++)
            {
                Assert.StartsWith("ok", tool.Ask(requests[i]));
            }

            // It happens in the middle of the request.
            string line = BenchTool.Line("@60000 " + requests[done]);
            tool.Send(line[..(line.Length / 2)]);
            tool = Interrupt(board, tool, cause);
            Assert.Null(board.HubId);
        }

        Assert.All(requests, request => Assert.StartsWith("ok", tool.Ask(request)));
        tool = Interrupt(board, tool, cause);
        tool.Await("hub=00c0ffee00c0ffee boot=" + (cause == "power" ? 1 : 2));
        Assert.Equal(_identity.HubId, board.HubId);

        // For a tool that never had the answer to its commit.
        Assert.All(requests, request => Assert.StartsWith("ok", tool.Ask(request)));
        tool.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(64)]
    [InlineData(150)]
    [InlineData(250)]
    [InlineData(400)]
    public void With_the_power_cut_within_the_flash_the_board_is_blank_or_provisioned_and_can_be_provisioned(int bytes)
    {
        using BenchBoard board = Make();
        using BenchTool tool = new(board.ConsolePath);
        string[] requests = BenchTool.Requests(_identity);
        Assert.All(requests[..^1], request => Assert.StartsWith("ok", tool.Ask(request)));
        board.CutPowerAfter(bytes);
        tool.Send(BenchTool.Line("@60000 commit"));
        AwaitSaid("power cut");
        Assert.False(board.IsPowered);
        board.SetPower(true);
        tool.Await("!hub ");
        Provision(tool);
        tool.Await("hub=00c0ffee00c0ffee");
        Assert.Equal(_identity.HubId, board.HubId);
    }

    [Fact]
    public void With_the_reset_code_the_board_is_blank_again()
    {
        using BenchBoard board = Make();
        using BenchTool tool = new(board.ConsolePath);
        Provision(tool);
        tool.Await("state=provisioned");
        string code = HubCode.DeriveReset(_identity.Key);
        Assert.StartsWith("ok alarm=", tool.Ask("test"));
        Assert.Equal("error pending alarms=1", tool.Ask("forget " + code));
        Assert.Equal("ok", tool.Ask($"forget {code} force"));
        tool.Await("state=blank");
        byte[] flash = File.ReadAllBytes(Path.Combine(_directory, "identity.flash"));
        Assert.All(flash, value => Assert.Equal(0xFF, value));
    }

    private BenchBoard Make()
    {
        BenchBoard board = new(_directory, null, TimeProvider.System, _said.Add);
        board.SetPower(true);
        return board;
    }

    private void AwaitSaid(string part)
    {
        while (_said.TryTake(out string? said, Patience))
        {
            if (said.StartsWith(part, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"the board did not say '{part}'");
    }

    private void Provision(BenchTool tool) =>
        Assert.All(BenchTool.Requests(_identity), request => Assert.StartsWith("ok", tool.Ask(request)));

    // A terminal has one reader: after a power cut the tool is still there, after a pulled plug it opens the new one.
    private static BenchTool Interrupt(BenchBoard board, BenchTool tool, string cause)
    {
        if (cause == "power")
        {
            board.SetPower(false);
            board.SetPower(true);
            tool.Send("\n\n");
            return tool;
        }

        board.SetPlug(false);
        board.SetPlug(true);
        tool.Dispose();
        return new BenchTool(board.ConsolePath);
    }

    private async Task AwaitSignIn()
    {
        byte[] buffer = new byte[1024];
        int count = 0;
        while (count == 0)
        {
            using Socket socket = await _receiver.AcceptSocketAsync().WaitAsync(Patience);
            count = await FirstBytes(socket, buffer);
        }

        string connect = Encoding.Latin1.GetString(buffer, 0, count);
        Assert.Equal(0x10, buffer[0]);
        Assert.Contains(_identity.HubId, connect);
        Assert.Contains(SignInPassword.Derive(_identity.Key), connect);
    }

    // A board that is gone by now may have knocked before: its connection is of no use.
    private static async Task<int> FirstBytes(Socket socket, byte[] buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer).WaitAsync(Patience);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
