// The texts of each assembly for the interpreter fit the room there is for them.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using Xunit;

namespace Nano.Tests;

/// <summary>Counts rows of vectors and names, each text once, as the interpreter's table holds them.</summary>
public sealed class TextsTests(ITestOutputHelper output)
{
    private const int MostBytes = 64_674;

    // What is written inside methods, and what the converter adds of its own.
    private const int OtherBytes = 6_000;

    private static readonly BindingFlags AllMembers = BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Shared =>
        typeof(NFUnitTest.MessageTests).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("NFUnitTest", StringComparison.Ordinal) == true);

    private static bool IsOfMessages(Type type) =>
        type.Name is "MessageTests" or "Row" or "Hex"
        || type.Name.StartsWith("MessageRows", StringComparison.Ordinal)
        || type.Name.StartsWith("HostileRows", StringComparison.Ordinal);

    private static bool IsOfBoth(Type type) => type.Name is "Row" or "Hex";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_texts_of_an_assembly_fit(bool isOfMessages)
    {
        Type[] types = [.. Shared.Where(type => IsOfMessages(type) == isOfMessages || IsOfBoth(type))];
        int bytes = types.SelectMany(Texts).Distinct().Sum(text => Encoding.UTF8.GetByteCount(text) + 1);
        output.WriteLine($"{bytes} bytes in {types.Length} types");
        Assert.InRange(bytes + OtherBytes, 20_000, MostBytes);
    }

    private static IEnumerable<string> Texts(Type type)
    {
        yield return type.Name;
        foreach (MemberInfo member in type.GetMembers(AllMembers))
        {
            yield return member.Name;
        }

        if (type.GetProperty("All", AllMembers)?.GetValue(null) is string[] rows)
        {
            foreach (string row in rows)
            {
                yield return row;
            }
        }
        else if (type.GetField("All", AllMembers)?.GetValue(null) is string[] fields)
        {
            foreach (string row in fields)
            {
                yield return row;
            }
        }
    }
}
