// nanoFramework.CoreLibrary 1.17 (assembly mscorlib), namespace System: the signatures that the firmware may use.
namespace System;

public class Object
{
}

public abstract class ValueType
{
}

public abstract class Enum : ValueType
{
}

public abstract class Delegate
{
}

public abstract class MulticastDelegate : Delegate
{
}

public abstract class Attribute
{
}

public enum AttributeTargets
{
    All = 0x3FFF,
}

public sealed class AttributeUsageAttribute : Attribute
{
    public extern AttributeUsageAttribute(AttributeTargets validOn);
    public extern bool AllowMultiple { get; set; }
    public extern bool Inherited { get; set; }
}

public sealed class ParamArrayAttribute : Attribute
{
}

public abstract class Type
{
    public extern Reflection.ConstructorInfo GetConstructor(Type[] types);
}

public class Exception
{
    public extern Exception(string message);
}

public abstract class Array : Collections.IEnumerable
{
    public static extern void Copy(
        Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length);
    public extern int Length { get; }
    public extern Collections.IEnumerator GetEnumerator();
}

public sealed class String
{
    public extern String(char[] value);
    public extern int Length { get; }

    [Runtime.CompilerServices.IndexerName("Chars")]
    public extern char this[int index] { get; }
    public extern int IndexOf(char value);
    public extern char[] ToCharArray(int startIndex, int length);
    public static extern string Concat(string? str0, string? str1);
    public static extern string Concat(string? str0, string? str1, string? str2);
    public static extern string Concat(string? str0, string? str1, string? str2, string? str3);
    public static extern string Concat(params string?[] values);
    public static extern bool operator ==(string? a, string? b);
    public static extern bool operator !=(string? a, string? b);
}

public interface IDisposable
{
    void Dispose();
}

public class Random
{
    public extern Random();
    public virtual extern void NextBytes(byte[] buffer);
}

public readonly ref struct SpanByte
{
    public extern SpanByte(byte[] array, int start, int length);
}

public struct Void
{
}

public struct Boolean
{
}

public struct Char
{
}

public struct SByte
{
}

public struct Byte
{
}

public struct Int16
{
}

public struct UInt16
{
}

public struct Int32
{
    public const int MinValue = -0x80000000;
    public const int MaxValue = 0x7FFFFFFF;
}

public struct UInt32
{
}

public struct Int64
{
    public const long MinValue = -0x8000000000000000;
    public const long MaxValue = 0x7FFFFFFFFFFFFFFF;
}

public struct UInt64
{
}

public struct Single
{
}

public struct Double
{
}

public struct IntPtr
{
}

public struct UIntPtr
{
}

public struct RuntimeFieldHandle
{
}
