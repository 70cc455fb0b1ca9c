// A modem that answers as the manuals say, byte by byte, and that can be made to misbehave.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO.Ports;
using System.Text;
using Hub.Core.Ports;
using Hub.Simulator.World;

namespace Board.Tests.Modem;

/// <summary>The other end of the serial port, in virtual time. It knows both dialects of the socket.</summary>
internal sealed class ScriptedModem
{
    private readonly VirtualWorld _world;
    private readonly SerialPort _port;
    private readonly IBearer[] _far;
    private readonly List<byte> _line = [];
    private readonly byte[] _chunk = new byte[2048];
    private Action<byte[]>? _payload;
    private int _payloadLeft;
    private bool _isMessage;
    private int _life;
    private long _busyUntil;

    internal ScriptedModem(VirtualWorld world, SerialPort port, params IBearer[] far)
    {
        _world = world;
        _port = port;
        _far = far;
        port.Written = bytes =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Take(bytes);
            AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before;
        };
    }

    /// <summary>What this part has allocated while the firmware wrote to it; it is none of the firmware's.</summary>
    internal long AllocatedBytes { get; private set; }

    internal List<string> Commands { get; } = [];

    internal List<string> Messages { get; } = [];

    internal Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>Answers of one's own, by the beginning of the command; "" is silence.</summary>
    internal Dictionary<string, string> Overrides { get; } = [];

    internal bool HasEcho { get; set; } = true;

    internal bool IsHung { get; set; }

    /// <summary>Each answer comes in pieces of one byte, each a little later.</summary>
    internal bool IsSlow { get; set; }

    /// <summary>What is said before each answer.</summary>
    internal string Noise { get; set; } = "";

    internal int WrongLength { get; set; }

    internal long AnswerMilliseconds { get; set; } = 20;

    internal void Say(string text) => Send(Encoding.Latin1.GetBytes("\r\n" + text + "\r\n"));

    internal void Send(byte[] bytes) => _port.Arrive(bytes);

    /// <summary>Starts anew in the middle of whatever it does.</summary>
    internal void Reboot()
    {
        _life++;
        _line.Clear();
        _payload = null;
        _isMessage = false;
        IsHung = false;
        HasEcho = true;
        foreach (IBearer far in _far)
        {
            far.Close();
        }

        int life = _life;
        _world.After(4000, () =>
        {
            if (life == _life)
            {
                Say("*ATREADY: 1");
            }
        });
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (!IsHung)
            {
                Take(value);
            }
        }
    }

    private void Take(byte value)
    {
        if (_payload != null && !_isMessage)
        {
            _line.Add(value);
            if (--_payloadLeft == 0)
            {
                EndPayload();
            }
        }
        else if (_payload != null && value == 0x1A)
        {
            EndPayload();
        }
        else if (value == 0x1B)
        {
            _line.Clear();
            _payload = null;
        }
        else if (value != '\r' || _payload != null)
        {
            _line.Add(value);
        }
        else
        {
            string command = Encoding.Latin1.GetString([.. _line]);
            _line.Clear();
            Commands.Add(command);
            Answer((HasEcho ? command + "\r" : "") + Noise);
            Do(command);
        }
    }

    private void EndPayload()
    {
        byte[] content = [.. _line];
        Action<byte[]> payload = _payload!;
        _line.Clear();
        _payload = null;
        payload(content);
    }

    private void Answer(string text)
    {
        int life = _life;
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        long start = Math.Max(_world.NowMilliseconds + AnswerMilliseconds, _busyUntil);
        _busyUntil = IsSlow ? start + bytes.Length : start;
        for (int i = 0; i < bytes.Length; i += IsSlow ? 1 : bytes.Length)
        {
            byte[] piece = IsSlow ? [bytes[i]] : bytes;
            _world.At(start + (IsSlow ? i : 0), () =>
            {
                if (life == _life && !IsHung)
                {
                    Send(piece);
                }
            });
        }
    }

    private void Line(string text) => Answer("\r\n" + text + "\r\n");

    private void Ask(string prompt, int count, bool isMessage, Action<byte[]> then)
    {
        _payload = then;
        _payloadLeft = count;
        _isMessage = isMessage;
        Answer(prompt);
    }

    private void Do(string command)
    {
        foreach ((string start, string answer) in Overrides)
        {
            if (command.StartsWith(start, StringComparison.Ordinal))
            {
                if (answer.Length > 0)
                {
                    Line(answer);
                }

                return;
            }
        }

        string name = command.Split('=', '?')[0];
        switch (name)
        {
            case "ATE0":
                HasEcho = false;
                break;
            case "AT+CPIN":
                Line("+CPIN: READY");
                break;
            case "AT+CSQ":
                Line("+CSQ: 20,99");
                break;
            case "AT+CEREG" when command.EndsWith('?'):
                Line("+CEREG: 2,1,\"00A1\",\"01B2C3D4\",7");
                break;
            case "AT+CREG":
                Line("+CREG: 0,1");
                break;
            case "AT+COPS" when command.EndsWith('?'):
                Line("+COPS: 0,2,\"24001\",7");
                break;
            case "AT+CCLK" when command.EndsWith('?'):
                Line("+CCLK: \"26/11/26,09:00:00+04\"");
                break;
            case "AT+CMGS":
                Ask("\r\n> ", 0, true, text =>
                {
                    Messages.Add(command + " " + Encoding.Latin1.GetString(text).TrimStart());
                    Line("+CMGS: 7");
                    Line("OK");
                });
                return;
            default:
                if (DoFiles(name, command) || DoSocket(name, command))
                {
                    return;
                }

                break;
        }

        Line("OK");
    }

    private bool DoFiles(string name, string command)
    {
        switch (name)
        {
            case "AT+CCERTLIST":
                foreach (string file in Files.Keys)
                {
                    Line($"+CCERTLIST: \"{file}\"");
                }

                return false;
            case "AT+CFSGFIS":
                bool isHeld = Files.TryGetValue(command.Split('"')[1], out byte[]? held);
                Line(isHeld ? $"+CFSGFIS: {held!.Length}" : "ERROR");
                return !isHeld;
            case "AT+CCERTDOWN" or "AT+CFSWFILE":
                string key = command.Split('"')[1];
                string[] fields = command.Split(',');
                string count = name == "AT+CCERTDOWN" ? fields[1] : fields[3];
                Ask(name == "AT+CCERTDOWN" ? "\r\n>" : "\r\nDOWNLOAD\r\n", Int(count), false, content =>
                {
                    Files[key] = content;
                    Line("OK");
                });
                return true;
            default:
                return false;
        }
    }

    private bool DoSocket(string name, string command)
    {
        bool isSocket = name is "AT+CCHOPEN" or "AT+CAOPEN" or "AT+CCHSEND" or "AT+CASEND" or "AT+CCHRECV"
            or "AT+CARECV" or "AT+CCHCLOSE" or "AT+CACLOSE";
        if (!isSocket)
        {
            return false;
        }

        int socket = Int(command.Split('=', ',')[1]);
        switch (name)
        {
            case "AT+CCHOPEN" or "AT+CAOPEN":
                Line("OK");
                Open(socket, $"{name[2..]}: {socket},0");
                return true;
            case "AT+CCHSEND" or "AT+CASEND":
                Ask("\r\n>", Int(command.Split(',')[1]), false, bytes =>
                {
                    Write(socket, bytes);
                    Line("OK");
                    if (name == "AT+CCHSEND")
                    {
                        Line($"+CCHSEND: {socket},0");
                    }
                });
                return true;
            case "AT+CCHRECV" or "AT+CARECV":
                Receive(socket, name == "AT+CCHRECV", Int(command.Split(',')[1]));
                return true;
            default:
                _far[socket].Close();
                return false;
        }
    }

    private void Open(int socket, string line)
    {
        IBearer far = _far[socket];
        far.Close();
        far.Open();
        int life = _life;
        _world.After(1500, () =>
        {
            if (life == _life && far.Stream != null)
            {
                Line(line);
            }
        });
    }

    private void Write(int socket, byte[] bytes)
    {
        if (_far[socket].Stream?.Write(bytes, 0, bytes.Length) != bytes.Length)
        {
            Say($"+CCH_PEER_CLOSED: {socket}");
        }
    }

    private void Receive(int socket, bool isCch, int count)
    {
        int read = _far[socket].Stream?.Read(_chunk, 0, count) ?? -1;
        string data = read > 0 ? Encoding.Latin1.GetString(_chunk, 0, read) : "";
        if (isCch)
        {
            Line("OK");
            Answer(read > 0 ? $"\r\n+CCHRECV: DATA,{socket},{read + WrongLength}\r\n{data}" : "");
            Line($"+CCHRECV: {socket},0");
        }
        else
        {
            Answer(read > 0 ? $"\r\n+CARECV: {read + WrongLength},{data}\r\n" : "\r\n+CARECV: 0\r\n");
            Line("OK");
        }
    }

    /// <summary>Tells that data has arrived, in both dialects.</summary>
    internal void TellArrival(int socket = 0)
    {
        if (!IsHung && _payload == null)
        {
            Say($"+CCHEVENT: {socket},RECV EVENT");
            Say($"+CADATAIND: {socket}");
        }
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
