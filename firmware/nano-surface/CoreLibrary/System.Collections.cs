// nanoFramework.CoreLibrary 1.17 (assembly mscorlib), namespace System.Collections: what foreach and the board need.
namespace System.Collections;

public interface IEnumerable
{
    IEnumerator GetEnumerator();
}

public interface IEnumerator
{
    object? Current { get; }
    bool MoveNext();
    void Reset();
}

public class ArrayList
{
    internal extern ArrayList();
}
