// The TLS socket of the SIM7600 and A7672 families: AT+CCH….
namespace Hub.Esp32S3.Modem;

/// <summary>As the commands of these families are commonly described; neither compared with the vendor's manuals nor
/// tried on a modem. Sending is reported, receiving is by asking (CCHSET=1,1).</summary>
public sealed class CchDialect : ISocketDialect
{
    private static readonly string[] DataLines = new string[] { "+CCHRECV: DATA,0,", "+CCHRECV: DATA,1," };
    private static readonly string[] EndLines = new string[] { "+CCHRECV: 0,", "+CCHRECV: 1," };

    /// <inheritdoc/>
    public bool HasVoice
    {
        get { return true; }
    }

    bool ISocketDialect.IsSendingReported
    {
        get { return true; }
    }

    bool ISocketDialect.Prepare(int socket, int step, ModemSettings settings, ModemFiles files, AtCommand command)
    {
        switch (step)
        {
            case 0:
                command.Begin("AT+CSSLCFG=\"sslversion\",", BoardLimits.ModemCommandMilliseconds).Add(socket).Add(",3");
                return true;
            case 1:
                // 2: both ends; 1: the server's only. Never 0, which takes any server.
                command.Begin("AT+CSSLCFG=\"authmode\",", BoardLimits.ModemCommandMilliseconds)
                    .Add(socket).Add(files.HasCertificate(socket) ? ",2" : ",1");
                return true;
            case 2:
                command.Begin("AT+CSSLCFG=\"ignorelocaltime\",", BoardLimits.ModemCommandMilliseconds)
                    .Add(socket).Add(",0");
                return true;
            case 3:
                command.Begin("AT+CSSLCFG=\"enableSNI\",", BoardLimits.ModemCommandMilliseconds).Add(socket).Add(",1");
                return true;
            case 4:
                command.Begin("AT+CSSLCFG=\"cacert\",", BoardLimits.ModemCommandMilliseconds)
                    .Add(socket).Add(",\"").Add(files.NameOf(socket, ModemFiles.Authority)).Add("\"");
                return true;
            case 5:
                command.Begin("AT+CCHSET=1,1", BoardLimits.ModemCommandMilliseconds);
                return true;
            case 6:
                command.Begin("AT+CCHSTART", BoardLimits.ModemCommandMilliseconds);
                return true;
            case 7:
                command.Begin("AT+CCHSSLCFG=", BoardLimits.ModemCommandMilliseconds).Add(socket).Add(",").Add(socket);
                return true;
            case 8:
            case 9:
                if (!files.HasCertificate(socket))
                {
                    return false;
                }

                command.Begin(
                        step == 8 ? "AT+CSSLCFG=\"clientcert\"," : "AT+CSSLCFG=\"clientkey\",",
                        BoardLimits.ModemCommandMilliseconds)
                    .Add(socket).Add(",\"").Add(files.NameOf(socket, step - 7)).Add("\"");
                return true;
            default:
                return false;
        }
    }

    // The service runs on from the connection before.
    bool ISocketDialect.IsErrorHarmless(int step)
    {
        return step == 5 || step == 6;
    }

    void ISocketDialect.Open(int socket, ModemSettings settings, AtCommand command)
    {
        ModemReceiver receiver = settings.Receivers[socket];
        command.Begin("AT+CCHOPEN=", BoardLimits.ModemCommandMilliseconds)
            .Add(socket).Add(",\"").Add(receiver.Host).Add("\",").Add(receiver.Port).Add(",2");
    }

    void ISocketDialect.Close(int socket, AtCommand command)
    {
        command.Begin("AT+CCHCLOSE=", BoardLimits.ModemCommandMilliseconds).Add(socket);
    }

    void ISocketDialect.Send(int socket, int count, AtCommand command)
    {
        command.Begin("AT+CCHSEND=", BoardLimits.ModemDataMilliseconds).Add(socket).Add(",").Add(count);
    }

    void ISocketDialect.Receive(int socket, byte[] into, int count, AtCommand command)
    {
        command.Begin("AT+CCHRECV=", BoardLimits.ModemDataMilliseconds).Add(socket).Add(",").Add(count);
        command.Raw = into;
        command.MaxRaw = count;
        command.RawPrefix = DataLines[socket];
        command.Tail = EndLines[socket];
    }

    SocketNews ISocketDialect.Read(int socket, AtLine line)
    {
        if (line.StartsWith("+CCH: CCH STOP"))
        {
            return SocketNews.Closed;
        }

        if (!line.StartsWith("+CCH") || line.Number(0) != socket)
        {
            return SocketNews.None;
        }

        if (line.StartsWith("+CCHOPEN: "))
        {
            return line.Number(1) == 0 ? SocketNews.Opened : SocketNews.Failed;
        }

        if (line.StartsWith("+CCHSEND: "))
        {
            return line.Number(1) == 0 ? SocketNews.Sent : SocketNews.Closed;
        }

        if (line.StartsWith("+CCHEVENT: "))
        {
            return line.Find(",RECV EVENT", 0) > 0 ? SocketNews.Arrived : SocketNews.None;
        }

        bool isClosed = line.StartsWith("+CCH_PEER_CLOSED: ") || line.StartsWith("+CCHCLOSE: ")
            || (line.StartsWith("+CCHRECV: ") && line.Number(1) != 0);
        return isClosed ? SocketNews.Closed : SocketNews.None;
    }

    void ISocketDialect.AskFile(string name, AtCommand command)
    {
        command.Begin("AT+CCERTLIST", BoardLimits.ModemCommandMilliseconds);
    }

    bool ISocketDialect.IsFileHeld(AtLine line, string name, int count)
    {
        return line.StartsWith("+CCERTLIST:") && line.IsText(0, name);
    }

    bool ISocketDialect.Store(int step, string name, byte[] content, AtCommand command)
    {
        if (step > 0)
        {
            return false;
        }

        command.Begin("AT+CCERTDOWN=\"", BoardLimits.ModemFileMilliseconds).Add(name).Add("\",").Add(content.Length);
        return true;
    }
}
