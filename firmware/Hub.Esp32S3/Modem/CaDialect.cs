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

    bool ISocketDialect.Prepare(int socket, int step, ModemSettings settings, ModemFiles files, AtCommand command)
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
                command.Begin("AT+CSSLCFG=\"sslversion\",", time).Add(socket).Add(",3");
                return true;
            case 3:
                command.Begin("AT+CSSLCFG=\"ignorertctime\",", time).Add(socket).Add(",0");
                return true;
            case 4:
                // In lower case; which form the modem takes is to be seen on one.
                command.Begin("AT+CSSLCFG=\"sni\",", time)
                    .Add(socket).Add(",\"").Add(settings.Receivers[socket].Host).Add("\"");
                return true;
            case 5:
                command.Begin("AT+CSSLCFG=\"convert\",2,\"", time)
                    .Add(files.NameOf(socket, ModemFiles.Authority)).Add("\"");
                return true;
            case 6:
                command.Begin("AT+CASSLCFG=", time).Add(socket).Add(",\"CRINDEX\",").Add(socket);
                return true;
            case 7:
                command.Begin("AT+CASSLCFG=", time).Add(socket).Add(",\"SSL\",1");
                return true;
            case 8:
                command.Begin("AT+CASSLCFG=", time)
                    .Add(socket).Add(",\"CACERT\",\"").Add(files.NameOf(socket, ModemFiles.Authority)).Add("\"");
                return true;
            case 9:
                if (!files.HasCertificate(socket))
                {
                    return false;
                }

                command.Begin("AT+CSSLCFG=\"convert\",1,\"", time)
                    .Add(files.NameOf(socket, ModemFiles.Certificate)).Add("\",\"")
                    .Add(files.NameOf(socket, ModemFiles.Key)).Add("\"");
                return true;
            case 10:
                command.Begin("AT+CASSLCFG=", time)
                    .Add(socket).Add(",\"CERT\",\"").Add(files.NameOf(socket, ModemFiles.Certificate)).Add("\"");
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

    void ISocketDialect.Open(int socket, ModemSettings settings, AtCommand command)
    {
        ModemReceiver receiver = settings.Receivers[socket];
        command.Begin("AT+CAOPEN=", BoardLimits.ModemMessageMilliseconds)
            .Add(socket).Add(",0,\"TCP\",\"").Add(receiver.Host).Add("\",").Add(receiver.Port);
        command.IsSlow = true;
    }

    void ISocketDialect.Close(int socket, AtCommand command)
    {
        command.Begin("AT+CACLOSE=", BoardLimits.ModemCommandMilliseconds).Add(socket);
    }

    void ISocketDialect.Send(int socket, int count, AtCommand command)
    {
        command.Begin("AT+CASEND=", BoardLimits.ModemDataMilliseconds).Add(socket).Add(",").Add(count);
    }

    void ISocketDialect.Receive(int socket, byte[] into, int count, AtCommand command)
    {
        command.Begin("AT+CARECV=", BoardLimits.ModemDataMilliseconds).Add(socket).Add(",").Add(count);
        command.Raw = into;
        command.MaxRaw = count;
        command.RawPrefix = "+CARECV: ";
        command.IsRawInline = true;
    }

    SocketNews ISocketDialect.Read(int socket, AtLine line)
    {
        // Both sockets share the one access point.
        if (line.StartsWith("+APP PDP: 0,DEACTIVE"))
        {
            return SocketNews.Closed;
        }

        if (!line.StartsWith("+CA") || line.Number(0) != socket)
        {
            return SocketNews.None;
        }

        if (line.StartsWith("+CAOPEN: "))
        {
            return line.Number(1) == 0 ? SocketNews.Opened : SocketNews.Failed;
        }

        if (line.StartsWith("+CADATAIND: "))
        {
            return SocketNews.Arrived;
        }

        return line.StartsWith("+CASTATE: ") && line.Number(1) == 0 ? SocketNews.Closed : SocketNews.None;
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
