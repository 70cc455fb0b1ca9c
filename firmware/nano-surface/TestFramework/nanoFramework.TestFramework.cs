// nanoFramework.TestFramework 3.0 (assembly of the same name): what tests/nano uses.
namespace nanoFramework.TestFramework;

public class TestClassAttribute : System.Attribute
{
}

public class TestMethodAttribute : System.Attribute
{
}

// In the real package each message defaults to the text of the condition, by an attribute on the parameter.
public sealed class Assert
{
    public static extern void AreEqual(int expected, int actual, string message = "");
    public static extern void AreEqual(string expected, string actual, string message = "");
    public static extern void IsTrue(bool condition, string message = "");
    public static extern void IsFalse(bool condition, string message = "");
}
