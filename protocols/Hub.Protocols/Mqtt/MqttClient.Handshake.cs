// The first exchange of a connection: which protocol level is tried, and what the CONNACK settles.
using System;

namespace Hub.Protocols.Mqtt;

public sealed partial class MqttClient
{
    private int _optionsLevel;
    private int _provenLevel;
    private int _refusedLevel;
    private int _silentCloses;

    /// <summary>Keeps what was learnt from earlier connections, unless the options have been changed since.</summary>
    private void ChooseLevel()
    {
        if (_optionsLevel != _options.ProtocolLevel)
        {
            _optionsLevel = _options.ProtocolLevel;
            ProtocolLevel = _optionsLevel;
            _refusedLevel = 0;
            _silentCloses = 0;
        }
    }

    private void SwitchLevel()
    {
        if (_options.ProtocolLevel == 5)
        {
            ProtocolLevel = ProtocolLevel == 5 ? 4 : 5;
        }

        _silentCloses = 0;
    }

    /// <summary>The broker has said that it does not speak this level.</summary>
    private void OnLevelRefused()
    {
        // When both are refused, or there is no other to try, it is an ordinary refusal: whoever starts again at once
        // on ProtocolLevelRefused would otherwise go round for ever.
        bool otherIsOpen = _options.ProtocolLevel == 5 && (_refusedLevel == 0 || _refusedLevel == ProtocolLevel);
        _refusedLevel = otherIsOpen ? ProtocolLevel : 0;
        SwitchLevel();
        Finish(
            otherIsOpen ? MqttDisconnectReason.ProtocolLevelRefused : MqttDisconnectReason.ConnectRefused,
            MqttReasonCode.UnsupportedProtocolVersion);
    }

    /// <summary>
    /// The stream has ended. Some brokers close on a CONNECT of a level they do not know, and so does a bad network;
    /// hence one close is enough to try the other level only while this one has never worked and the other may.
    /// </summary>
    private void OnStreamClosed()
    {
        if (_state == Connecting)
        {
            _silentCloses++;
            bool isUntried = _provenLevel != ProtocolLevel && _refusedLevel == 0;
            if (isUntried || _silentCloses >= ProtocolLimits.MqttClosesBeforeFallback)
            {
                SwitchLevel();
            }
        }

        if (_state == Closing)
        {
            Finish(_closingReason, _closingCode);
        }
        else
        {
            Finish(MqttDisconnectReason.StreamClosed, 0);
        }
    }

    private int OnConnectAcknowledgement()
    {
        if (ProtocolLevel == 5 && _input.BodyLength == 2)
        {
            // A broker that answers in the form of 3.1.1 does not speak 5.0, whatever else it says.
            OnLevelRefused();
            return 0;
        }

        int flags = _reader.ReadByte();
        int code = _reader.ReadByte();
        int breach = ProtocolLevel == 5 ? _broker.Read(_reader, MqttPropertyReader.InConnectAcknowledgement) : 0;
        if (breach != 0)
        {
            return breach;
        }

        bool isKnown = ProtocolLevel == 5 ? code == 0 || code >= 0x80 : code <= 5;
        if (_reader.Failed || _reader.Remaining != 0 || flags > 1 || !isKnown)
        {
            return MqttReasonCode.MalformedPacket;
        }

        if (flags == 1 && (code != 0 || _cleanStart))
        {
            return MqttReasonCode.ProtocolError;
        }

        if (code != 0)
        {
            int reasonCode = ProtocolLevel == 5 ? code : ToReasonCode(code);
            if (reasonCode == MqttReasonCode.UnsupportedProtocolVersion)
            {
                OnLevelRefused();
            }
            else
            {
                Finish(MqttDisconnectReason.ConnectRefused, reasonCode);
            }

            return 0;
        }

        int assigned = _broker.AssignedClientIdLength;
        if (_options.ClientIdUtf8.Length == 0 && assigned > 0 && assigned <= _assignedClientId.Length)
        {
            Array.Copy(_input.Buffer, _broker.AssignedClientIdOffset, _assignedClientId, 0, assigned);
            _assignedClientIdLength = assigned;
        }

        OnAccepted(flags == 1);
        return 0;
    }

    /// <summary>The return codes of MQTT 3.1.1 §3.2.2.3 as reason codes of 5.0.</summary>
    private static int ToReasonCode(int returnCode)
    {
        switch (returnCode)
        {
            case 1:
                return MqttReasonCode.UnsupportedProtocolVersion;
            case 2:
                return MqttReasonCode.ClientIdentifierNotValid;
            case 3:
                return MqttReasonCode.ServerUnavailable;
            case 4:
                return MqttReasonCode.BadUserNameOrPassword;
            default:
                return MqttReasonCode.NotAuthorized;
        }
    }

    private void OnAccepted(bool sessionPresent)
    {
        _provenLevel = ProtocolLevel;
        _refusedLevel = 0;
        _silentCloses = 0;
        if (_broker.ServerKeepAliveSeconds >= 0)
        {
            _keepAliveMilliseconds = _broker.ServerKeepAliveSeconds * 1000L;
        }

        if (!sessionPresent)
        {
            _incomingQos2.Clear();
        }

        _window.Requeue(sessionPresent);
        _state = Connected;
        _events.OnConnected(sessionPresent, ProtocolLevel);
    }
}
