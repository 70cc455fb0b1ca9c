// A stranger's client with a hub's credentials raises an alarm, and is refused on another hub's topic.
using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;

namespace EndToEnd.Tests.Faults;

/// <summary>Debian's mosquitto_pub against a running fleet manager.</summary>
public sealed class MosquittoPubTests(RunningFleet fleet) : IClassFixture<RunningFleet>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(5)]
    [InlineData(311)]
    public async Task With_a_hubs_credentials_it_raises_an_alarm_case(int version)
    {
        HubSignIn hub = fleet.TakeHub();
        ProcessOutput said = await MosquittoPub.RunAsync(
            fleet.Server.MqttPort, version, hub, $"hub/{hub.HubId}/up/alarm", AlarmBody.Encode(1, 7), Cancellation);
        Assert.True(said.ExitCode == 0, said.Text);

        // The PUBACK comes after the commit, so the case is there when mosquitto_pub has ended.
        IReadOnlyList<JsonElement> cases = await fleet.Api.CasesAsync(hub.HubId, Cancellation);
        JsonElement one = Assert.Single(cases);
        Assert.Equal("person", one.GetProperty("kind").GetString());
        Assert.Equal("raised", one.GetProperty("state").GetString());
        Assert.Equal(7, one.GetProperty("triggerId").GetInt64());
    }

    [Fact]
    public async Task The_same_alarm_again_is_the_same_case()
    {
        HubSignIn hub = fleet.TakeHub();
        for (int i = 0; i < 3; i++)
        {
            ProcessOutput said = await MosquittoPub.RunAsync(
                fleet.Server.MqttPort, 5, hub, $"hub/{hub.HubId}/up/alarm", AlarmBody.Encode(9, 7), Cancellation);
            Assert.True(said.ExitCode == 0, said.Text);
        }

        JsonElement one = Assert.Single(await fleet.Api.CasesAsync(hub.HubId, Cancellation));
        Assert.Equal(1, one.GetProperty("pressCount").GetInt32());
    }

    [Fact]
    public async Task On_another_hubs_topic_it_is_refused_as_not_authorised()
    {
        HubSignIn hub = fleet.TakeHub();
        HubSignIn other = fleet.TakeHub();
        ProcessOutput said = await MosquittoPub.RunAsync(
            fleet.Server.MqttPort, 5, hub, $"hub/{other.HubId}/up/alarm", AlarmBody.Encode(1, 7), Cancellation);

        // Reason code 135 is 0x87, Not authorized (MQTT 5.0 §3.4.2.1).
        Assert.Contains("RC:135", said.Text, StringComparison.Ordinal);
        Assert.Empty(await fleet.Api.CasesAsync(hub.HubId, Cancellation));
        Assert.Empty(await fleet.Api.CasesAsync(other.HubId, Cancellation));
    }

    [Fact]
    public async Task With_a_wrong_password_it_is_not_let_in()
    {
        HubSignIn hub = fleet.TakeHub();
        ProcessOutput said = await MosquittoPub.RunAsync(
            fleet.Server.MqttPort, 5, hub with { Password = "wrong" }, $"hub/{hub.HubId}/up/alarm",
            AlarmBody.Encode(1, 7), Cancellation);
        Assert.True(said.ExitCode != 0, said.Text);
        Assert.Contains("(134)", said.Text, StringComparison.Ordinal);
        Assert.Empty(await fleet.Api.CasesAsync(hub.HubId, Cancellation));
    }
}
