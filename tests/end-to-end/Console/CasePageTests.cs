// The case page: its whole way, done by hand.
using System;
using System.Linq;
using System.Threading.Tasks;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class CasePageTests(ChromiumBrowser browser)
{
    private const string HubId = "00000000000000a1";

    [Fact]
    public async Task HBG_073_a_case_goes_its_whole_way_on_its_page_and_each_stage_has_its_time()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Dispatch.Fill();
        var view = host.Cases.Raise();
        await using var page = await OpenedAsync(host, view);
        await DoAsync(page, CaseActNames.Claim);
        await DoAsync(page, CaseActNames.Spoken);
        await StageAsync(page, "Spoken");
        await DoAsync(page, CaseActNames.Dispatch);
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await StageAsync(page, "Dispatched");
        await page.Page.Locator("[data-act=AcceptByPhone]").ClickAsync();
        await page.Dialog.GetByLabel("Vem svarade?").FillAsync("Larm 2");
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await StageAsync(page, "Accepted");
        await Expect(page.Page.Locator("[data-clock=Arrive]")).ToContainTextAsync("30 min");
        await DoAsync(page, CaseActNames.CheckIn);
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await StageAsync(page, "OnSite");
        await DoAsync(page, CaseActNames.CheckOut);
        await page.Dialog.GetByLabel("Det digitala låset öppnades").CheckAsync();
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await StageAsync(page, "Left");
        await page.KeepPictureAsync("case-whole-way");
        await page.Page.Locator("[data-do-close]").First.ClickAsync();
        await page.Dialog.GetByLabel("Besök gjordes").CheckAsync();
        await page.Dialog.GetByLabel("Orsak (frivilligt)").SelectOptionAsync("Fall");
        await page.Dialog.GetByRole(AriaRole.Button, new() { Name = "Avsluta", Exact = true }).ClickAsync();
        await StageAsync(page, "Closed");
        var close = host.Cases.Actions.OfType<CloseCase>().Last();
        Assert.Equal((CaseOutcome.Visited, CaseCause.Fall), (close.Outcome, close.Cause));
        Assert.Equal(ReceiptMethod.Lock, host.Cases.Actions.OfType<CheckOutResponder>().Last().Method);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task NOR_029_the_page_tells_who_is_in_charge_and_what_happens_next()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var view = host.Cases.Raise(change: raised => raised with
        {
            Queue = CaseQueue.Supervisor,
            PhaseSince = raised.ReceivedAt,
            NextDeadlineAt = raised.ReceivedAt.AddSeconds(120),
        });
        await using var page = await OpenedAsync(host, view);
        await Expect(page.Page.Locator("[data-queue=Supervisor]")).ToContainTextAsync("Arbetsledaren");
        await Expect(page.Page.Locator("[data-next]")).ToContainTextAsync("larmet går till arbetsledaren");
    }

    [Fact]
    public async Task HBG_095_the_home_is_shown_only_when_asked_for_and_the_look_is_logged()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Homes.Put(HubId);
        var view = host.Cases.Raise(change: raised => raised with { Occupants = [2] });
        await using var page = await OpenedAsync(host, view);
        await Expect(page.Page.GetByText("Astrid Ek")).ToHaveCountAsync(0);
        Assert.Empty(host.Homes.Looks);
        await page.Page.Locator("[data-show-home]").ClickAsync();
        var home = page.Page.Locator("[data-home]");
        await Expect(home).ToContainTextAsync("Astrid Ek");
        await Expect(home.Locator("li").Filter(new() { HasText = "Bertil Ek" })).ToContainTextAsync("larmade");
        await Expect(home).ToContainTextAsync("K 17");
        await Expect(home).ToContainTextAsync("Gå dit inom 30 minuter.");
        Assert.Equal(("Kim", HubId, "case"), Assert.Single(host.Homes.Looks));
        await page.KeepPictureAsync("case-home");
        // Two live there: who it was is said by name once the home is open.
        await page.Page.Locator("[data-act=Occupant]").ClickAsync();
        await page.Dialog.GetByLabel("Astrid Ek").CheckAsync();
        await page.Dialog.GetByLabel("Bertil Ek").UncheckAsync();
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await Expect(page.Dialog).ToHaveCountAsync(0);
        Assert.Equal([1], host.Cases.Actions.OfType<SetOccupants>().Last().Occupants!);
    }

    [Fact]
    public async Task HBG_046_the_home_is_called_from_the_case_and_its_loudspeaker_steered()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var view = host.Cases.Raise();
        await using var page = await OpenedAsync(host, view);
        await page.Page.Locator("[data-call-hub]").ClickAsync();
        await page.Dialog.GetByLabel("Din telefon").FillAsync("070-000 00 50");
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await Expect(page.Page.Locator("[data-call=Connected]")).ToBeVisibleAsync();
        Assert.Equal(new CallOrder(CallTarget.Hub, null, "+46700000050"), host.Calls.Orders.Last());
        await page.Page.Locator("[data-tone=Louder]").ClickAsync();
        await Expect(page.Page.Locator("[data-call-answer]")).ToHaveTextAsync("Skickat till hubben.");
        Assert.Equal([CallTone.Louder], host.Calls.Tones);
        await page.KeepPictureAsync("case-call");
        await page.Page.Locator("[data-end-call]").ClickAsync();
        await page.Page.Locator("[data-ask-speech]").GetByText("Nej, ingen svarade").ClickAsync();
        await Expect(page.Page.Locator("[data-calls]")).ToContainTextAsync("Ingen talade");
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task HUL_054_who_was_told_is_listed_with_how_far_each_message_came()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Dispatch.FillMessages();
        await using var page = await OpenedAsync(host, host.Cases.Raise());
        var told = page.Page.Locator("[data-message]");
        await Expect(told).ToHaveCountAsync(3);
        await Expect(told.Nth(0)).ToContainTextAsync("Tackade nej");
        await Expect(told.Nth(1)).ToContainTextAsync("Framme i telefonen");
        await Expect(told.Nth(1)).ToContainTextAsync("Tar uppdraget");
        await Expect(told.Nth(2)).ToContainTextAsync("Misslyckades");
    }

    [Fact]
    public async Task HUL_006_a_case_is_handed_over_and_the_next_shift_has_it_in_its_list()
    {
        await using var host = await ConsoleHost.StartedAsync();
        var view = host.Cases.Raise();
        await using var page = await OpenedAsync(host, view);
        await DoAsync(page, CaseActNames.Claim);
        await page.Page.Locator("[data-act=Handover]").ClickAsync();
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await Expect(page.Dialog).ToContainTextAsync("Välj i listan.");
        await page.Dialog.GetByLabel("Till", new() { Exact = true }).SelectOptionAsync("Arbetsledaren");
        await page.Dialog.Locator("[data-submit]").ClickAsync();
        await Expect(page.Answer.First).ToHaveTextAsync("Larm 1 är överlämnat.");
        await page.Page.GotoAsync(host.Url + "/handover");
        await Expect(page.Page.Locator("[data-unfinished='1']")).ToContainTextAsync("Arbetsledaren");
        await page.KeepPictureAsync("handover");
    }

    [Fact]
    public async Task The_list_shows_whose_queue_a_case_is_in_and_can_show_one_queue_alone()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise();
        host.Cases.Raise(hubId: "00000000000000a2", change: view => view with { Queue = CaseQueue.Supervisor });
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await Expect(page.Rows).ToHaveCountAsync(2);
        await Expect(page.Row(2)).ToContainTextAsync("Arbetsledaren");
        await page.Page.Locator("[data-queue=supervisor]").ClickAsync();
        await Expect(page.Rows).ToHaveCountAsync(1);
        Assert.EndsWith("/alarms?queue=supervisor", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NOR_027_on_a_supervisors_page_only_what_operators_did_not_answer_sounds()
    {
        await using var host = await ConsoleHost.StartedAsync();
        host.Cases.Raise();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, "siv");
        await Expect(page.Rows).ToHaveCountAsync(1);
        await page.SoundIsAsync("none");
        host.Cases.Raise(hubId: "00000000000000a2", change: view => view with { Queue = CaseQueue.Supervisor });
        await page.SoundIsAsync("person");
    }

    private static Task DoAsync(OperatorPage page, string act) =>
        page.Page.Locator($"[data-act={act}]").First.ClickAsync();

    private static Task StageAsync(OperatorPage page, string stage) =>
        Expect(page.Page.Locator($"[data-stage={stage}].is-done time")).ToBeVisibleAsync();

    private async Task<OperatorPage> OpenedAsync(ConsoleHost host, AlarmCaseView view)
    {
        var page = await OperatorPage.SignedInAsync(browser, host.Url, path: $"/cases/{view.CaseId}");
        await page.Page.Locator("[data-page-case]").WaitForAsync();
        return page;
    }

    /// <summary>What the page calls its buttons.</summary>
    private static class CaseActNames
    {
        public const string Claim = "Claim";
        public const string Spoken = "Spoken";
        public const string Dispatch = "Dispatch";
        public const string CheckIn = "CheckIn";
        public const string CheckOut = "CheckOut";
    }
}
