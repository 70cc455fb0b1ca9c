// The TLS socket of the SIM7080 family: AT+CA….
namespace Hub.Esp32S3.Modem;

/// <summary>As the commands of this family are commonly described; neither compared with the vendor's manual nor tried
/// on a modem. The family makes no calls.</summary>
public sealed class CaDialect : ISocketDialect
{
    /// <inheritdoc/>
    public bool HasVoice
    {
        get { return false; }
    }

    bool ISocketDialect.IsSendingReported
    {
        get { return false; }
    }

    bool ISocketDialect.Prepare(int step, ModemSettings settings, ModemFiles files, AtCommand command)
    {
        const int time = BoardLimits.ModemCommandMilliseconds;
        switch (step)
        {
            case 0:
                command.Begin("AT+CNCFG=0,1,\"", time).Add(settings.AccessPoint).Add("\"");
                return true;
            case 1:
                command.Begin("AT+CNACT=0,1", time);
                return true;
            case 2:
                command.Begin("AT+CSSLCFG=\"sslversion\",0,3", time);
                return true;
            case 3:
                command.Begin("AT+CSSLCFG=\"ignorertctime\",0,0", time);
                return true;
            case 4:
                // In lower case; which form the modem takes is to be seen on one.
                command.Begin("AT+CSSLCFG=\"sni\",0,\"", time).Add(settings.Host).Add("\"");
                return true;
            case 5:
                command.Begin("AT+CSSLCFG=\"convert\",2,\"", time).Add(files.NameOf(0)).Add("\"");
                return true;
            case 6:
                command.Begin("AT+CASSLCFG=0,\"SSL\",1", time);
                return true;
            case 7:
                command.Begin("AT+CASSLCFG=0,\"CACERT\",\"", time).Add(files.NameOf(0)).Add("\"");
                return true;
            case 8:
                if (!files.HasCertificate)
                {
                    return false;
                }

                command.Begin("AT+CSSLCFG=\"convert\",1,\"", time)
                    .Add(files.NameOf(1)).Add("\",\"").Add(files.NameOf(2)).Add("\"");
                return true;
            case 9:
                command.Begin("AT+CASSLCFG=0,\"CERT\",\"", time).Add(files.NameOf(1)).Add("\"");
                return true;
            default:
                return false;
        }
    }

    // The context is active already.
    bool ISocketDialect.IsErrorHarmless(int step)
    {
        return step == 1;
    }

    void ISocketDialect.Open(ModemSettings settings, AtCommand command)
    {
        command.Begin("AT+CAOPEN=0,0,\"TCP\",\"", BoardLimits.ModemMessageMilliseconds)
            .Add(settings.Host).Add("\",").Add(settings.Port);
        command.IsSlow = true;
    }

    void ISocketDialect.Close(AtCommand command)
    {
        command.Begin("AT+CACLOSE=0", BoardLimits.ModemCommandMilliseconds);
    }

    void ISocketDialect.Send(int count, AtCommand command)
    {
        command.Begin("AT+CASEND=0,", BoardLimits.ModemDataMilliseconds).Add(count);
    }

    void ISocketDialect.Receive(byte[] into, int count, AtCommand command)
    {
        command.Begin("AT+CARECV=0,", BoardLimits.ModemDataMilliseconds).Add(count);
        command.Raw = into;
        command.MaxRaw = count;
        command.RawPrefix = "+CARECV: ";
        command.IsRawInline = true;
    }

    SocketNews ISocketDialect.Read(AtLine line)
    {
        if (line.StartsWith("+CAOPEN: 0,"))
        {
            return line.Number(1) == 0 ? SocketNews.Opened : SocketNews.Failed;
        }

        if (line.StartsWith("+CADATAIND: 0"))
        {
            return SocketNews.Arrived;
        }

        bool isClosed = line.StartsWith("+CASTATE: 0,0") || line.StartsWith("+APP PDP: 0,DEACTIVE");
        return isClosed ? SocketNews.Closed : SocketNews.None;
    }

    void ISocketDialect.AskFile(string name, AtCommand command)
    {
        command.Begin("AT+CFSGFIS=3,\"", BoardLimits.ModemCommandMilliseconds).Add(name).Add("\"");
    }

    bool ISocketDialect.IsFileHeld(AtLine line, string name, int count)
    {
        return line.StartsWith("+CFSGFIS:") && line.Number(0) == count;
    }

    bool ISocketDialect.Store(int step, string name, byte[] content, AtCommand command)
    {
        switch (step)
        {
            case 0:
                command.Begin("AT+CFSINIT", BoardLimits.ModemCommandMilliseconds);
                return true;
            case 1:
                command.Begin("AT+CFSWFILE=3,\"", BoardLimits.ModemFileMilliseconds)
                    .Add(name).Add("\",0,").Add(content.Length).Add(",").Add(BoardLimits.ModemFileMilliseconds);
                return true;
            case 2:
                command.Begin("AT+CFSTERM", BoardLimits.ModemCommandMilliseconds);
                return true;
            default:
                return false;
        }
    }
}
