// One message that the firmware has given to the library.
using nanoFramework.M2Mqtt.Messages;

namespace nanoFramework.M2Mqtt;

public sealed record ScriptedPublish(ushort Id, string Topic, byte[] Body, MqttQoSLevel Qos, bool Retain);
