// nanoFramework.Runtime.Native 1.7 (assembly of the same name), namespace System: the time since the start.
namespace System;

public static class Environment
{
    public static extern long TickCount64 { get; }
}
