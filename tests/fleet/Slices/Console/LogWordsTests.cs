// What the case page says of the steps in a log: in words, without ids, and never less than is known.
using System;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Fleet.Server.Alarms;
using Fleet.Server.Console.Cases;
using Fleet.Server.Console.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Slices.Tests.Console;

public sealed class LogWordsTests
{
    private const string Id = "23ad7388-b07a-4b98-bf52-f5b843c328b0";
    private readonly IStringLocalizer<CaseTexts> _texts;
    private readonly IStringLocalizer<Texts> _common;

    public LogWordsTests()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("sv");
        ServiceProvider services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        _texts = services.GetRequiredService<IStringLocalizer<CaseTexts>>();
        _common = services.GetRequiredService<IStringLocalizer<Texts>>();
    }

    public static TheoryData<string> Steps =>
    [
        .. typeof(CaseSteps).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(step => (string)step.GetValue(null)!),
    ];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_has_a_word(string step)
    {
        foreach (string language in new[] { "sv", "en" })
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            Assert.NotEqual(step, LogWords.Step(_texts, _common, Entry(step, "")));
        }
    }

    [Theory]
    [InlineData("dispatched", $"told 2; group {Id}; group {Id}; told Larm 1, Larm 2; round 1",
        "larmat: Larm 1, Larm 2")]
    [InlineData("nextTold", $"told 1; group {Id}; told Stöd; round 2", "larmat: Stöd, omgång 2")]
    [InlineData("delivered", $"recipient Larm 1; kind Sms; purpose Ask; message {Id}; provider simulator",
        "Larm 1, sms, förfrågan, via simulator")]
    [InlineData("accepted", $"how reply; responder {Id}; group {Id}", "svarade med sms")]
    [InlineData("transferred", $"from owner {Id}; to responder", "från ansvarig operatör, till den som åker")]
    [InlineData("transferred", "from queue operators; to responder", "från operatörerna, till den som åker")]
    [InlineData("released", $"owner {Id}", "")]
    [InlineData("queued", "queue supervisor", "arbetsledaren")]
    [InlineData("checkedIn", "method hub; at 1795735093459", "vid hubben, kl. 2026-11-27 00:18:13")]
    [InlineData("overdue", "dispatched for 300 s", "utlarmat sedan 05:00")]
    [InlineData("nobodyTold", "told 0; no rota", "no rota")]
    [InlineData("handover", $"from owner {Id}; to queue reserve: Ring igen",
        "från ansvarig operatör, till reservcentralen: Ring igen")]
    [InlineData("closed", "outcome 1; cause 1: Gick bra", "Besök gjordes, Fall: Gick bra")]
    [InlineData("closed", "outcome 2", "Samtal räckte")]
    [InlineData("called", "home phone", "hemtelefonen")]
    [InlineData("call-ended", "hub: answered, 20 s", "hemmets hubb: answered, 20 s")]
    [InlineData("remarked", "round 1; told me", "round 1; told me")]
    [InlineData("noted", "something new 17", "something new 17")]
    public void Facts_are_said_in_words(string step, string stored, string said)
    {
        Assert.Equal(said, LogWords.Detail(_texts, _common, Entry(step, stored)));
    }

    private static CaseLogEntryView Entry(string step, string detail) =>
        new(1, DateTimeOffset.UnixEpoch, step, null, detail, "");
}
