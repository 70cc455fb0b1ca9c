// The front of the virtual hub on its page: alarm, check-in, check-out, what is said, the battery.
using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Hub.Core.Panel;
using Hub.Simulator.App.Page;

namespace Simulator.Tests.App;

public sealed class PageFrontTests : IDisposable
{
    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory();

    public void Dispose() => _state.Delete(true);

    [Fact]
    public async Task HUL_145_the_buttons_of_the_front_are_answered_in_words()
    {
        await using PageSession page = await PageSession.Start(_state.FullName);
        await page.Until(one => one.IsRunning);
        await page.Post("/api/hubs/1/buttons/alarm");
        HubView hub = await page.Until(one => one.PendingAlarmCount == 1 && Says(one, Phrase.AlarmWaitsForLink));
        Assert.Contains(hub.Happenings, line => line is { What: "sound", Word: "pressHeard" });
        await page.Post("/api/hubs/1/buttons/checkIn");
        hub = await page.Until(one => one.IsCheckedIn && Says(one, Phrase.CheckedIn));
        Assert.Equal(2, hub.PendingAlarmCount);
        await page.Post("/api/hubs/1/buttons/checkIn");
        await page.Until(one => Says(one, Phrase.AlreadyCheckedIn));
        await page.Post("/api/hubs/1/buttons/checkOut");
        await page.Until(one => !one.IsCheckedIn && Says(one, Phrase.CheckedOut));
        await page.Post("/api/hubs/1/buttons/cancel");
        await page.Until(one => Says(one, Phrase.AlarmCannotBeCancelled));
        using HttpResponseMessage unknown = await page.Send(HttpMethod.Post, "/api/hubs/1/buttons/CheckIn");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task HBG_016_the_battery_is_set_and_its_stage_seen()
    {
        await using PageSession page = await PageSession.Start(_state.FullName);
        HubView hub = await page.Until(one => one.IsRunning);
        Assert.True(hub is { LoadStage: "full", MinutesLeft: null });
        await page.Do(HttpMethod.Put, "/api/hubs/1/mains", new { isOn = false });
        hub = await page.Do(HttpMethod.Put, "/api/hubs/1/battery", new { percent = 9 });
        Assert.Equal(9, hub.BatteryPercent);
        hub = await page.Until(one => one is { LoadStage: "lastResort", MinutesLeft: > 0 }
            && Says(one, Phrase.BatteryCritical));
        Assert.Contains(hub.Happenings, line => line is { What: "phrase", Word: "mainsLost" });
        foreach (object body in new object[] { new { percent = 101 }, new { percent = -1 }, new { } })
        {
            using HttpResponseMessage refused = await page.Send(HttpMethod.Put, "/api/hubs/1/battery", body);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Fact]
    public void UPP_032_every_phrase_has_its_words_on_the_page_in_both_languages()
    {
        PageFiles files = new();
        foreach (Phrase phrase in Enum.GetValues<Phrase>().Where(phrase => phrase != Phrase.None))
        {
            string name = "phrase." + PageJson.Word(phrase.ToString());
            Assert.NotEqual(files.Texts("sv")[name], files.Texts("en")[name]);
        }

        Assert.Equal("Larmet är mottaget.", files.Texts("sv")["phrase.alarmReceived"]);
        string served = Encoding.UTF8.GetString(files.Find("texts-sv.json")!.Value.Bytes);
        Assert.Contains("\"phrase.alarmReceived\"", served);
    }

    private static bool Says(HubView hub, Phrase phrase) =>
        hub.Happenings.Any(line => line.What == "phrase" && line.Word == PageJson.Word(phrase.ToString()));
}
