// What has commands for the modem.
namespace Hub.Esp32S3.Modem;

/// <summary>One user of the <see cref="AtChannel"/>. It keeps what it wants and is asked when its turn comes; so no
/// command is ever queued twice or outlives its reason.</summary>
internal interface IAtWork
{
    /// <summary>Writes the next command.</summary>
    /// <returns>False when it wants none.</returns>
    bool Begin(AtCommand command, long nowMilliseconds);

    /// <summary>Hears every line, asked for or not, but final results.</summary>
    void Hear(AtLine line, long nowMilliseconds);

    /// <summary>The command that it began has ended.</summary>
    void End(AtCommand command, AtResult result, long nowMilliseconds);

    /// <summary>The modem has started anew, or is gone: what it held is lost, a command under way too.</summary>
    void Lose(long nowMilliseconds);
}
