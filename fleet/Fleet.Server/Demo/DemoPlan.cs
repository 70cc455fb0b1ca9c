// What the demo municipality is furnished with, as it is read from its file.
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;
using Fleet.Server.Dispatch;
using Fleet.Server.Http;
using Fleet.Server.Residents;

namespace Fleet.Server.Demo;

/// <summary>
/// Groups, rota, phones and homes. Everybody is invented; the numbers are of the series that is set aside for such.
/// </summary>
/// <param name="Groups">The responder groups.</param>
/// <param name="Rota">The rota of every home.</param>
/// <param name="Phones">What the simulated phones are called.</param>
/// <param name="Homes">The homes of the first hubs.</param>
/// <param name="More">What the homes of further hubs are made from.</param>
internal sealed record DemoPlan(
    IReadOnlyList<ResponderGroupEntry> Groups,
    DemoRota Rota,
    IReadOnlyList<DemoPhone> Phones,
    IReadOnlyList<HomeEntry> Homes,
    DemoHomes More)
{
    private const string FileName = "Fleet.Server.Demo.town.json";

    /// <summary>Reads the plan that comes with the program.</summary>
    public static DemoPlan Read()
    {
        using Stream file = typeof(DemoPlan).Assembly.GetManifestResourceStream(FileName)!;
        return JsonSerializer.Deserialize<DemoPlan>(file, JsonSettings.Options)!;
    }

    /// <summary>The home with this number in the order of hubs; 0 is the first.</summary>
    public HomeEntry Home(int number)
    {
        return number < Homes.Count ? Homes[number] : More.Make(number - Homes.Count);
    }
}

/// <summary>The rota, with its groups by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Windows">Its windows.</param>
internal sealed record DemoRota(string Name, IReadOnlyList<DemoWindow> Windows);

/// <summary>A window of the rota, every day.</summary>
/// <param name="Group">The name of the group on duty.</param>
/// <param name="From">Its first minute.</param>
/// <param name="Until">The first minute after it.</param>
internal sealed record DemoWindow(string Group, string From, string Until);

/// <summary>A simulated phone.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">What its page calls it.</param>
internal sealed record DemoPhone(string Number, string Name);

/// <summary>From what the homes beyond the written ones are made.</summary>
/// <param name="Area">The first word of the place code.</param>
/// <param name="UnitName">The unit.</param>
/// <param name="Street">The street, which gets a number.</param>
/// <param name="Town">The town.</param>
/// <param name="Key">The first letter of the key's number.</param>
/// <param name="Plan">What is to be done.</param>
/// <param name="FirstNames">First names.</param>
/// <param name="LastNames">Last names.</param>
internal sealed record DemoHomes(
    string Area,
    string UnitName,
    string Street,
    string Town,
    string Key,
    string Plan,
    IReadOnlyList<string> FirstNames,
    IReadOnlyList<string> LastNames)
{
    private const int Letters = 26;

    /// <summary>Makes a home; the same number always makes the same one.</summary>
    public HomeEntry Make(int number)
    {
        string first = FirstNames[number % FirstNames.Count];
        string last = LastNames[number / FirstNames.Count % LastNames.Count];
        string count = (number + 1).ToString(CultureInfo.InvariantCulture);
        return new HomeEntry(
            Area: $"{Area} {Code(number)}",
            UnitName: UnitName,
            Street: $"{Street} {count}",
            Town: Town,
            KeyNumber: $"{Key} {count}",
            Plan: Plan,
            Residents: [new Resident(1, $"{first} {last}")]);
    }

    /// <summary>A to Z, then AA and on: a digit in a message could be taken for a case's number.</summary>
    private static string Code(int number)
    {
        string code = "";
        for (int rest = number + 1; rest > 0; rest = (rest - 1) / Letters)
        {
            code = (char)('A' + ((rest - 1) % Letters)) + code;
        }

        return code;
    }
}
