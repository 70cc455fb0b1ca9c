// nanoFramework.CoreLibrary 1.17 (mscorlib), namespace System.Runtime.CompilerServices: what the compiler asks for.
namespace System.Runtime.CompilerServices;

public static class RuntimeHelpers
{
    public static extern void InitializeArray(Array array, RuntimeFieldHandle fldHandle);
}

public sealed class IndexerNameAttribute : Attribute
{
    public extern IndexerNameAttribute(string indexerName);
}

public static class IsExternalInit
{
}

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class InternalsVisibleToAttribute : Attribute
{
    public extern InternalsVisibleToAttribute(string assemblyName);
}
