// Devices, pairing and the walk test as a technician sees them, on a phone and on a desk.
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EndToEnd.Tests.Processes;
using Fleet.Server.Hubs;
using Hub.Protocols.Devices;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class DevicePagesTests(ChromiumBrowser browser)
{
    private const string HubId = "00000000000000a1";
    private const uint Button = 0x2B3C_1F0A;

    private const string FakeCamera =
        """
        window.BarcodeDetector = class {
          async detect() { return window.shownCode ? [{ rawValue: window.shownCode }] : []; }
        };
        navigator.mediaDevices.getUserMedia = async () => {
          if (window.isCameraRefused) { throw new DOMException("no", "NotAllowedError"); }
          const canvas = document.createElement("canvas");
          const pen = canvas.getContext("2d");
          setInterval(() => { pen.fillStyle = "#eee"; pen.fillRect(0, 0, 300, 150); }, 50);
          return canvas.captureStream();
        };
        """;

    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task A_button_is_paired_by_its_label_and_done_only_when_its_press_has_reached_the_centre(int width)
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, "/pair", width);
        await page.Page.GetByLabel("Kod på enhetens etikett").FillAsync("vh1:" + Label());
        await Expect(page.Page.Locator("[data-label-is]")).ToContainTextAsync("Larmknapp, slutar på 1F0A");
        await page.Page.GetByLabel("Rum").SelectOptionAsync("Badrum");
        await page.Page.GetByLabel("Boende").SelectOptionAsync("Brukare 2");
        await page.KeepPictureAsync($"pair-1-label-{width}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Börja" }).ClickAsync();
        await StateAsync(page, "Asked");
        Assert.Equal((11, 2, 120), (
            host.Devices.LastOrder!.Location, host.Devices.LastOrder.Occupant, host.Devices.LastOrder.Seconds));

        host.Devices.Step(HubId, PairingStep.Opened);
        await StateAsync(page, "Open");
        await Expect(page.Page.Locator(".countdown time")).ToHaveTextAsync(new Regex("^01:[0-5][0-9]$"));
        await page.KeepPictureAsync($"pair-2-open-{width}");
        foreach (var step in new[]
        {
            PairingStep.Heard, PairingStep.KeysExchanged, PairingStep.BatteryReported, PairingStep.Supervised,
        })
        {
            host.Devices.Step(HubId, step, Button);
            await Expect(page.Page.Locator($"[data-step={step}]")).ToHaveAttributeAsync("data-mark", "Done");
        }

        await StateAsync(page, "Interview");
        await Expect(page.Page.Locator(".pairing-means")).ToContainTextAsync("Tryck på enheten nu");
        await Expect(page.Page.Locator("[data-step=PressReceived]")).ToHaveAttributeAsync("data-mark", "Now");
        await Expect(page.Page.Locator(".margin")).ToContainTextAsync("Bra");
        await Expect(page.Page.Locator("[data-said]")).ToContainTextAsync("Övervakas: klart.");
        await page.KeepPictureAsync($"pair-3-press-{width}");

        host.Devices.Step(HubId, PairingStep.PressReceived, Button);
        host.Devices.Step(HubId, PairingStep.Finished, Button, secondsLeft: 0);
        await StateAsync(page, "Finished");
        await Expect(page.Page.Locator(".pairing-means")).ToContainTextAsync("Tryckningen nådde larmcentralen");
        await page.KeepPictureAsync($"pair-4-finished-{width}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "En enhet till" }).ClickAsync();
        await Expect(page.Page.GetByLabel("Kod på enhetens etikett")).ToHaveValueAsync("");
        Assert.True(page.Complaints.Count == 0, string.Join("\n", page.Complaints));
    }

    [Fact]
    public async Task A_hub_that_says_done_without_the_press_is_shown_as_untested()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, "/pair", 360);
        await BeginAsync(host, page);
        foreach (var step in new[]
        {
            PairingStep.Opened, PairingStep.Heard, PairingStep.KeysExchanged, PairingStep.Supervised,
            PairingStep.Finished,
        })
        {
            host.Devices.Step(HubId, step, step == PairingStep.Opened ? 0 : Button);
        }

        await StateAsync(page, "Untested");
        await Expect(page.Page.Locator(".pairing")).ToContainTextAsync("Lämna den inte så här");
        await page.KeepPictureAsync("pair-untested-360");
    }

    [Fact]
    public async Task A_mistyped_code_is_told_before_anything_is_sent_and_a_refused_one_in_plain_words()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, "/pair", 360);
        var label = page.Page.GetByLabel("Kod på enhetens etikett");
        await label.FillAsync(Mistyped());
        await Expect(page.Page.Locator("[data-fault]")).ToContainTextAsync("Koden är felskriven");
        await Expect(label).ToHaveAttributeAsync("aria-invalid", "true");
        await page.KeepPictureAsync("pair-mistyped-360");
        await label.FillAsync("");
        await BeginAsync(host, page);
        host.Devices.Step(HubId, PairingStep.Opened);
        host.Devices.Step(HubId, PairingStep.Refused, 77, PairingReason.OtherDevice);
        await Expect(page.Page.Locator("[data-refusal]")).ToContainTextAsync("kanske grannens");
        host.Devices.Step(HubId, PairingStep.Refused, Button, PairingReason.WrongCode);
        await Expect(page.Page.Locator("[data-refusal]")).ToContainTextAsync("Koden hör inte till enheten");
        await StateAsync(page, "Open");
        await page.KeepPictureAsync("pair-refused-360");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Stoppa" }).ClickAsync();
        await Expect(page.Page.Locator("[data-answer]")).ToBeEmptyAsync();
        Assert.Contains(host.Devices.Asked, asked => asked.Action == PairAction.Cancel);
        host.Devices.Step(HubId, PairingStep.Closed, reason: PairingReason.Cancelled, secondsLeft: 0);
        await StateAsync(page, "Closed");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Försök igen" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_hub_without_a_connection_is_said_so_and_nothing_is_waited_for()
    {
        await using var host = await HostAsync(HubStatus.Silent);
        host.Devices.IsReachable = false;
        await using var page = await PageAsync(host, "/pair", 360);
        await Expect(page.Page.Locator(".note")).ToContainTextAsync("Hubben har ingen förbindelse just nu");
        await page.Page.GetByLabel("Kod på enhetens etikett").FillAsync(Label());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Börja" }).ClickAsync();
        await Expect(page.Answer).ToContainTextAsync("Inget skickades");
        await page.KeepPictureAsync("pair-offline-360");
    }

    [Fact]
    public async Task A_code_is_grouped_while_it_is_typed_and_the_caret_stays()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, "/pair", 360);
        var label = page.Page.GetByLabel("Kod på enhetens etikett");
        await label.FocusAsync();
        await page.Page.Keyboard.TypeAsync("abcd efgh-jk", new() { Delay = 1 });
        await Expect(label).ToHaveValueAsync("ABCD-EFGH-JK");
        await Expect(page.Page.Locator("#label-said")).ToContainTextAsync("10 av 32 tecken");
        await page.Page.Keyboard.PressAsync("Home");
        await page.Page.Keyboard.TypeAsync("x", new() { Delay = 1 });
        await page.Page.Keyboard.TypeAsync("y", new() { Delay = 1 });
        await Expect(label).ToHaveValueAsync("XYAB-CDEF-GHJK");
        await Expect(page.Page.Locator("[data-scan]")).ToBeHiddenAsync();
        Assert.True(page.Complaints.Count == 0, string.Join("\n", page.Complaints));
    }

    [Fact]
    public async Task The_camera_reads_the_symbol_where_the_browser_can_and_says_when_it_may_not()
    {
        await using var host = await HostAsync();
        await using var page = await OperatorPage.OpenAsync(
            browser, host.Url, new() { ViewportSize = new() { Width = 360, Height = 760 } });
        await page.Page.AddInitScriptAsync(FakeCamera);
        await page.Page.GotoAsync($"{host.Url}/hubs/{HubId}/pair");
        await page.SignInAsync("tove", Fakes.OneTownSignIn.Password);
        await page.IsLiveAsync();
        var scan = page.Page.GetByRole(AriaRole.Button, new() { Name = "Läs av QR-koden" });
        await page.Page.EvaluateAsync("() => { window.isCameraRefused = true; }");
        await scan.ClickAsync();
        await Expect(page.Page.Locator("[data-scan-failed]")).ToContainTextAsync("Skriv koden i stället");
        await page.Page.EvaluateAsync("() => { window.isCameraRefused = false; }");
        await scan.ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("Håll etiketten framför kameran");
        await page.KeepPictureAsync("pair-scan-360", isWhole: false);
        await page.Page.EvaluateAsync("code => { window.shownCode = code; }", "VH1:" + Label());
        await Expect(page.Dialog).ToHaveCountAsync(0);
        await Expect(page.Page.Locator("[data-label-is]")).ToContainTextAsync("slutar på 1F0A");
        await Expect(page.Page.GetByLabel("Kod på enhetens etikett")).ToBeFocusedAsync();
        Assert.True(page.Complaints.Count == 0, string.Join("\n", page.Complaints));
    }

    [Fact]
    public async Task A_pairing_that_goes_on_is_taken_up_and_one_opened_at_the_hub_is_shown()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, "/pair", 360);
        host.Devices.Step(HubId, PairingStep.Opened);
        await StateAsync(page, "Open");
        await Expect(page.Page.Locator(".pairing")).ToContainTextAsync("Öppnat med knappen på hubben");
        host.Devices.Step(HubId, PairingStep.Heard, Button);
        await page.Page.ReloadAsync();
        await page.IsLiveAsync();
        await StateAsync(page, "Interview");
    }

    [Fact]
    public async Task Pairing_is_done_by_keyboard_alone()
    {
        await using var host = await HostAsync();
        host.Devices.Put(HubId, 9, DeviceKind.PersonalTrigger, 12, 1);
        await using var page = await PageAsync(host, "/pair", 1440);
        var keys = page.Page.Keyboard;
        await page.Page.GetByLabel("Kod på enhetens etikett").FocusAsync();
        await keys.TypeAsync(Label(), new() { Delay = 1 });
        await keys.PressAsync("Tab");
        await Expect(page.Page.GetByLabel("Rum")).ToBeFocusedAsync();
        await keys.TypeAsync("Hall");
        await keys.PressAsync("Tab");
        await Expect(page.Page.GetByLabel("Boende")).ToBeFocusedAsync();
        await keys.PressAsync("Tab");
        await Expect(page.Page.GetByLabel("Ersätter")).ToBeFocusedAsync();
        await keys.TypeAsync("Larmknapp");
        await Expect(page.Page.GetByLabel("Rum")).ToHaveValueAsync("12");
        await keys.PressAsync("Tab");
        await Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Börja" })).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await StateAsync(page, "Asked");
        Assert.Equal((12, 1, 9), (
            host.Devices.LastOrder!.Location, host.Devices.LastOrder.Occupant,
            host.Devices.LastOrder.ReplacesDeviceId));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task The_list_says_what_each_device_is_how_it_is_and_that_one_was_never_tried(int width)
    {
        await using var host = await HostAsync();
        Town.AddDevices(host.Devices);
        await using var page = await PageAsync(host, "/devices", width);
        await Expect(page.Page.Locator("[data-device]")).ToHaveCountAsync(6);
        var untested = page.Page.Locator("[data-device='7946']");
        await Expect(untested).ToContainTextAsync("Larmknapp (armband), badrum, brukare 2");
        await Expect(untested).ToContainTextAsync("Oprövad");
        await Expect(page.Page.Locator("[data-untested]")).ToContainTextAsync("1 oprövad");
        await Expect(page.Page.Locator("[data-device='2']")).ToContainTextAsync("Svag radio");
        await Expect(page.Page.Locator("[data-device='3']")).ToContainTextAsync("Hörs inte");
        await page.KeepPictureAsync($"devices-{width}");

        await untested.GetByRole(AriaRole.Button, new() { Name = "Ändra" }).ClickAsync();
        await page.Dialog.GetByLabel("Rum").SelectOptionAsync("Kök");
        await page.KeepPictureAsync($"devices-dialog-{width}", isWhole: false);
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Spara" }).ClickAsync();
        await Expect(page.Answer).ToContainTextAsync("Hubben har fått frågan");
        await page.Page.Locator("[data-device='2']").GetByRole(AriaRole.Button, new() { Name = "Ändra" }).ClickAsync();
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Ta bort" }).ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("Tryckningar därifrån larmar inte längre");
        await page.Dialog.Locator("[data-remove]").ClickAsync();
        await Expect(page.Dialog).ToHaveCountAsync(0);

        // The dialog is gone before the hub is asked.
        await Eventually.IsTrueAsync(
            "the hub is asked twice", () => Task.FromResult(host.Devices.Asked.Count == 2),
            TestContext.Current.CancellationToken);
        Assert.Equal(
            [(PairAction.Assign, 0x1F0AL, 21, 2), (PairAction.RemoveDevice, 2L, 0, 0)], host.Devices.Asked);
        host.Devices.Put(HubId, 0x1F0A, DeviceKind.PersonalTrigger, 21, 2);
        await Expect(page.Page.Locator("[data-untested]")).ToHaveCountAsync(0);
        Assert.True(page.Complaints.Count == 0, string.Join("\n", page.Complaints));
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1440)]
    public async Task A_walk_test_shows_each_press_and_a_table_room_by_room(int width)
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, "/walk-test", width);
        var begin = page.Page.GetByRole(AriaRole.Button, new() { Name = "Börja provet" });
        await begin.ClickAsync();
        await Expect(page.Answer).ToContainTextAsync("Välj vilket rum du är i.");
        await page.Page.GetByLabel("Första rummet").SelectOptionAsync("Hall");
        await begin.ClickAsync();
        await Expect(page.Page.Locator("[data-walk]")).ToHaveAttributeAsync("data-state", "Asked");
        host.Devices.Walk(HubId, WalkTestStep.Started);
        await Expect(page.Page.Locator(".pairing-means")).ToContainTextAsync("Du är i Hall.");
        host.Devices.Walk(HubId, WalkTestStep.Press, 42, 38);
        await Expect(page.Page.Locator("[data-last-press]")).ToContainTextAsync("38 dB marginal");
        await Expect(page.Page.Locator("[data-said]")).ToContainTextAsync("Hall: 38 dB, Bra.");
        host.Devices.Walk(HubId, WalkTestStep.Press, 42, 34);
        await page.Page.GetByLabel("Nästa rum").SelectOptionAsync("Badrum");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Gå vidare" }).ClickAsync();
        await Expect(page.Page.Locator(".pairing-means")).ToContainTextAsync("Du är i Badrum.");
        host.Devices.Walk(HubId, WalkTestStep.Press, 11, 14);
        host.Devices.Walk(HubId, WalkTestStep.Press, 10, 6);
        await Expect(page.Page.Locator("[data-room='42']")).ToContainTextAsync("34 dB");
        await Expect(page.Page.Locator("[data-room='11']")).ToContainTextAsync("Svag");
        await Expect(page.Page.Locator("[data-room='10']")).ToContainTextAsync("Räcker inte");
        await page.KeepPictureAsync($"walk-running-{width}");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Avsluta provet" }).ClickAsync();
        host.Devices.Walk(HubId, WalkTestStep.Ended);
        await Expect(page.Page.Locator("[data-walk]")).ToHaveAttributeAsync("data-state", "Ended");
        await page.KeepPictureAsync($"walk-ended-{width}");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Installationskvitto" }).ClickAsync();
        await Expect(page.Page.Locator("[data-room='11']")).ToContainTextAsync("14 dB");
        Assert.True(page.Complaints.Count == 0, string.Join("\n", page.Complaints));
    }

    [Fact]
    public async Task The_receipt_does_not_say_done_while_a_device_is_untested()
    {
        await using var host = await HostAsync();
        await using var page = await PageAsync(host, "/receipt", 360);
        await Expect(page.Page.Locator("[data-done=false]")).ToContainTextAsync("hubben har inga enheter");
        Town.AddDevices(host.Devices);
        await page.Page.ReloadAsync();
        await page.IsLiveAsync();
        await Expect(page.Page.Locator("[data-done=false]")).ToContainTextAsync("1 av 6 enheter är oprövade");
        await Expect(page.Page.Locator("[data-device='7946']")).ToContainTextAsync("Aldrig prövad");
        await page.KeepPictureAsync("receipt-not-done-360");
        host.Devices.Put(HubId, 0x1F0A, DeviceKind.PersonalTrigger, 11, 2);
        await page.Page.ReloadAsync();
        await page.IsLiveAsync();
        await Expect(page.Page.Locator("[data-done=true]")).ToContainTextAsync("har nått larmcentralen");
        await page.Page.EvaluateAsync("() => { window.print = () => { window.wasPrinted = true; }; }");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Skriv ut" }).ClickAsync();
        Assert.True(await page.Page.EvaluateAsync<bool>("() => window.wasPrinted === true"));
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(page.Page.Locator(".bar")).ToBeHiddenAsync();
        await page.KeepPictureAsync("receipt-printed");
    }

    [Fact]
    public async Task An_alarm_says_whose_button_it_was_and_where()
    {
        // HBG-030.
        await using var host = await HostAsync();
        host.Devices.Put(HubId, 1, DeviceKind.PersonalTrigger, 11, 2, isTested: false);
        var view = host.Cases.Raise(hubName: "Ekbacken 12", hubId: HubId, change: raised => raised with
        {
            Location = 11,
            Occupants = [1, 2],
        });
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "robin");
        await Expect(page.Row(1)).ToContainTextAsync("Larmknapp, badrum, brukare 1 och 2 · tryckning");
        await page.Page.GotoAsync($"{host.Url}/cases/{view.CaseId}");
        await Expect(page.Page.Locator(".facts")).ToContainTextAsync("Larmknapp (armband), badrum, brukare 2");
        await Expect(page.Page.Locator(".facts")).ToContainTextAsync("Oprövad");
        await page.KeepPictureAsync("case-with-device");
    }

    [Fact]
    public async Task An_operator_sees_the_devices_and_changes_nothing()
    {
        await using var host = await HostAsync();
        Town.AddDevices(host.Devices);
        await using var page = await PageAsync(host, "/devices", 1440, "robin");
        await Expect(page.Page.Locator("[data-device]")).ToHaveCountAsync(6);
        await Expect(page.Page.Locator("[data-device] button")).ToHaveCountAsync(0);
        await Expect(page.Page.GetByText("Lägg till enhet")).ToHaveCountAsync(0);
        await page.Page.GotoAsync($"{host.Url}/hubs/{HubId}/pair");
        await page.IsLiveAsync();
        await Expect(page.Page.GetByText("Din roll får inte ändra enheter.")).ToBeVisibleAsync();
    }

    private static async Task<ConsoleHost> HostAsync(HubStatus status = HubStatus.Ok)
    {
        var host = await ConsoleHost.StartedAsync();
        host.Hubs.Put(HubId, "Ekbacken 12", status);
        return host;
    }

    private Task<OperatorPage> PageAsync(ConsoleHost host, string path, int width, string userName = "tove") =>
        OperatorPage.SignedInAsync(
            browser, host.Url, userName, path: $"/hubs/{HubId}{path}",
            options: new() { ViewportSize = new() { Width = width, Height = width < 500 ? 760 : 900 } });

    private static async Task BeginAsync(ConsoleHost host, OperatorPage page)
    {
        await page.Page.GetByLabel("Kod på enhetens etikett").FillAsync(Label());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Börja" }).ClickAsync();
        await StateAsync(page, "Asked");
        Assert.NotNull(host.Devices.LastOrder);
    }

    private static Task StateAsync(OperatorPage page, string state) =>
        Expect(page.Page.Locator("[data-pairing]")).ToHaveAttributeAsync("data-state", state);

    private static string Label()
    {
        var code = new InstallCode();
        code.Set(Button, DeviceKind.PersonalTrigger, [.. Enumerable.Range(1, 13).Select(i => (byte)(i * 17))], 0);
        return code.Format();
    }

    private static string Mistyped()
    {
        var label = Label();
        return (label[0] == '0' ? '1' : '0') + label[1..];
    }
}
