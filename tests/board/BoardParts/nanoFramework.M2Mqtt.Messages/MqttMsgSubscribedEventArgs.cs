// What the event of an answered subscription carries.
using System;

namespace nanoFramework.M2Mqtt.Messages;

public class MqttMsgSubscribedEventArgs(MqttQoSLevel[] granted) : EventArgs
{
    public MqttQoSLevel[] GrantedQoSLevels { get; } = granted;
}
