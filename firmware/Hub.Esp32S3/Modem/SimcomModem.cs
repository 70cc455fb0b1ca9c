// The LTE modem of the board: its parts put together, and stepped by the loop.
using Hub.Core;
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Esp32S3.Modem;

/// <summary>A modem of the SIM7600, A7672 or SIM7080 family on a serial line. It owns no thread: the loop looks
/// at it every few milliseconds, before the core.</summary>
public sealed class SimcomModem : IModem, IPolled
{
    private readonly ModemState _state = new ModemState();
    private readonly PowerSequence _power;
    private readonly SetupWork _setup;
    private readonly StatusWork _status;
    private readonly MessageWork _message;
    private readonly VoiceWork _voice;
    private readonly SocketWork[] _sockets;
    private readonly FileWork _files;
    private readonly AtChannel _channel;
    private readonly bool _hasVoice;
    private bool _isPowerCycleWanted;

    /// <summary>Makes the modem with all its buffers; nothing happens before the first step.</summary>
    /// <param name="line">The serial line.</param>
    /// <param name="power">Supply and power key.</param>
    /// <param name="dialect"><see cref="CchDialect"/> or <see cref="CaDialect"/>.</param>
    /// <param name="settings">SIM, access point, receivers and certificates.</param>
    /// <exception cref="CheckFailedException">There is no receiver, or there are more than sockets.</exception>
    public SimcomModem(ISerialLine line, IModemPower power, ITlsDialect dialect, ModemSettings settings)
    {
        int count = settings.Receivers.Length;
        Check.That(count > 0 && count <= BoardLimits.ModemSockets, CheckCode.Settings);
        ISocketDialect socket = (ISocketDialect)dialect;
        ModemFiles files = new ModemFiles(settings);
        _hasVoice = dialect.HasVoice;
        _power = new PowerSequence(power);
        _setup = new SetupWork(settings, _state, _hasVoice);
        _status = new StatusWork(_state);
        _message = new MessageWork(_state);
        _voice = new VoiceWork(_state);
        _sockets = new SocketWork[count];
        _files = new FileWork(socket, files, _state);

        // Status before the sockets: a stream that always has something to send must not make the modem look dead.
        IAtWork[] works = new IAtWork[5 + count];
        works[0] = _setup;
        works[1] = _voice;
        works[2] = _message;
        works[3] = _status;
        for (int i = 0; i < count; i++)
        {
            _sockets[i] = new SocketWork(i, socket, settings, files, _state);
            works[4 + i] = _sockets[i];
        }

        works[4 + count] = _files;
        _channel = new AtChannel(line, works);
    }

    /// <summary>The data path to the primary receiver, for an MQTT uplink of its own.</summary>
    public IBearer Bearer
    {
        get { return _sockets[0]; }
    }

    /// <inheritdoc/>
    public NetworkState Network
    {
        get { return _state.Network; }
    }

    /// <inheritdoc/>
    public RadioTechnology Technology
    {
        get { return _state.Technology; }
    }

    /// <inheritdoc/>
    public bool IsRoaming
    {
        get { return _state.IsRoaming; }
    }

    /// <inheritdoc/>
    public int NetworkCode
    {
        get { return _state.NetworkCode; }
    }

    /// <inheritdoc/>
    public int SignalDbm
    {
        get { return _state.SignalDbm; }
    }

    /// <inheritdoc/>
    public long AnswerCount
    {
        get { return _state.AnswerCount; }
    }

    /// <inheritdoc/>
    public IVoice? Voice
    {
        get { return _hasVoice ? _voice : null; }
    }

    /// <inheritdoc/>
    public ShortMessageState ShortMessage
    {
        get { return _message.Message; }
    }

    /// <summary>Whether the modem says that there is no SIM it can use.</summary>
    public bool IsSimMissing
    {
        get { return _state.IsSimMissing; }
    }

    /// <summary>Commands that have had no end in their time, since the start.</summary>
    public long TimeoutCount
    {
        get { return _channel.TimeoutCount; }
    }

    /// <summary>Certificates stored in the modem, since the start.</summary>
    public long StoredFileCount
    {
        get { return _files.StoredCount; }
    }

    /// <summary>The data path to a receiver, 0 for the primary, for an MQTT uplink of its own.</summary>
    public IBearer BearerTo(int receiver)
    {
        return _sockets[receiver];
    }

    /// <inheritdoc/>
    public void RequestStatus()
    {
        _status.Request();
        if (_channel.IsWaitingForNetwork)
        {
            // Within its time this modem is silent by rule; taking its power would lose the message that it sends.
            _state.AnswerCount++;
        }
    }

    /// <inheritdoc/>
    public void Reattach()
    {
        _state.Network = NetworkState.Searching;
        _setup.Reattach();
    }

    /// <inheritdoc/>
    public void PowerCycle()
    {
        _isPowerCycleWanted = true;
        _state.Forget();
        _power.Cycle();
    }

    /// <inheritdoc/>
    public bool SendShortMessage(string number, byte[] text, int count)
    {
        return _message.Send(number, text, count);
    }

    /// <inheritdoc/>
    public long Poll(long nowMilliseconds)
    {
        Step(nowMilliseconds);
        return nowMilliseconds + BoardLimits.ModemPollMilliseconds;
    }

    /// <summary>Does what is due, in bounded time: at most <see cref="BoardLimits.ModemReadBytes"/> are read and a
    /// command with <see cref="BoardLimits.ModemPieceBytes"/> of data written.</summary>
    public void Step(long nowMilliseconds)
    {
        if (_isPowerCycleWanted)
        {
            _isPowerCycleWanted = false;
            _channel.Lose(nowMilliseconds);
        }

        _power.Step(nowMilliseconds);
        if (_power.IsOn)
        {
            _channel.Step(nowMilliseconds);
        }
    }
}
