// nanoFramework.System.IO.FileSystem 1.1 (assembly of the same name without nanoFramework): files on I:\.
namespace System.IO;

public enum FileMode
{
    Open = 3,
    OpenOrCreate = 4,
}

public enum FileAccess
{
    Read = 1,
    ReadWrite = 3,
}

public static class File
{
    public static extern bool Exists(string path);
}

public class FileStream : Stream
{
    public extern FileStream(string path, FileMode mode, FileAccess access);
}
