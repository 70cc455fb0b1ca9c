// nanoFramework's test framework as far as the shared tests use it, working on .NET.
using System;

namespace nanoFramework.TestFramework;

[AttributeUsage(AttributeTargets.Class)]
public sealed class TestClassAttribute : Attribute;

[AttributeUsage(AttributeTargets.Method)]
public sealed class TestMethodAttribute : Attribute;

public static class Assert
{
    public static void AreEqual(int expected, int actual, string message = "") =>
        IsTrue(expected == actual, $"{message}: {actual} instead of {expected}");

    public static void AreEqual(string expected, string actual, string message = "") =>
        IsTrue(expected == actual, $"{message}: '{actual}' instead of '{expected}'");

    public static void IsTrue(bool condition, string message = "")
    {
        if (!condition)
        {
            Xunit.Assert.Fail(message);
        }
    }

    public static void IsFalse(bool condition, string message = "") => IsTrue(!condition, message);
}
