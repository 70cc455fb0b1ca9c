// nanoFramework.System.Text 1.3 (assembly of the same name), namespace System.Text: what the firmware may use.
namespace System.Text;

public abstract class Encoding
{
    public static extern Encoding UTF8 { get; }
    public virtual extern byte[] GetBytes(string s);
    public virtual extern string GetString(byte[] bytes, int index, int count);
}
