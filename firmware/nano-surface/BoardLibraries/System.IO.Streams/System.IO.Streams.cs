// nanoFramework.System.IO.Streams 1.1 (assembly System.IO.Streams): the bytes of a file.
namespace System.IO;

public enum SeekOrigin
{
    Begin = 0,
}

public abstract class Stream : IDisposable
{
    public extern long Length { get; }
    public extern long Seek(long offset, SeekOrigin origin);
    public extern int Read(byte[] buffer, int offset, int count);
    public extern void Write(byte[] buffer, int offset, int count);
    public extern void Flush();
    public extern void Dispose();
}
