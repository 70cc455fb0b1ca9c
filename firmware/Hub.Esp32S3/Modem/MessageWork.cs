// Sends short messages, one at a time.
using Hub.Core.Ports;
using Hub.Protocols.Alarms;

namespace Hub.Esp32S3.Modem;

/// <summary>Text mode (3GPP TS 27.005): AT+CMGS, the prompt, the text and Ctrl-Z.</summary>
internal sealed class MessageWork : IAtWork
{
    private const int MaxText = 160;

    private readonly ModemState _state;
    private readonly byte[] _text = new byte[MaxText];
    private string _number = "";
    private int _count;
    private bool _isWanted;
    private bool _hasReference;

    internal MessageWork(ModemState state)
    {
        _state = state;
    }

    internal ShortMessageState Message { get; private set; }

    internal bool Send(string number, byte[] text, int count)
    {
        if (Message == ShortMessageState.Sending || !_state.IsReady || _state.Network != NetworkState.Registered
            || !PhoneNumber.IsValid(number) || count <= 0 || count > MaxText || count > text.Length)
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            // Ctrl-Z would end the message, Esc would drop it.
            if ((text[i] < ' ' && text[i] != '\n') || text[i] > '~')
            {
                return false;
            }
        }

        System.Array.Copy(text, 0, _text, 0, count);
        _count = count;
        _number = number;
        _isWanted = true;
        _hasReference = false;
        Message = ShortMessageState.Sending;
        return true;
    }

    public bool Begin(AtCommand command, long nowMilliseconds)
    {
        if (!_isWanted || !_state.IsReady)
        {
            return false;
        }

        _isWanted = false;
        command.Begin("AT+CMGS=\"", BoardLimits.ModemMessageMilliseconds).Add(_number).Add("\"");
        command.Payload = _text;
        command.PayloadCount = _count;
        command.IsMessage = true;
        command.IsSlow = true;
        return true;
    }

    public void Hear(AtLine line, long nowMilliseconds)
    {
        _hasReference = _hasReference || line.StartsWith("+CMGS:");
    }

    public void End(AtCommand command, AtResult result, long nowMilliseconds)
    {
        // The number of the message is the network's receipt; OK alone could be a late answer to something else.
        Message = result == AtResult.Ok && _hasReference ? ShortMessageState.Sent : ShortMessageState.Rejected;
    }

    public void Lose(long nowMilliseconds)
    {
        _isWanted = false;
        Message = Message == ShortMessageState.Sending ? ShortMessageState.Rejected : Message;
    }
}
