// Whether the values of an identity are sound: the same rules at the bench and in the hub.
using Hub.Protocols.Alarms;
using Hub.Protocols.Cbor;
using Hub.Protocols.Messages;
using Hub.Protocols.Radio;
using Hub.Protocols.Settings;
using Hub.Protocols.Updates;

namespace Hub.Protocols.Bench;

/// <summary>Looks at every field in the order of the document and names the first that is wrong.</summary>
public sealed class IdentityCheck
{
    private readonly InstallCode _installCode = new InstallCode();

    /// <summary>What is wrong.</summary>
    public IdentityFault Fault { get; private set; }

    /// <summary>Which field; empty when none is wrong. Free of blanks.</summary>
    public string Field { get; private set; } = "";

    /// <summary>Looks at an identity.</summary>
    /// <returns>Whether it is sound.</returns>
    public bool Look(HubIdentity identity)
    {
        Fault = IdentityFault.None;
        Field = "";
        Demand(Topics.IsHubId(identity.HubId), IdentityFault.Range, IdentityFields.HubId);
        Demand(IsKey(identity.Key), IdentityFault.Range, IdentityFields.Key);
        Demand(IsModel(identity.Model), IdentityFault.Range, IdentityFields.Model);
        int receivers = identity.Receivers.Length;
        Demand(
            receivers >= 1 && receivers <= BenchLimits.MaxReceivers, IdentityFault.Count, IdentityFields.Receivers);
        for (int i = 0; i < receivers && Fault == IdentityFault.None; i++)
        {
            LookAtReceiver(identity.Receivers[i], IdentityFields.Receiver(i));
        }

        Demand(IsAccessPoint(identity.AccessPoint), IdentityFault.Range, IdentityFields.AccessPoint);
        Demand(IsPin(identity.Pin), IdentityFault.Range, IdentityFields.Pin);
        LookAtWifi(identity.WifiName, identity.WifiPassphrase);
        LookAtNumbers(identity.ShortMessageNumbers, IdentityFields.ShortMessageNumbers);
        LookAtNumbers(identity.VoiceNumbers, IdentityFields.VoiceNumbers);
        LookAtNumbers(identity.AnsweredNumbers, IdentityFields.AnsweredNumbers);
        int seconds = identity.HeartbeatIntervalSeconds;
        Demand(
            seconds == 0
                || (seconds >= BenchLimits.MinHeartbeatIntervalSeconds
                    && seconds <= BenchLimits.MaxHeartbeatIntervalSeconds),
            IdentityFault.Range, IdentityFields.HeartbeatIntervalSeconds);
        LookAtKit(identity.KitInstallCodes);
        LookAtReleaseKeys(identity.ReleaseKeys);
        return Fault == IdentityFault.None;
    }

    private void Demand(bool isSound, IdentityFault fault, string field)
    {
        if (!isSound && Fault == IdentityFault.None)
        {
            Fault = fault;
            Field = field;
        }
    }

    private void LookAtReceiver(IdentityReceiver receiver, string place)
    {
        Demand(ReceiverAddress.IsHost(receiver.Host), IdentityFault.Range, place + IdentityFields.Host);
        Demand(
            ReceiverAddress.IsPort(receiver.Port), IdentityFault.Range, place + IdentityFields.Port);
        LookAtCertificate(receiver.Authority, place + IdentityFields.Authority);
        LookAtCertificate(receiver.ClientCertificate, place + IdentityFields.ClientCertificate);
        LookAtCertificate(receiver.ClientKey, place + IdentityFields.ClientKey);

        // Without a certificate nobody proves to be the receiver: only inside one machine is there nobody else.
        bool hasAuthority = receiver.Authority.Length > 0;
        bool hasCertificate = receiver.ClientCertificate.Length > 0;
        Demand(
            hasAuthority || IsLoopback(receiver.Host),
            IdentityFault.Contradiction, place + IdentityFields.Authority);
        Demand(
            hasAuthority || !hasCertificate,
            IdentityFault.Contradiction, place + IdentityFields.ClientCertificate);
        Demand(
            hasCertificate == receiver.ClientKey.Length > 0,
            IdentityFault.Contradiction, place + IdentityFields.ClientKey);
    }

    private void LookAtCertificate(byte[] certificate, string field)
    {
        Demand(certificate.Length <= BenchLimits.MaxCertificateBytes, IdentityFault.Range, field);
    }

    private void LookAtWifi(string name, string passphrase)
    {
        int nameBytes = Utf8.Measure(name);
        Demand(
            nameBytes >= 0 && nameBytes <= BenchLimits.MaxWifiNameBytes, IdentityFault.Range, IdentityFields.WifiName);
        bool isPassphrase = passphrase.Length == 0
            || (passphrase.Length >= BenchLimits.MinWifiPassphraseCharacters
                && passphrase.Length <= BenchLimits.MaxWifiPassphraseCharacters);
        for (int i = 0; i < passphrase.Length && isPassphrase; i++)
        {
            isPassphrase = passphrase[i] >= ' ' && passphrase[i] <= '~';
        }

        Demand(isPassphrase, IdentityFault.Range, IdentityFields.WifiPassphrase);
        Demand(
            name.Length > 0 || passphrase.Length == 0, IdentityFault.Contradiction, IdentityFields.WifiPassphrase);
    }

    private void LookAtNumbers(string[] numbers, string field)
    {
        Demand(numbers.Length <= BenchLimits.MaxNumbers, IdentityFault.Count, field);
        for (int i = 0; i < numbers.Length && Fault == IdentityFault.None; i++)
        {
            Demand(PhoneNumber.IsValid(numbers[i]), IdentityFault.Range, field);
        }
    }

    private void LookAtKit(string[] codes)
    {
        Demand(codes.Length <= BenchLimits.MaxKitDevices, IdentityFault.Count, IdentityFields.KitInstallCodes);
        for (int i = 0; i < codes.Length && Fault == IdentityFault.None; i++)
        {
            Demand(
                codes[i].Length <= InstallCode.MaxTextLength
                    && _installCode.Parse(codes[i]) == InstallCodeError.None,
                IdentityFault.Range, IdentityFields.KitInstallCodes);
        }

        _installCode.Clear();
    }

    private void LookAtReleaseKeys(byte[][] keys)
    {
        Demand(keys.Length <= BenchLimits.MaxReleaseKeys, IdentityFault.Count, IdentityFields.ReleaseKeys);
        for (int i = 0; i < keys.Length && Fault == IdentityFault.None; i++)
        {
            Demand(ReleaseCheck.IsUsable(keys[i], keys[i].Length), IdentityFault.Range, IdentityFields.ReleaseKeys);
        }
    }

    private static bool IsKey(byte[] key)
    {
        int any = 0;
        for (int i = 0; i < key.Length; i++)
        {
            any |= key[i];
        }

        return key.Length == ProtocolLimits.HubKeyBytes && any != 0;
    }

    private static bool IsModel(string model)
    {
        bool isSound = model.Length >= 1 && model.Length <= ProtocolLimits.MaxHardwareModelBytes;
        for (int i = 0; i < model.Length && isSound; i++)
        {
            isSound = model[i] > ' ' && model[i] <= '~';
        }

        return isSound;
    }

    private static bool IsLoopback(string host)
    {
        return host == "localhost" || host == "127.0.0.1" || host == "::1";
    }

    private static bool IsAccessPoint(string name)
    {
        bool isSound = name.Length <= BenchLimits.MaxAccessPointCharacters;
        for (int i = 0; i < name.Length && isSound; i++)
        {
            isSound = IsNameCharacter(name[i]) || name[i] == '_';
        }

        return isSound;
    }

    private static bool IsPin(string pin)
    {
        bool isSound = pin.Length == 0
            || (pin.Length >= BenchLimits.MinPinDigits && pin.Length <= BenchLimits.MaxPinDigits);
        for (int i = 0; i < pin.Length && isSound; i++)
        {
            isSound = pin[i] >= '0' && pin[i] <= '9';
        }

        return isSound;
    }

    private static bool IsNameCharacter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    }
}
