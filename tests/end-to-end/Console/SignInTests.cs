// Signing in and out, and sessions that end.
using System;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using EndToEnd.Tests.Console.Fakes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EndToEnd.Tests.Console;

public sealed class SignInTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task A_person_signs_in_and_comes_to_the_page_asked_for()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.OpenAsync(browser, host.Url);
        await page.Page.GotoAsync(host.Url + "/hubs?q=ett");
        Assert.Contains("/sign-in", page.Page.Url, StringComparison.Ordinal);
        await page.SignInAsync("kim", OneTownSignIn.Password);
        await page.IsLiveAsync();
        Assert.EndsWith("/hubs?q=ett", page.Page.Url, StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_with_a_clear_word_and_the_name_is_kept()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.OpenAsync(browser, host.Url);
        await page.Page.GotoAsync(host.Url);
        await page.SignInAsync("kim", "wrong");
        await Expect(page.Page.Locator("#sign-in-error")).ToHaveTextAsync(
            "Fel användarnamn eller lösenord. Försök igen.");
        await Expect(page.Page.Locator("#user-name")).ToHaveValueAsync("kim");
        await Expect(page.Page.Locator("#password")).ToBeFocusedAsync();
        await Expect(page.Page.Locator("#password")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Page).ToHaveTitleAsync("Fel: Logga in – Välfärdshub");
    }

    [Fact]
    public async Task Too_many_attempts_say_how_long_to_wait()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.OpenAsync(browser, host.Url);
        await page.Page.GotoAsync(host.Url);
        await page.SignInAsync("impatient", "anything");
        await Expect(page.Page.Locator("#sign-in-error")).ToHaveTextAsync(
            "För många försök. Vänta 4 min och försök igen.");
    }

    [Theory]
    [InlineData("//other.example/")]
    [InlineData("/\\other.example")]
    [InlineData("https://other.example/")]
    public async Task A_return_address_outside_the_console_is_not_followed(string returnUrl)
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.OpenAsync(browser, host.Url);
        await page.Page.GotoAsync($"{host.Url}/sign-in?ReturnUrl={Uri.EscapeDataString(returnUrl)}");
        await page.SignInAsync("kim", OneTownSignIn.Password);
        await page.IsLiveAsync();
        Assert.Equal(host.Url + "/alarms", page.Page.Url);
    }

    [Fact]
    public async Task Signing_out_asks_once_and_ends_the_session()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        await page.Page.GetByText("Kim", new() { Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Logga ut" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Logga ut" }).ClickAsync();
        await Expect(page.Page).ToHaveURLAsync(host.Url + "/sign-in");
        await page.Page.GotoAsync(host.Url + "/alarms");
        Assert.Contains("/sign-in", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_warns_before_its_end_and_can_be_made_longer()
    {
        await using var host = await ConsoleHost.StartedAsync(TimeSpan.FromMinutes(9));
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, path: "/alarms?state=all");
        var banner = page.Page.Locator("#session-ends");
        await Expect(banner).ToBeVisibleAsync();
        var end = await banner.GetAttributeAsync("data-ends-at");
        // A session's end is kept in whole seconds: one made longer within its first second ends when it did.
        host.SessionClock.Ahead = TimeSpan.FromMinutes(1);
        await banner.GetByRole(AriaRole.Button, new() { Name = "Förläng sessionen" }).ClickAsync();
        await Expect(banner).Not.ToHaveAttributeAsync("data-ends-at", end!);
        await page.IsLiveAsync();
        Assert.EndsWith("/alarms?state=all", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ended_leads_to_the_sign_in_page_which_says_so()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url, path: "/alarms?state=all");
        await page.Page.Context.ClearCookiesAsync();
        await host.StopAsync();
        await host.StartAsync();
        await Expect(page.Page).ToHaveURLAsync(new Regex("/sign-in\\?"));
        await Expect(page.Page.Locator(".note")).ToContainTextAsync("Din session har gått ut");
        await page.SignInAsync("kim", OneTownSignIn.Password);
        await page.IsLiveAsync();
        Assert.EndsWith("/alarms?state=all", page.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_says_so()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.SignedInAsync(browser, host.Url);
        var answer = await page.Page.GotoAsync(host.Url + "/no-such-page");
        Assert.Equal(404, answer!.Status);
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Sidan finns inte");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Till larmlistan" }).ClickAsync();
        await page.IsLiveAsync();
    }
}
