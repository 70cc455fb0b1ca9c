// nanoFramework.CoreLibrary 1.17 (assembly mscorlib), namespace System: the base of what events carry.
namespace System;

public class EventArgs
{
}
