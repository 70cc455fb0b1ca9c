// The cases of the rule on division: what shows that a divisor is greater than 0, and what only seems to.
namespace Firmware.Tests.NanoProfile;

internal static class DivisionCases
{
    private const string Rule = "NANO020";

    public static readonly (string Rule, string Refused, string Legal)[] All =
    [
        (Rule, "int F(int a, int b) => a / b;", "int F(int a) => a / 2;"),
        (Rule, "int F(int a, int b) => a % b;", "int F(int a) => a % 2;"),
        (Rule, "void F(int a, int b) { a /= b; }", "void F(int a) { a /= 2; }"),
        (Rule, "double F(double a, double b) => a / b;", "double F(double a) => a / 2.5;"),
        (Rule, "int F(int a) => a / -1;", "int F(int a) => a / -2;"),
        (Rule, "int F(int a, int b) => b != 0 ? a / b : 0;", "int F(int a, int b) => b > 0 ? a / b : 0;"),
        (Rule, "int F(int a, int b) => b > 0 ? 0 : a / b;", "uint F(uint a, uint b) => b != 0 ? a / b : 0;"),
        (Rule, "int F(int a, int b) { if (b < 0) { return 0; } return a / b; }",
            "int F(int a, int b) { if (b <= 0) { return 0; } return a / b; }"),
        (Rule, "int F(int a, int b) { if (b <= 0) { a = 1; } return a / b; }",
            "int F(int a, int b) { if (a < 0 || b < 1) { throw new Exception(); } return a / b; }"),
        (Rule, "int F(int a, int b) { if (a < 0 && b < 1) { return 0; } return a / b; }",
            "int F(int a, int b) { if (a > 0 && 0 < b) { return a / b; } return 0; }"),
        (Rule, "int F(int a, int b) { if (b > 0) { b--; return a / b; } return 0; }",
            "int F(int a, int b) { if (b is < 1 or > 9) { return 0; } return a / b; }"),
        (Rule, "int F(int a, int b) { if (b is < 0 or > 9) { return 0; } return a / b; }",
            "int F(int a, int b) { if (b is not (> 0 and < 9)) { return 0; } return a / b; }"),
        (Rule, "bool F(int a, int b) => b > 0 || a / b > 1;", "bool F(int a, int b) => b > 0 && a / b > 1;"),
        (Rule, "int F(int a, int b) { while (b > 0) { b = G(); a %= b; } return a; } int G() => 0;",
            "int F(int a, int b) { while (b > 0) { int r = a % b; a = b; b = r; } return a; }"),
        (Rule, "class C { int _size; public C(int size) { if (size < 1) { throw new Exception(); } _size = size; } "
            + "int F(int a) => a / _size; }",
            "class C { readonly int _size; public C(int n) { if (n < 1) { throw new Exception(); } _size = n; } "
            + "int F(int a) => a / _size; }"),
        (Rule, "class C { readonly int _size; public C(int size) { _size = size; } int F(int a) => a / _size; }",
            "class C { readonly int _size; public C(int n) { _size = n > 0 ? n : 1; } int F(int a) => a % _size; }"),
        (Rule, "class C { int Size { get; } int F(int a) => a / Size; }",
            "class C { int Size { get; } = 8; int F(int a) => a / Size; }"),
        (Rule, "int F(long a, long b) { if (b <= 0) { return 0; } return (int)a / (int)b; }",
            "long F(long a, int b) { if (b <= 0) { return 0; } return a / (long)b; }"),
        (Rule, "int F(int a, int b) { int c = b; return a / c; }",
            "int F(int a, int b) { if (b <= 0) { return 0; } int c = b; return a / c; }"),
        (Rule, "int F(int a, int[] b) => a / b.Length;", "int F(int a, int[] b) => b.Length > 0 ? a / b.Length : 0;"),
        (Rule, "int F(int a, int b) => a / (b & 7);",
            "\n#pragma warning disable NANO020 // b is a table's entry, all of which are 1 or more\n"
            + "int F(int a, int b) => a / b;"),
    ];
}
