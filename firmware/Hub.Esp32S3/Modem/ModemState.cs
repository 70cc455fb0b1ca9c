// What the parts of the modem know together.
using Hub.Core.Ports;
using Hub.Protocols.Messages;

namespace Hub.Esp32S3.Modem;

/// <summary>Kept from the modem's last answers.</summary>
internal sealed class ModemState
{
    /// <summary>Whether the setup is done, so that anything else may be asked.</summary>
    internal bool IsReady { get; set; }

    /// <summary>Whether the certificates are in the modem.</summary>
    internal bool HasFiles { get; set; }

    internal bool IsSimReady { get; set; }

    internal bool IsSimMissing { get; set; }

    internal NetworkState Network { get; set; }

    internal RadioTechnology Technology { get; set; }

    internal bool IsRoaming { get; set; }

    internal int NetworkCode { get; set; }

    internal int SignalDbm { get; set; }

    internal long AnswerCount { get; set; }

    internal void Forget()
    {
        IsReady = false;
        HasFiles = false;
        IsSimReady = false;
        Network = NetworkState.Unknown;
        Technology = RadioTechnology.Unknown;
        IsRoaming = false;
        NetworkCode = 0;
        SignalDbm = 0;
    }
}
