// nanoFramework.CoreLibrary 1.17 (assembly mscorlib), namespace System.Reflection: what the compiler asks for.
namespace System.Reflection;

public sealed class DefaultMemberAttribute : Attribute
{
    public extern DefaultMemberAttribute(string memberName);
}
