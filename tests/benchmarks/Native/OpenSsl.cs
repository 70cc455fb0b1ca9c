// TLS for the load generator, straight on OpenSSL: the runtime's own would cost more than the server under test.
using System.Runtime.InteropServices;

namespace Benchmarks.Native;

/// <summary>The calls of libssl 3 that a non-blocking client needs.</summary>
internal static unsafe partial class OpenSsl
{
    public const int WantRead = 2;
    public const int WantWrite = 3;

    private const string Library = "libssl.so.3";
    private const int ModeControl = 33;
    private const long PartialWriteMovingBufferReleaseBuffers = 0x1 | 0x2 | 0x10;
    private const int SessionCacheControl = 44;
    private const int BothShutdowns = 3;

    /// <summary>A context for clients that check nothing: the certificate is one of our own making.</summary>
    public static nint NewContext()
    {
        nint context = ContextNew(ClientMethod());
        if (context == 0)
        {
            throw new BenchmarkException("OpenSSL gives no context");
        }

        ContextControl(context, ModeControl, PartialWriteMovingBufferReleaseBuffers, 0);
        ContextControl(context, SessionCacheControl, 0, 0);
        return context;
    }

    /// <summary>A client on a socket that is connecting or connected; resumes a session when one is given.</summary>
    public static nint NewClient(nint context, int socket, nint session)
    {
        nint tls = New(context);
        if (tls == 0 || SetFile(tls, socket) != 1)
        {
            throw new BenchmarkException("OpenSSL gives no connection");
        }

        if (session != 0)
        {
            SetSession(tls, session);
        }

        SetConnectState(tls);
        return tls;
    }

    /// <summary>Frees a connection without a word to the peer and without making its session unfit to resume.
    /// </summary>
    public static void FreeQuietly(nint tls)
    {
        SetShutdown(tls, BothShutdowns);
        Free(tls);
    }

    [LibraryImport(Library, EntryPoint = "SSL_do_handshake")]
    public static partial int Handshake(nint tls);

    [LibraryImport(Library, EntryPoint = "SSL_read")]
    public static partial int Read(nint tls, byte* buffer, int count);

    [LibraryImport(Library, EntryPoint = "SSL_write")]
    public static partial int Write(nint tls, byte* buffer, int count);

    [LibraryImport(Library, EntryPoint = "SSL_get_error")]
    public static partial int GetError(nint tls, int result);

    [LibraryImport(Library, EntryPoint = "SSL_session_reused")]
    public static partial int IsResumed(nint tls);

    [LibraryImport(Library, EntryPoint = "SSL_get1_session")]
    public static partial nint TakeSession(nint tls);

    [LibraryImport(Library, EntryPoint = "SSL_SESSION_free")]
    public static partial void FreeSession(nint session);

    [LibraryImport(Library, EntryPoint = "SSL_CTX_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Library, EntryPoint = "TLS_client_method")]
    private static partial nint ClientMethod();

    [LibraryImport(Library, EntryPoint = "SSL_CTX_new")]
    private static partial nint ContextNew(nint method);

    [LibraryImport(Library, EntryPoint = "SSL_CTX_ctrl")]
    private static partial long ContextControl(nint context, int command, long number, nint pointer);

    [LibraryImport(Library, EntryPoint = "SSL_new")]
    private static partial nint New(nint context);

    [LibraryImport(Library, EntryPoint = "SSL_free")]
    private static partial void Free(nint tls);

    [LibraryImport(Library, EntryPoint = "SSL_set_fd")]
    private static partial int SetFile(nint tls, int socket);

    [LibraryImport(Library, EntryPoint = "SSL_set_session")]
    private static partial int SetSession(nint tls, nint session);

    [LibraryImport(Library, EntryPoint = "SSL_set_connect_state")]
    private static partial void SetConnectState(nint tls);

    [LibraryImport(Library, EntryPoint = "SSL_set_shutdown")]
    private static partial void SetShutdown(nint tls, int mode);
}
