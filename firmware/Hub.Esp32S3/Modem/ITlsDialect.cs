// How a family of modems says what its TLS socket is to do.
namespace Hub.Esp32S3.Modem;

/// <summary>The commands and lines of one family. Nothing is kept here; all is written into the command.</summary>
public interface ITlsDialect
{
    /// <summary>Whether the family can make calls.</summary>
    bool HasVoice { get; }
}

/// <summary>What the socket asks of its dialect.</summary>
internal interface ISocketDialect : ITlsDialect
{
    /// <summary>The next command of setting up for a connection.</summary>
    /// <param name="socket">The socket, and with it the receiver, 0 for the primary.</param>
    /// <param name="step">0 for the first.</param>
    /// <param name="settings">Receivers and access point.</param>
    /// <param name="files">The names of the certificates.</param>
    /// <param name="command">Written.</param>
    /// <returns>False when there is none left.</returns>
    bool Prepare(int socket, int step, ModemSettings settings, ModemFiles files, AtCommand command);

    /// <summary>Whether an error in this step is nothing to give up for: it was done already.</summary>
    bool IsErrorHarmless(int step);

    void Open(int socket, ModemSettings settings, AtCommand command);

    void Close(int socket, AtCommand command);

    /// <summary>Sends; the payload is the caller's.</summary>
    void Send(int socket, int count, AtCommand command);

    /// <summary>Asks for received bytes.</summary>
    void Receive(int socket, byte[] into, int count, AtCommand command);

    /// <summary>What a line says about a socket.</summary>
    SocketNews Read(int socket, AtLine line);

    /// <summary>Whether a sending is only done when <see cref="SocketNews.Sent"/> comes.</summary>
    bool IsSendingReported { get; }

    /// <summary>Asks whether the modem holds a file; the answer is read by <see cref="IsFileHeld"/>.</summary>
    void AskFile(string name, AtCommand command);

    bool IsFileHeld(AtLine line, string name, int count);

    /// <summary>The next command of storing a file.</summary>
    bool Store(int step, string name, byte[] content, AtCommand command);
}
