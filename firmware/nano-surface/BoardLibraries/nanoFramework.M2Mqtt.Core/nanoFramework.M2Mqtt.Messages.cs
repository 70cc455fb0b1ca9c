// nanoFramework.M2Mqtt.Core 5.1 (assembly nanoFramework.M2Mqtt.Core), namespace nanoFramework.M2Mqtt.Messages.
using System;

namespace nanoFramework.M2Mqtt.Messages;

public enum MqttQoSLevel
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
    GrantedFailure = 0x80,
}

public enum MqttReasonCode
{
    Success = 0,
}

public class MqttMsgPublishEventArgs : EventArgs
{
    internal extern MqttMsgPublishEventArgs();
    public extern string Topic { get; }
    public extern byte[] Message { get; }
}

public class MqttMsgPublishedEventArgs : EventArgs
{
    internal extern MqttMsgPublishedEventArgs();
    public extern ushort MessageId { get; }
    public extern bool IsPublished { get; }
}

public class MqttMsgSubscribedEventArgs : EventArgs
{
    internal extern MqttMsgSubscribedEventArgs();
    public extern MqttQoSLevel[] GrantedQoSLevels { get; }
}
