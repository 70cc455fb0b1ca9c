// The modem's supply and its power key.
namespace Hub.Esp32S3.Modem;

/// <summary>The pins that bring a modem up.</summary>
public interface IModemPower
{
    /// <summary>Whether the modem's status pin says that it runs.</summary>
    bool IsRunning { get; }

    /// <summary>Gives it power, or takes it.</summary>
    void SetSupply(bool isOn);

    /// <summary>Presses its power key, or lets it go.</summary>
    void SetKey(bool isPressed);
}
