// The nano surface holds what the firmware uses and what the compiler asks for, and nothing else.
using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Firmware.Tests.NanoProfile;

public sealed class SurfaceTests
{
    /// <summary>What the compiler asks for always, or when the sources use a legal form of the language.</summary>
    private static readonly (string Id, string AskedFor)[] CompilerRequired =
    [
        ("F:System.AttributeTargets.All", "the attributes that it makes for nullable annotations"),
        ("M:System.Array.GetEnumerator", "foreach"),
        ("M:System.Collections.IEnumerable.GetEnumerator", "foreach"),
        ("M:System.Collections.IEnumerator.MoveNext", "foreach"),
        ("M:System.Collections.IEnumerator.Reset", "foreach"),
        ("M:System.IDisposable.Dispose", "using"),
        ("M:System.Reflection.DefaultMemberAttribute.#ctor(System.String)", "indexers"),
        ("M:System.Runtime.CompilerServices.IndexerNameAttribute.#ctor(System.String)", "the indexer of String"),
        ("M:System.String.Concat(System.String,System.String)", "+ on two texts"),
        ("M:System.String.Concat(System.String,System.String,System.String)", "+ on three texts"),
        ("M:System.String.Concat(System.String,System.String,System.String,System.String)", "+ on four texts"),
        ("M:System.String.Concat(System.String[])", "+ on five texts and more"),
        ("M:System.String.op_Equality(System.String,System.String)", "== and switch on texts"),
        ("M:System.String.op_Inequality(System.String,System.String)", "!= on texts"),
        ("M:System.Device.Gpio.PinValue.op_Inequality(System.Device.Gpio.PinValue,System.Device.Gpio.PinValue)",
            "== on values of pins, which may not be without !="),
        ("P:System.AttributeUsageAttribute.AllowMultiple", "the attributes that it makes for nullable annotations"),
        ("P:System.AttributeUsageAttribute.Inherited", "the attributes that it makes for nullable annotations"),
        ("P:System.Collections.IEnumerator.Current", "foreach"),
        ("T:System.Collections.IEnumerator", "foreach"),
        ("T:System.Delegate", "delegates"),
        ("T:System.Double", "floating-point numbers"),
        ("T:System.IDisposable", "using"),
        ("T:System.Int16", "short"),
        ("T:System.IntPtr", "delegates"),
        ("T:System.MulticastDelegate", "delegates"),
        ("T:System.ParamArrayAttribute", "params"),
        ("T:System.Reflection.DefaultMemberAttribute", "indexers"),
        ("T:System.Runtime.CompilerServices.IndexerNameAttribute", "the indexer of String"),
        ("T:System.Runtime.CompilerServices.IsExternalInit", "init"),
        ("T:System.SByte", "sbyte"),
        ("T:System.Single", "floating-point numbers"),
        ("T:System.UInt16", "ushort"),
        ("T:System.UIntPtr", "any constructor"),
    ];

    private static readonly Lazy<SurfaceUse> Use = new(() => new SurfaceUse(NanoSources.Shared));

    [Fact]
    public void Nothing_in_the_surface_is_unused()
    {
        SurfaceUse use = Use.Value;
        string[] unused = [.. use.Unused.Except(CompilerRequired.Select(c => c.Id))];

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{use.Declared.Count()} signatures, {use.Unused.Count()} of them for the compiler alone:\n"
            + string.Join('\n', use.Unused));
        Assert.True(unused.Length == 0, "Unused in firmware/nano-surface:\n" + string.Join('\n', unused));
    }

    [Fact]
    public void What_is_listed_as_the_compilers_is_there()
    {
        string[] declared = [.. Use.Value.Declared];

        Assert.Empty(CompilerRequired.Select(c => c.Id).Except(declared));
        Assert.Equal(CompilerRequired.Length, CompilerRequired.Select(c => c.Id).Distinct().Count());
    }

    [Fact]
    public void The_legal_forms_of_the_language_compile_against_the_surface_and_pass_the_rules()
    {
        ImmutableArray<Diagnostic> found =
            NanoSources.Diagnose(NanoSources.Empty(NanoSources.Shared.Surface).AddSyntaxTrees(
                NanoSources.Parse(LegalForms)));

        Assert.True(found.IsEmpty, NanoSources.Text(found));
    }

    private const string LegalForms = """
        using System;
        namespace Legal;

        internal delegate int Choice(int value);

        internal enum Colour : byte { Red = 1, Green }

        internal struct Point { public int X; public double Y; public float Z; }

        internal interface IStepped { int Step(long now); string? Name { get; } }

        internal sealed class Own() : Exception("own"), IDisposable { public void Dispose() { } }

        internal sealed class Forms(int size) : IStepped
        {
            private static readonly byte[] Table = [1, 2, 3, 4, 5, 6, 7, 8];
            private readonly short[] _shorts = new short[size];
            private readonly ushort[] _ushorts = { 1, 2 };
            private sbyte _small;
            public string? Name { get; init; }
            public int this[int index] => _shorts[index] + Table[index];
            public bool Ready { get => field; set { field = value; } }
            public static int Sum(params int[] numbers)
            {
                int sum = 0;
                foreach (int number in numbers) { sum += number; }
                return sum;
            }

            public int Step(long now)
            {
                using var own = new Own();
                Choice choice = value => value + size;
                Point point = new() { X = choice(1), Y = 1.5, Z = 2.5f };
                Point other = point with { X = 2 };
                ref int x = ref other.X;
                x++;
                _small = (sbyte)(now >>> 3);
                try { Sum(1, 2); }
                catch (Exception) when (_small > 0) { throw; }
                finally { Ready = true; }
                return Kind("a" + Name) switch { > 3 and < 9 => _ushorts[0], 1 or 2 => (int)Colour.Green, _ => size };
            }

            private static int Kind(string text)
            {
                if (text != "x" + text + "y" && text is "q" or "r") { return 9; }
                switch (text + "a" + text + "b")
                {
                    case "one": return 1;
                    case "two": return 2;
                    case "three": return 3;
                    case "four": return 4;
                    case "five": return 5;
                    case "six": return 6;
                    case "seven": return 7;
                    default: return text == text + text + text + text + text ? 0 : 8;
                }
            }
        }
        """;
}
