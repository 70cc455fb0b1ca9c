// For every rule of the nano profile: code that it refuses and, beside it, code that does the same legally.
namespace Firmware.Tests.NanoProfile;

/// <summary>Members of one class each; several rows of a rule show its several forms.</summary>
internal static class RuleCases
{
    public static readonly (string Rule, string Refused, string Legal)[] All =
    [
        ("NANO001", "class Box<T> { }", "class Box { }"),
        ("NANO001", "T F<T>(T x) => x;", "object F(object x) => x;"),
        ("NANO001", "delegate T D<T>();", "delegate object D();"),
        ("NANO001", "void F() { T L<T>(T x) => x; L(1); }", "void F() { int L(int x) => x; L(1); }"),
        ("NANO002", "List<int> F() => new();", "ArrayList F() => new();"),
        ("NANO002", "void F() { var f = (int x) => x; f(1); }",
            "delegate int D(int x); void F() { D f = x => x; f(1); }"),
        ("NANO002", "int[] F() => Array.Empty<int>();", "int[] F() => new int[0];"),
        ("NANO002", "void F(int[] a) => Array.Resize(ref a, 2);", "void F(int[] a, int[] b) => Array.Copy(a, b, 2);"),
        ("NANO002", "Span<byte> F(byte[] a) => a;", "byte[] F(byte[] a) => a;"),
        ("NANO002", "event Action<int> E;", "delegate void H(int x); event H E;"),
        ("NANO003", "(int, int) F() => default;", "void F(out int a, out int b) { a = 0; b = 0; }"),
        ("NANO003", "void F(int a, int b) { (a, b) = (b, a); }", "void F(int a, int b) { int c = a; a = b; b = c; }"),
        ("NANO003", "void F() { var (a, b) = (1, 2); }",
            "class P { public void Deconstruct(out int a, out int b) { a = 1; b = 2; } } "
            + "void F(P p) { var (a, b) = p; (a, b) = p; }"),
        ("NANO003", "int F(int a, int b) => (a, b) switch { (0, 0) => 1, _ => 2 };",
            "int F(int a, int b) => a switch { 0 when b == 0 => 1, _ => 2 };"),
        ("NANO004", "int? F() => null;", "string? F() => null;"),
        ("NANO004", "bool F(string? s) => s?.Length > 1;", "bool F(string? s) => s != null && s.Length > 1;"),
        ("NANO004", "int F(string? s) => s?.Length ?? 0;", "string F(string? s) => s?.Trim() ?? \"\";"),
        ("NANO005", "IEnumerable F() { yield return 1; }", "IEnumerable F() => new object[] { 1 };"),
        ("NANO006", "async void F() { }", "void F() { }"),
        ("NANO006", "void F() { Action f = async () => { }; }", "void F() { Action f = () => { }; }"),
        ("NANO007", "int F(int a) => checked(a + 1);", "int F(int a) => unchecked(a + 1);"),
        ("NANO007", "int F(int a) { checked { return a + 1; } }", "int F(int a) { unchecked { return a + 1; } }"),
        ("NANO008", "string F(DayOfWeek d) => d.ToString();", "string F(DayOfWeek d) => ((int)d).ToString();"),
        ("NANO008", "string F(DayOfWeek d) => \"day \" + d;", "string F(DayOfWeek d) => \"day \" + (int)d;"),
        ("NANO008", "string F(DayOfWeek d) => $\"day {d}\";", "string F(DayOfWeek d) => $\"day {(int)d}\";"),
        ("NANO008", "string F(DayOfWeek d) => string.Concat(\"day \", d);",
            "string F(DayOfWeek d) => string.Concat(\"day \", (int)d);"),
        ("NANO008", "string? F(DayOfWeek d) => Enum.GetName(typeof(DayOfWeek), d);", "bool F(DayOfWeek d) => d == 0;"),
        ("NANO009", "volatile int _x;", "int _x;"),
        ("NANO009", "[ThreadStatic] static int _x;", "[Obsolete] static int _x;"),
        ("NANO010", "int[,] F() => new int[2, 2];", "int[][] F() => new int[2][];"),
        ("NANO010", "void F() { var a = new[,] { { 1 } }; }", "void F() { var a = new[] { new[] { 1 } }; }"),
        ("NANO011", "interface I { int F() => 1; }", "interface I { int F(); }"),
        ("NANO011", "interface I { static abstract int F(); }", "interface I { int P { get; set; } }"),
        ("NANO011", "interface I { int P => 1; }", "interface I { event Action E; }"),
        ("NANO012", "int F() { Span<int> a = stackalloc int[2]; return a[0]; }",
            "int F() { int[] a = [1, 2]; return a[0]; }"),
        ("NANO013", "record R(int A);", "class R(int a) { public int A => a; }"),
        ("NANO013", "record struct R(int A);", "struct R { public int A; } R F(R r) => r with { A = 1 };"),
        ("NANO014", "object F() => new { A = 1 };", "object F() => new object();"),
        ("NANO015", "object F(int[] a) => from x in a select x;",
            "int F(int[] a) { int n = 0; foreach (int x in a) { n += x; } return n; }"),
        ("NANO016", "int F(int[] a) => a[^1];", "int F(int[] a) => a[a.Length - 1];"),
        ("NANO016", "string F(string s) => s[1..];", "string F(string s) => s.Substring(1);"),
        ("NANO016", "bool F(int[] a) => a is [1, ..];", "bool F(int[] a) => a.Length > 0 && a[0] == 1;"),
        ("NANO016", "int[] F(int[] a) => [..a];", "int[] F(int a) => [a, a];"),
        ("NANO017", "bool F(decimal d) => d > 1;", "bool F(long d) => d > 1;"),
        ("NANO017", "bool F(object o) => o is 1.5m;", "bool F(object o) => o is 15L;"),
        ("NANO018", "string F(double d) => d.ToString();", "string F(long d) => d.ToString();"),
        ("NANO018", "string F(float d) => $\"{d:F1}\";", "string F(int d) => $\"{d:D3}\";"),
        ("NANO018", "string F(string s, double d) { s += d; return s; }",
            "string F(string s, int d) { s += d; return s; }"),
        ("NANO019", "int F() => \"hub\"u8.Length;", "int F() => \"hub\".Length;"),
        .. DivisionCases.All,
        ("NANO021", "string F() => \"a\\0b\";", "string F() => \"a\\nb\";"),
        ("NANO021", "string F(int x) => $\"{x}\\0\";", "string F(int x) => $\"{x}\\n\";"),
        ("NANO021", "string F() => new string('\\0', 4);", "string F() => new string('0', 4);"),
        ("NANO022", "struct K { public int A; } void F(Hashtable t, K k) => t.Add(k, 1);",
            "void F(Hashtable t, int k) => t.Add(k, 1);"),
        ("NANO022", "struct K { public int A; } object? F(Hashtable t, K k) => t[k];",
            "class K { } object? F(Hashtable t, K k) => t[k];"),
        ("NANO022", "struct K { public int A; } int F(K k) => k.GetHashCode();",
            "struct K { public int A; public override int GetHashCode() => A; } int F(K k) => k.GetHashCode();"),
        ("NANO023", "struct K { public int A; } K[] F() => new K[2];",
            "class K { public int A; } K[] F() => new K[2];"),
        ("NANO024", "void F() { try { G(); } catch (ArgumentException) { } } void G() { }",
            "void F() { try { G(); } catch (Exception) { } } void G() { }"),
        ("NANO024", "void F() { try { G(); } catch (OverflowException) { } } void G() { }",
            "class Own : Exception { } void F() { try { G(); } catch (Own) { } } void G() { }"),
        ("NANO025", "int F(dynamic d) => d.Length;", "int F(string d) => d.Length;"),
        ("NANO026", "int F(double d) => (int)d;", "double F(int d) => (double)d;"),
        ("NANO026", "byte F(float d) => (byte)d;", "byte F(int d) => (byte)d;"),
        ("NANO027", "class A { static int[] X = B.Y; } class B { public static int[] Y = { 1 }; }",
            "class A { static int X = B.Y; } class B { public const int Y = 1; }"),
        ("NANO027", "class A { static int X; static A() { X = B.F(); } } class B { static int Y = G(); "
            + "public static int F() => Y; static int G() => 1; }",
            "class A { static int X; static A() { X = B.F(); } } "
            + "class B { static int Y; public static int F() => Y; }"),
        ("NANO027", "class A { static B X = new B(); } class B { static int[] Y = { 1 }; }",
            "class A { static B X = new B(); } class B { int[] Y = { 1 }; }"),
        ("NANO027", "class A { static int X { get; } = B.Y; } class B { public static int Y { get; } = 1; }",
            "delegate int D(); class A { static D X = () => B.Y; } class B { public static int Y { get; } = 1; }"),
    ];

    /// <summary>A whole source around the members of a case.</summary>
    public static string Around(string members) =>
        $$"""
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Linq;
        internal partial class Snippet { {{members}} }
        """;
}
