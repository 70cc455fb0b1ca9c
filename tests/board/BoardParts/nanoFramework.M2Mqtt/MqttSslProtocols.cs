// TLS versions, with the values of the real package.
namespace nanoFramework.M2Mqtt;

public enum MqttSslProtocols
{
    None = 0,
    TLSv1_2 = 4,
    TLSv1_3 = 5,
}
