// Samples for the rules about words.
namespace Repository.Tests.Samples;

internal static class LanguageSamples
{
    private const string English = "identifiers are English";
    private const string OneTerm = "one term for one thing";
    private const string NoPerson = "the wire and the hub know no person";

    private const string Head = "# Glossary\n\n| Swedish | In code | Not | Meaning | Stems |\n|---|---|---|---|---|\n";
    private const string Claim = "| kvittera | `Claim` | `AcknowledgeCase` | A person takes a case. | `kvitter` |\n";
    private const string Hub = "| välfärdshub | `Hub` | `BaseStation` | The device. | `välfärd`, `trygghet` |\n";

    private static readonly (string, string) Words = ("docs/glossary.md", Head + Claim + Hub);

    public static readonly Sample[] All =
    [
        new(English, "a Swedish method", "Swedish in the identifier KvitteraLarm: say Claim", Words,
            ("a.cs", "class A { void KvitteraLarm() { } }")),
        new(English, "a Swedish local with its letters", "Swedish in the identifier välfärdsHub: say Hub", Words,
            ("a.cs", "class A { void B() { int välfärdsHub = 1; } }")),
        new(English, "a Swedish word without its dots, in the middle", "newValfardBox", Words,
            ("a.cs", "class A { int newValfardBox; }")),
        new(English, "a Swedish column", "kvitterad_av", Words,
            ("a.sql", "-- Makes a table.\ncreate table a (kvitterad_av text)")),
        new(English, "a Swedish name in a script", "kvittera", Words, ("a.js", "// Claims.\nfunction kvittera() {}")),
        new(English, "a Swedish name in a page", "Trygghetslarm", Words, ("a.razor", "@* x *@\n<Trygghetslarm />")),
        new(English, "a Swedish key of a resource", "Kvittera", Words,
            ("a.resx", "<data name=\"Kvittera\"><value/></data>")),
        new(English, "a Swedish field on the wire", "trygghetslarm", Words, ("a.cddl", "; x\ntrygghetslarm = uint")),
        new(English, "no glossary", "no stems found", ("a.cs", "class A { }")),
        new(English, "Swedish in comments, strings and resources' values", null, Words,
            ("a.cs", "// Sv: kvittera.\nclass A { string Claim = \"välfärdshub\"; /* trygghetslarm */ }"),
            ("a.sql", "-- kvittera\nselect 'kvittera'"), ("a.js", "// kvittera\nlet a = 'kvittera';"),
            ("a.razor", "<title>Välfärdshub</title> @* kvittera *@ <p title=\"kvittera\"></p>"),
            ("a.resx", "<data name=\"Claim\"><value>Kvittera</value></data>"),
            ("a.cddl", "; kvittera\na = \"kvittera\"")),

        new(OneTerm, "one code name for two things", "the code name Hub stands for something else",
            ("docs/glossary.md", Head + Hub + "| växel | `Hub` | | A switchboard. | `växel` |\n")),
        new(OneTerm, "one Swedish term for two things", "the Swedish term kvittera stands for something else",
            ("docs/glossary.md", Head + Claim + "| kvittera | `Acknowledge` | | A machine answers. | |\n")),
        new(OneTerm, "a name to avoid", "AcknowledgeCaseAsync: not AcknowledgeCase but Claim", Words,
            ("a.cs", "class A { void AcknowledgeCaseAsync() { } }")),
        new(OneTerm, "two public types of one name", "Hub is the name of another type too", Words,
            ("a/A.cs", "namespace A; public class Hub { }"), ("b/B.cs", "namespace B; public class Hub { }")),
        new(OneTerm, "each name once", null, Words,
            ("a/A.cs", "namespace A; public class Hub { void Acknowledge() { } }"),
            ("tests/B.cs", "namespace B; public class Hub { }"), ("c/C.cs", "namespace C; class Hub { }")),

        new(NoPerson, "a resident in the protocols", "ResidentId",
            ("protocols/Hub.Protocols/A.cs", "class A { int ResidentId; }")),
        new(NoPerson, "a person's name in the core", "personName",
            ("firmware/Hub.Core/A.cs", "class A { void B(string personName) { } }")),
        new(NoPerson, "codes on the wire, residents elsewhere", null,
            ("protocols/Hub.Protocols/A.cs", "class A { int TriggerId; int Person; }"),
            ("hub-simulator/People/A.cs", "class Resident { }")),
    ];
}
