// The sign-in page.
using System.Threading.Tasks;
using EndToEnd.Tests.Console.Fakes;

namespace EndToEnd.Tests.Console;

public sealed class SignInTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task A_person_signs_in_and_comes_to_the_page_asked_for()
    {
        await using var host = await ConsoleHost.StartedAsync();
        await using var page = await OperatorPage.OpenAsync(browser, host.Url);
        await page.Page.GotoAsync(host.Url + "/hubs?q=ett");
        Assert.Contains("/sign-in", page.Page.Url);
        await page.SignInAsync("kim", OneTownSignIn.Password);
        await page.IsLiveAsync();
        Assert.EndsWith("/hubs?q=ett", page.Page.Url);
        Assert.Empty(page.Complaints);
        await page.KeepPictureAsync("try");
    }
}
