// WCAG 2.2 AA, as far as a machine can tell: axe, reflow, target sizes, focus, live regions.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Dispatch;
using Hub.Protocols.Messages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class AccessibilityTests(ChromiumBrowser browser)
{
    private const string Devices = "/hubs/00000000000000a1";
    private const int Height = 800;

    private const string RunAxe =
        """
        async () => {
          const result = await axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          });
          if (result.passes.length < 15) {
            return [`axe checked only ${result.passes.length} rules`];
          }
          return result.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(" ")).slice(0, 5).join(" | ")}`);
        }
        """;

    /// <summary>The rules whose answers depend on the colours.</summary>
    private const string RunColours =
        """
        async () => {
          const result = await axe.run(document, {
            runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
          });
          if (result.passes.length + result.incomplete.length < 1) {
            return ["axe checked no contrast"];
          }
          return result.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(" ")).slice(0, 5).join(" | ")}`);
        }
        """;

    private const string SmallTargets =
        """
        least => [...document.querySelectorAll("button, summary, select, input:not([type=hidden]), a[href]")]
          .filter(e => e.checkVisibility() && !e.closest("dialog:not([open])") && !e.disabled)
          .filter(e => !e.matches(".skip") && !(e.matches("a") && e.closest("p, dd, .log li")))
          .map(e => [e, (e.closest("label") ?? e).getBoundingClientRect()])
          .filter(([e, box]) => box.width > 0 && (box.height < least - 0.5 || box.width < 24))
          .map(([e, box]) => `${e.outerHTML.slice(0, 90)} ${Math.round(box.width)}x${Math.round(box.height)}`)
        """;

    /// <summary>One walk over all pages a width; what may be too wide is looked at in narrower windows too.</summary>
    [Theory]
    [InlineData(1440, 24, 1280, 768)]
    [InlineData(360, 44, 320)]
    public async Task Axe_finds_nothing_on_any_page_and_everything_fits_and_can_be_hit(
        int width, int least, params int[] narrower)
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await FilledAsync(host, width);
        List<string> found = [];
        await VisitAllAsync(host, page, async name =>
        {
            found.AddRange((await AxeAsync(page, RunAxe)).Select(violation => $"{name}: {violation}"));
            found.AddRange(await SmallAsync(page, name, least));
            await page.KeepPictureAsync($"{name}-{width}");
            foreach (int one in (int[])[width, .. narrower])
            {
                await page.Page.SetViewportSizeAsync(one, Height);
                found.AddRange(await WideAsync(page, name, one));
            }

            await page.Page.SetViewportSizeAsync(width, Height);
            await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            found.AddRange((await AxeAsync(page, RunColours)).Select(violation => $"{name}, dark: {violation}"));
            await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        });
        Assert.True(found.Count == 0, string.Join("\n", found.Distinct()));
        Assert.Empty(page.Complaints);
    }

    [Theory]
    [InlineData("sv", 1280)]
    [InlineData("en", 360)]
    public async Task Axe_finds_nothing_on_the_pages_of_cases_responders_and_planning(string language, int width)
    {
        await using var host = await ConsoleHost.StartedAsync();
        var caseId = AddWork(host);
        await using var page = await OperatorPage.SignedInAsync(
            browser, host.Url, path: $"/language/{language}", options: new()
            {
                ViewportSize = new() { Width = width, Height = 800 },
                ColorScheme = width == 360 ? ColorScheme.Dark : ColorScheme.Light,
            });
        List<string> found = [];
        await VisitWorkAsync(host, page, caseId, async name =>
        {
            found.AddRange((await AxeAsync(page, RunAxe)).Select(violation => $"{name}: {violation}"));
            found.AddRange(await WideAsync(page, name, width));
            found.AddRange(await SmallAsync(page, name, width == 360 ? 44 : 24));
            await page.KeepPictureAsync($"work-{name}-{width}-{language}");
        });
        Assert.True(found.Count == 0, string.Join("\n", found.Distinct()));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_focused_row_is_never_hidden_behind_the_bar()
    {
        await using var host = await ConsoleHost.StartedAsync();
        for (var i = 0; i < 40; i++)
        {
            host.Cases.Raise();
        }

        await using var page = await OperatorPage.SignedInAsync(
            browser, host.Url, options: new() { ViewportSize = new() { Width = 1440, Height = 600 } });
        await Expect(page.Rows).ToHaveCountAsync(40);
        foreach (var key in Enumerable.Repeat("j", 40).Concat(Enumerable.Repeat("k", 39)))
        {
            await page.Page.Keyboard.PressAsync(key);
            var seen = await page.Page.EvaluateAsync<string>(
                """
                () => {
                  const box = document.activeElement.getBoundingClientRect();
                  const bar = document.querySelector(".bar").getBoundingClientRect();
                  return box.top >= bar.bottom && box.bottom <= innerHeight
                    ? "seen"
                    : `${document.activeElement.className} from ${box.top} to ${box.bottom}, bar ${bar.bottom}`;
                }
                """);
            Assert.True(seen == "seen", $"{key}: {seen}");
        }
    }

    [Fact]
    public async Task Only_a_new_person_alarm_interrupts_a_screen_reader()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        host.Cases.Raise(CaseKind.Technical);
        host.Cases.Raise(CaseKind.Test);
        await Expect(page.Page.Locator("#announce")).ToContainTextAsync("larm, äldsta");
        await Expect(page.Page.Locator("#alert")).ToBeEmptyAsync();
        host.Cases.Raise(hubName: "Ekbacken 12");
        await Expect(page.Page.Locator("#alert")).ToHaveTextAsync("Nytt personlarm: larm 3, Ekbacken 12.");
    }

    [Fact]
    public async Task Every_control_of_the_list_is_reached_with_the_tab_key_in_order()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise(hubName: "Ekbacken 12");
        host.Cases.Raise(CaseKind.Technical);
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await Expect(page.Rows).ToHaveCountAsync(2);
        List<string> passed = [];
        for (var i = 0; i < 45; i++)
        {
            await page.Page.Keyboard.PressAsync("Tab");
            passed.Add(await page.Page.EvaluateAsync<string>(
                "() => document.activeElement.innerText || document.activeElement.id || document.activeElement.type"));
        }

        string[] inOrder = ["Avslutade", "search", "Larmknapp", "Ekbacken", "Ta Larm 1", "checkbox"];
        var places = inOrder.Select(text => passed.FindIndex(
            focused => focused.Replace('\n', ' ').Contains(text, StringComparison.Ordinal))).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        string[] around = ["Hubbar", "Tysta 60 s", "Kim"];
        Assert.All(around, text =>
            Assert.Contains(passed, focused => focused.Contains(text, StringComparison.Ordinal)));
    }

    private static Guid AddWork(ConsoleHost host)
    {
        const string HubId = "00000000000000a1";
        Town.AddHubs(host.Hubs);
        Town.AddCases(host.Cases);
        host.Dispatch.Fill();
        host.Dispatch.FillMessages();
        host.Desk.Home = host.Homes.Put(HubId);
        Town.AddRules(host.Rules);
        host.Desk.Ask(4711);
        host.Desk.Ask(4712, DeskState.Mine, "Norr 3");
        return host.Cases.Raise(hubId: HubId, hubName: "Ekbacken 12", change: raised => raised with
        {
            State = CaseState.Accepted,
            GroupName = "Hemtjänst Söder",
            ResponderName = "Larm 2",
            Queue = CaseQueue.Group,
            Occupants = [2],
            PhaseSince = raised.ReceivedAt,
            Stages = new CaseStages(
                raised.ReceivedAt.AddSeconds(5), raised.ReceivedAt.AddSeconds(40), raised.ReceivedAt.AddSeconds(50),
                raised.ReceivedAt.AddSeconds(90)),
        }, age: TimeSpan.FromMinutes(4)).CaseId;
    }

    private static async Task VisitWorkAsync(
        ConsoleHost host, OperatorPage page, Guid caseId, Func<string, Task> look)
    {
        var group = host.Dispatch.Groups.Keys.First();
        var rota = host.Dispatch.Rotas.Keys.First();
        var asked = (await host.Desk.ListAsync(Town.Sasha, default)).First(one => one.State == DeskState.Mine).CaseId;
        foreach (var (name, path, ready, click) in new[]
        {
            ("case", $"/cases/{caseId}", "[data-page-case]", "[data-show-home]"),
            ("case-dispatch", $"/cases/{caseId}", "[data-page-case]", "[data-act=Dispatch]"),
            ("case-call", $"/cases/{caseId}", "[data-page-case]", "[data-call-112]"),
            ("handover", "/handover", "[data-unfinished]", ""), ("not-yours", "/not-yours", "h1", ""),
            ("respond", "/respond", "[data-desk]", ""), ("assignment", $"/respond/{asked}", "article", ""),
            ("dispatch", "/dispatch", "[data-duty]", ""), ("groups", "/dispatch/groups", "[data-group]", ""),
            ("group", $"/dispatch/groups/{group}", "[data-recipient]", ".number-history summary"),
            ("group-number", $"/dispatch/groups/{group}", "[data-recipient]", "[data-change-number]"),
            ("rotas", "/dispatch/rotas", "[data-rota]", ""), ("rota", $"/dispatch/rotas/{rota}", "[data-window]", ""),
            ("chains", "/dispatch/chains", ".chain", ""),
            ("chain-edit", "/dispatch/chains", ".chain", "[data-edit-chain]"),
            ("messages", "/dispatch/messages", "[data-template]", ""),
            ("policy", "/dispatch/messages", "[data-template]", "[data-change-policy]"),
            ("homes", "/homes", "[data-home-row]", ""),
            ("home", "/hubs/00000000000000a1/home", "h1", "[data-open-home]"),
            ("rules", "/hubs/00000000000000a1/rules", "[data-rule]", "[data-rule] summary"),
        })
        {
            await page.Page.GotoAsync(host.Url + path);
            await page.Page.Locator(ready).First.WaitForAsync();
            if (click.Length > 0)
            {
                await page.IsLiveAsync();
                await page.Page.Locator(click).First.ClickAsync();
                await page.Page
                    .Locator(":is(dialog[open], .home-card, details[open], form, #chain-reason):visible").First
                    .WaitForAsync();
            }

            await look(name);
        }
    }

    /// <summary>What axe finds on a page as it is, for tests of one page in one state.</summary>
    internal static Task<string[]> FaultsOfAsync(OperatorPage page) => AxeAsync(page, RunAxe);

    private static async Task<string[]> AxeAsync(OperatorPage page, string run)
    {
        if (!await page.Page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            await page.Page.EvaluateAsync(await File.ReadAllTextAsync(
                Path.Combine(AppContext.BaseDirectory, "axe.min.js"), TestContext.Current.CancellationToken));
        }

        return await page.Page.EvaluateAsync<string[]>(run);
    }

    private static async Task<string[]> SmallAsync(OperatorPage page, string name, int least) =>
        [.. (await page.Page.EvaluateAsync<string[]>(SmallTargets, least)).Select(target => $"{name}: {target}")];

    private static async Task<string[]> WideAsync(OperatorPage page, string name, int width)
    {
        var overflow = await page.Page.EvaluateAsync<int>(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return overflow > 0 ? [$"{name} at {width} px: {overflow} px too wide"] : [];
    }

    private async Task<OperatorPage> FilledAsync(ConsoleHost host, int width)
    {
        Town.AddHubs(host.Hubs);
        Town.AddCases(host.Cases);
        Town.AddDevices(host.Devices);
        var options = new BrowserNewContextOptions
        {
            ViewportSize = new() { Width = width, Height = Height },
            ColorScheme = ColorScheme.Light,
            // No colour on its way to another when the scheme changes: contrast is measured at once.
            ReducedMotion = ReducedMotion.Reduce,
        };
        return await OperatorPage.SignedInAsync(browser, host.Url, options: options);
    }

    private static async Task VisitAllAsync(ConsoleHost host, OperatorPage page, Func<string, Task> look)
    {
        await Expect(page.Rows).ToHaveCountAsync(5);
        host.Cases.Raise(hubName: "Ängsgränd 1", hubId: "00000000000000a6");
        await Expect(page.NewRows).ToHaveCountAsync(1);
        await look("alarms");
        await page.Page.Locator("details.panel summary").First.ClickAsync();
        await look("sound-panel");
        await page.Page.Locator("details.panel summary").Last.ClickAsync();
        await look("settings-panel");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("?");
        await look("help");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Row(1).GetByRole(AriaRole.Button, new() { Name = "Ta" }).ClickAsync();
        await Expect(page.Answer).Not.ToBeEmptyAsync();
        await page.Row(1).GetByRole(AriaRole.Button, new() { Name = "Avsluta" }).ClickAsync();
        await Expect(page.Dialog).ToBeVisibleAsync();
        await look("close-dialog");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.Row(2).Locator("[data-row-link]").ClickAsync();
        await Expect(page.Page.Locator("[data-page-case]")).ToBeVisibleAsync();
        await look("case");
        foreach (var (name, path, ready) in new[]
        {
            ("alarms-all", "/alarms?state=all", "[data-row]"), ("hubs", "/hubs", "[data-row]"),
            ("hub", "/hubs/00000000000000a2", ".hub-page"), ("devices", Devices + "/devices", "[data-device]"),
            ("pair", Devices + "/pair", ".wizard"), ("walk-test", Devices + "/walk-test", ".wizard"),
            ("receipt", Devices + "/receipt", "[data-device]"), ("sign-out", "/sign-out", "form"),
            ("sign-in", "/sign-in?expired=true", "form"),
        })
        {
            await page.Page.GotoAsync(host.Url + path);
            await page.Page.Locator(ready).First.WaitForAsync();
            await look(name);
            if (name is "pair" or "walk-test")
            {
                await VisitGoingAsync(host, page, name, look);
            }
        }
    }

    /// <summary>A pairing and a walk test as they look while they go on.</summary>
    private static async Task VisitGoingAsync(
        ConsoleHost host, OperatorPage page, string name, Func<string, Task> look)
    {
        const string HubId = "00000000000000a1";
        await page.IsLiveAsync();
        if (name == "pair")
        {
            host.Devices.Step(HubId, PairingStep.Opened);
            host.Devices.Step(HubId, PairingStep.Heard, 5);
            host.Devices.Step(HubId, PairingStep.KeysExchanged, 5);
            await page.Page.Locator("[data-state=Interview]").WaitForAsync();
            await look("pairing");
            host.Devices.Step(HubId, PairingStep.Closed, reason: PairingReason.Cancelled);
            await page.Page.Locator("[data-state=Untested]").WaitForAsync();
            await look("pairing-untested");
            return;
        }

        await page.Page.GetByLabel("Första rummet").SelectOptionAsync("Badrum");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Börja provet" }).ClickAsync();
        await page.Page.Locator("[data-state=Asked]").WaitForAsync();
        host.Devices.Walk(HubId, WalkTestStep.Press, 11, 14);
        await page.Page.Locator("[data-last-press]").WaitForAsync();
        await look("walking");
    }
}
