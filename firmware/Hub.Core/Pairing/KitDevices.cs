// The devices delivered with the hub, by their labels.
using Hub.Protocols.Radio;

namespace Hub.Core.Pairing;

/// <summary>The install codes of the kit (UPP-036): they pair its devices at the first start, and let them join again
/// at the button on the hub.</summary>
internal sealed class KitDevices
{
    private readonly InstallCode[] _codes;

    /// <exception cref="CheckFailedException">A code is mistyped, or there are too many.</exception>
    internal KitDevices(string[] installCodes)
    {
        Check.That(installCodes.Length <= Limits.MaxKitDevices, CheckCode.Settings);
        _codes = new InstallCode[installCodes.Length];
        for (int i = 0; i < _codes.Length; i++)
        {
            _codes[i] = new InstallCode();
            Check.That(
                _codes[i].Parse(installCodes[i]) == InstallCodeError.None && _codes[i].DeviceId != 0,
                CheckCode.Settings);
        }
    }

    internal int Count
    {
        get { return _codes.Length; }
    }

    internal InstallCode At(int index)
    {
        return _codes[index];
    }

    /// <summary>The code of a device, or null.</summary>
    internal InstallCode? Find(uint deviceId)
    {
        for (int i = 0; i < _codes.Length; i++)
        {
            if (_codes[i].DeviceId == deviceId)
            {
                return _codes[i];
            }
        }

        return null;
    }
}
