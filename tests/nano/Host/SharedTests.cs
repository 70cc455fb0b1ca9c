// Runs the tests that are shared with the interpreter: each method of each class that nanoFramework would run.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using nanoFramework.TestFramework;
using Xunit;

namespace Nano.Tests;

public sealed class SharedTests
{
    public static TheoryData<string> Names => [.. Methods().Select(NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_test_of_the_interpreter_passes_on_dotnet_too(string name)
    {
        MethodInfo method = Methods().Single(method => NameOf(method) == name);
        object instance = Activator.CreateInstance(method.DeclaringType!)!;
        method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, null, null);
    }

    [Fact]
    public void A_test_has_no_parameters_no_state_and_a_class_that_is_run()
    {
        // nanoFramework's launcher calls a method without an instance.
        foreach (MethodInfo method in Methods())
        {
            Xunit.Assert.Empty(method.GetParameters());
            Xunit.Assert.Empty(method.DeclaringType!.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic));
            Xunit.Assert.NotNull(method.DeclaringType!.GetCustomAttribute<TestClassAttribute>());
        }

        Xunit.Assert.True(Methods().Count() >= 25);
    }

    private static IEnumerable<MethodInfo> Methods() =>
        from type in typeof(SharedTests).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetCustomAttribute<TestMethodAttribute>() != null
        select method;

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";
}
