// What a broker answers with, with the values of the real package.
namespace nanoFramework.M2Mqtt.Messages;

public enum MqttReasonCode
{
    Success = 0,
    ConnectionRefusedServerUnavailable = 3,
    ConnectionRefusedNotAuthorized = 5,
}
