// nanoFramework.CoreLibrary 1.17 (assembly mscorlib), namespace System.Reflection: what the loader loads code with.
namespace System.Reflection;

public sealed class DefaultMemberAttribute : Attribute
{
    public extern DefaultMemberAttribute(string memberName);
}

public class Assembly
{
    public static extern Assembly Load(byte[] rawAssembly);
    public virtual extern Type GetType(string name);
}

public abstract class ConstructorInfo
{
    public extern object Invoke(object[] parameters);
}
