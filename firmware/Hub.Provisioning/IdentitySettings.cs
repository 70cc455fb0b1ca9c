// What an identity means for a hub's settings.
using Hub.Core;
using Hub.Protocols.Alarms;
using Hub.Protocols.Bench;
using Hub.Protocols.Radio;
using Hub.Protocols.Rules;
using Hub.Protocols.Security;
using Hub.Protocols.Settings;
using Hub.Protocols.Updates;

namespace Hub.Provisioning;

/// <summary>Puts an identity into settings; every secret but the key itself is derived.</summary>
public static class IdentitySettings
{
    /// <summary>Sets what the identity says; all else stays as it is. The receivers are the wiring's to connect.
    /// </summary>
    /// <param name="identity">A sound identity.</param>
    /// <param name="settings">Takes it.</param>
    public static void Apply(HubIdentity identity, HubSettings settings)
    {
        settings.HubId = identity.HubId;
        settings.HardwareModel = identity.Model;
        settings.Password = SignInPassword.Derive(identity.Key);
        settings.PairingKey = new byte[RadioLimits.KeyBytes];
        new RadioKeys().DerivePairing(identity.Key, settings.PairingKey, 0);
        settings.DocumentKey = new byte[RuleLimits.DocumentKeyBytes];
        DocumentSeal.DeriveKey(identity.Key, settings.DocumentKey, 0);
        settings.KitInstallCodes = identity.KitInstallCodes;
        settings.UpdateKey = new byte[UpdateLimits.KeyBytes];
        UpdateSeal.DeriveKey(identity.Key, settings.UpdateKey, 0);
        settings.ReleaseKeys = identity.ReleaseKeys;
        if (identity.HeartbeatIntervalSeconds > 0)
        {
            settings.HeartbeatIntervalSeconds = identity.HeartbeatIntervalSeconds;
        }

        LinkSettings link = settings.Link;
        link.ShortMessageKey = new byte[RadioLimits.KeyBytes];
        AlarmTextKey.Derive(identity.Key, link.ShortMessageKey, 0);
        link.ShortMessageNumbers = identity.ShortMessageNumbers;
        link.VoiceNumbers = identity.VoiceNumbers;
        link.AnsweredNumbers = identity.AnsweredNumbers;
        link.Receivers = new ReceiverAddress[identity.Receivers.Length];
        for (int i = 0; i < link.Receivers.Length; i++)
        {
            link.Receivers[i] = new ReceiverAddress(identity.Receivers[i].Host, identity.Receivers[i].Port);
        }
    }
}
