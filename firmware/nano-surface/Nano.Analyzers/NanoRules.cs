// Every rule of the nano profile: its id, what it refuses and why, by section of design/nanoframework.md.
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Nano.Analyzers;

/// <summary>
/// The rules. Each stands for something that the C# compiler takes and that the interpreter refuses, crashes on or
/// runs with another result; the sections are those of design/nanoframework.md.
/// </summary>
public static class NanoRules
{
    private const string Category = "NanoProfile";

    /// <summary>Section 2: own generics compile and convert, then crash the interpreter when it loads them.</summary>
    public static readonly DiagnosticDescriptor OwnGeneric = Error(
        "NANO001", "Own generic type or method", "'{0}' is generic: the interpreter crashes when it loads it");

    /// <summary>Section 2: the same crash for generics of the library, Func and Action included.</summary>
    public static readonly DiagnosticDescriptor GenericUse = Error(
        "NANO002", "Use of a generic type or method", "'{0}' is generic: the interpreter has no generics");

    /// <summary>Section 2: tuples are generic structs; only an own Deconstruct works.</summary>
    public static readonly DiagnosticDescriptor Tuple = Error(
        "NANO003", "Tuple", "Tuples are generic structs, which the interpreter does not have");

    /// <summary>Section 2: Nullable is a generic struct, also when it only lies between two operators.</summary>
    public static readonly DiagnosticDescriptor NullableValue = Error(
        "NANO004", "Nullable value type", "'{0}' is a Nullable<T>, which the interpreter does not have");

    /// <summary>Section 2: an iterator needs the generic enumerators.</summary>
    public static readonly DiagnosticDescriptor Iterator = Error(
        "NANO005", "Iterator", "Iterators need generic enumerators, which the interpreter does not have");

    /// <summary>Section 2: there is no Task and no state-machine builder.</summary>
    public static readonly DiagnosticDescriptor Async = Error(
        "NANO006", "Asynchronous code", "The interpreter has no Task: step instead of awaiting");

    /// <summary>Section 2 and 3: checked compiles and is ignored; OverflowException does not exist.</summary>
    public static readonly DiagnosticDescriptor Checked = Error(
        "NANO007", "Checked arithmetic", "The interpreter ignores 'checked': compare before calculating");

    /// <summary>Section 3: an enum's text is its number there and its name here.</summary>
    public static readonly DiagnosticDescriptor EnumText = Error(
        "NANO008", "Enum as text", "The text of '{0}' is a number on the interpreter: convert it to its number");

    /// <summary>Section 2: volatile does not work, and a thread-static field is shared by all threads.</summary>
    public static readonly DiagnosticDescriptor VolatileField = Error(
        "NANO009", "Volatile or thread-static field", "The interpreter knows neither volatile nor [ThreadStatic]");

    /// <summary>Section 1 and 2: compiles, converts and crashes at load.</summary>
    public static readonly DiagnosticDescriptor MultiDimensionalArray = Error(
        "NANO010", "Multi-dimensional array", "The interpreter crashes on an array of more than one dimension");

    /// <summary>Section 1 and 2: a default implementation throws when it is called.</summary>
    public static readonly DiagnosticDescriptor InterfaceBody = Error(
        "NANO011", "Interface member with a body, or static", "The interpreter throws on '{0}' of an interface");

    /// <summary>Section 1 and 2: compiles, converts and crashes at load.</summary>
    public static readonly DiagnosticDescriptor StackAlloc = Error(
        "NANO012", "stackalloc", "The interpreter crashes on stackalloc: keep a byte[]");

    /// <summary>Section 2: every record implements IEquatable of itself.</summary>
    public static readonly DiagnosticDescriptor Record = Error(
        "NANO013", "Record", "Record '{0}' implements a generic interface: write a class or a struct");

    /// <summary>Section 2: anonymous types are generic classes.</summary>
    public static readonly DiagnosticDescriptor AnonymousType = Error(
        "NANO014", "Anonymous type", "Anonymous types are generic, which the interpreter does not have");

    /// <summary>Section 2: there is no LINQ.</summary>
    public static readonly DiagnosticDescriptor Query = Error(
        "NANO015", "LINQ query", "The interpreter has no LINQ: write the loop");

    /// <summary>Section 2: Index and Range do not exist; a spread needs generic collections.</summary>
    public static readonly DiagnosticDescriptor RangeOrIndex = Error(
        "NANO016", "Range, index from the end, list pattern or spread", "'{0}' needs types that do not exist there");

    /// <summary>Section 2: decimal does not work.</summary>
    public static readonly DiagnosticDescriptor Decimal = Error(
        "NANO017", "decimal", "The interpreter has no decimal: count in a smaller unit");

    /// <summary>Section 3: rounding, exponents and infinities print otherwise, some of them wrongly.</summary>
    public static readonly DiagnosticDescriptor FloatText = Error(
        "NANO018", "Floating-point number as text", "The text of '{0}' differs there: format a whole number");

    /// <summary>Section 2: the literal is a ReadOnlySpan.</summary>
    public static readonly DiagnosticDescriptor Utf8Literal = Error(
        "NANO019", "UTF-8 literal", "A UTF-8 literal is a ReadOnlySpan: write a byte[] or encode once");

    /// <summary>
    /// Section 3: a division by zero throws a plain Exception there, for floating point too, and the smallest number
    /// divided by -1 ends the whole host. So the divisor is a constant other than 0 and -1, or the code around it
    /// shows that it is greater than 0.
    /// </summary>
    public static readonly DiagnosticDescriptor Division = Error(
        "NANO020", "Division that could be by zero", "Show that '{0}' is greater than 0 before dividing by it");

    /// <summary>Section 3: a string ends at its first NUL.</summary>
    public static readonly DiagnosticDescriptor NulInString = Error(
        "NANO021", "NUL in a string", "A string ends at its first NUL there: keep binary in a byte[]");

    /// <summary>Section 3: a struct's hash is that of its box, so the key is never found again.</summary>
    public static readonly DiagnosticDescriptor StructKey = Error(
        "NANO022", "Hash of a struct", "The hash of struct '{0}' is that of its box: it is never found again");

    /// <summary>Section 6: every element is boxed there, 48 bytes for two ints.</summary>
    public static readonly DiagnosticDescriptor StructArray = new(
        "NANO023", "Array of structs", "Every '{0}' of this array is boxed there: use arrays of its fields",
        Category, DiagnosticSeverity.Info, isEnabledByDefault: true);

    /// <summary>Section 3: which exception is thrown differs, so only a catch-all catches the same on both.</summary>
    public static readonly DiagnosticDescriptor SpecificCatch = Error(
        "NANO024", "Catching one of the library's exceptions", "'{0}' is not what the interpreter throws: check first");

    /// <summary>Section 2: dynamic needs a binder.</summary>
    public static readonly DiagnosticDescriptor Dynamic = Error(
        "NANO025", "dynamic", "The interpreter has no binder for dynamic");

    /// <summary>Section 3: out of range it gives 0 there and the nearest number here.</summary>
    public static readonly DiagnosticDescriptor FloatToInteger = Error(
        "NANO026", "Floating-point number to whole number", "Out of range this gives 0 there: count in whole numbers");

    /// <summary>
    /// Run on the interpreter: all static initialisers of an assembly run when it is loaded, in the order of its
    /// types, and not when a type is first used; one that uses another type's statics may find them null.
    /// </summary>
    public static readonly DiagnosticDescriptor StaticOrder = Error(
        "NANO027", "Static initialisation that uses another type's", "The statics of '{0}' may not be set there yet");

    /// <summary>All rules, in the order of their ids.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        OwnGeneric, GenericUse, Tuple, NullableValue, Iterator, Async, Checked, EnumText, VolatileField,
        MultiDimensionalArray, InterfaceBody, StackAlloc, Record, AnonymousType, Query, RangeOrIndex, Decimal,
        FloatText, Utf8Literal, Division, NulInString, StructKey, StructArray, SpecificCatch, Dynamic, FloatToInteger,
        StaticOrder);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
