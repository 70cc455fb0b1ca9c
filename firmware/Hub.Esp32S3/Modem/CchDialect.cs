// The TLS socket of the SIM7600 and A7672 families: AT+CCH….
namespace Hub.Esp32S3.Modem;

/// <summary>As the commands of these families are commonly described; neither compared with the vendor's manuals nor
/// tried on a modem. Sending is reported, receiving is by asking (CCHSET=1,1).</summary>
public sealed class CchDialect : ISocketDialect
{
    /// <inheritdoc/>
    public bool HasVoice
    {
        get { return true; }
    }

    bool ISocketDialect.IsSendingReported
    {
        get { return true; }
    }

    bool ISocketDialect.Prepare(int step, ModemSettings settings, ModemFiles files, AtCommand command)
    {
        switch (step)
        {
            case 0:
                command.Begin("AT+CSSLCFG=\"sslversion\",0,3", BoardLimits.ModemCommandMilliseconds);
                return true;
            case 1:
                // 2: both ends; 1: the server's only. Never 0, which takes any server.
                command.Begin("AT+CSSLCFG=\"authmode\",0,", BoardLimits.ModemCommandMilliseconds)
                    .Add(files.HasCertificate ? 2 : 1);
                return true;
            case 2:
                command.Begin("AT+CSSLCFG=\"ignorelocaltime\",0,0", BoardLimits.ModemCommandMilliseconds);
                return true;
            case 3:
                command.Begin("AT+CSSLCFG=\"enableSNI\",0,1", BoardLimits.ModemCommandMilliseconds);
                return true;
            case 4:
                command.Begin("AT+CSSLCFG=\"cacert\",0,\"", BoardLimits.ModemCommandMilliseconds)
                    .Add(files.NameOf(0)).Add("\"");
                return true;
            case 5:
                command.Begin("AT+CCHSET=1,1", BoardLimits.ModemCommandMilliseconds);
                return true;
            case 6:
                command.Begin("AT+CCHSTART", BoardLimits.ModemCommandMilliseconds);
                return true;
            case 7:
                command.Begin("AT+CCHSSLCFG=0,0", BoardLimits.ModemCommandMilliseconds);
                return true;
            case 8:
            case 9:
                if (!files.HasCertificate)
                {
                    return false;
                }

                command.Begin(
                        step == 8 ? "AT+CSSLCFG=\"clientcert\",0,\"" : "AT+CSSLCFG=\"clientkey\",0,\"",
                        BoardLimits.ModemCommandMilliseconds)
                    .Add(files.NameOf(step - 7)).Add("\"");
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

    void ISocketDialect.Open(ModemSettings settings, AtCommand command)
    {
        command.Begin("AT+CCHOPEN=0,\"", BoardLimits.ModemCommandMilliseconds)
            .Add(settings.Host).Add("\",").Add(settings.Port).Add(",2");
    }

    void ISocketDialect.Close(AtCommand command)
    {
        command.Begin("AT+CCHCLOSE=0", BoardLimits.ModemCommandMilliseconds);
    }

    void ISocketDialect.Send(int count, AtCommand command)
    {
        command.Begin("AT+CCHSEND=0,", BoardLimits.ModemDataMilliseconds).Add(count);
    }

    void ISocketDialect.Receive(byte[] into, int count, AtCommand command)
    {
        command.Begin("AT+CCHRECV=0,", BoardLimits.ModemDataMilliseconds).Add(count);
        command.Raw = into;
        command.MaxRaw = count;
        command.RawPrefix = "+CCHRECV: DATA,0,";
        command.Tail = "+CCHRECV: 0,";
    }

    SocketNews ISocketDialect.Read(AtLine line)
    {
        if (line.StartsWith("+CCHOPEN: 0,"))
        {
            return line.Number(1) == 0 ? SocketNews.Opened : SocketNews.Failed;
        }

        if (line.StartsWith("+CCHSEND: 0,"))
        {
            return line.Number(1) == 0 ? SocketNews.Sent : SocketNews.Closed;
        }

        if (line.StartsWith("+CCHEVENT: 0,RECV EVENT"))
        {
            return SocketNews.Arrived;
        }

        bool isClosed = line.StartsWith("+CCH_PEER_CLOSED: 0") || line.StartsWith("+CCHCLOSE: 0")
            || line.StartsWith("+CCH: CCH STOP") || (line.StartsWith("+CCHRECV: 0,") && line.Number(1) != 0);
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
