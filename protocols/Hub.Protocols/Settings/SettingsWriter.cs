// Writes settings as the document that a hub takes.
using Hub.Protocols.Cbor;

namespace Hub.Protocols.Settings;

/// <summary>Writes deterministic CBOR as in <c>protocols/settings.cddl</c>: what is told, by ascending key.</summary>
public sealed class SettingsWriter
{
    private const int HeaderPairs = 3;

    private static readonly string[] NoPhones = new string[0];
    private static readonly ReceiverAddress[] NoReceivers = new ReceiverAddress[0];

    private readonly CborWriter _writer = new CborWriter();

    /// <summary>Writes a document.</summary>
    /// <returns>The bytes written; 0 when they do not fit, or are more than a document may have.</returns>
    public int Write(HomeSettings settings, byte[] buffer, int offset, int count)
    {
        int room = count < SettingsLimits.MaxDocumentBytes ? count : SettingsLimits.MaxDocumentBytes;
        int pairs = HeaderPairs;
        for (int i = 0; i < SettingsSchema.Count; i++)
        {
            pairs += settings.Has(SettingsSchema.At(i).Key) ? 1 : 0;
        }

        _writer.Reset(buffer, offset, room);
        _writer.WriteMapStart(pairs);
        _writer.WriteUInt(0);
        _writer.WriteUInt(SettingsLimits.FormatVersion);
        _writer.WriteUInt(1);
        _writer.WriteUInt(settings.Version);
        _writer.WriteUInt(2);
        _writer.WriteText(settings.HubId);
        for (int i = 0; i < SettingsSchema.Count; i++)
        {
            SettingRule rule = SettingsSchema.At(i);
            if (settings.Has(rule.Key))
            {
                Put(rule, settings);
            }
        }

        return _writer.Failed ? 0 : _writer.Length;
    }

    private void Put(SettingRule rule, HomeSettings settings)
    {
        _writer.WriteUInt((ulong)rule.Key);
        switch (rule.Kind)
        {
            case SettingKind.PhoneNumbers:
                string[] phones = settings.PhonesOr(rule.Key, NoPhones);
                _writer.WriteArrayStart(phones.Length);
                for (int i = 0; i < phones.Length; i++)
                {
                    _writer.WriteText(phones[i]);
                }

                break;
            case SettingKind.Receivers:
                ReceiverAddress[] receivers = settings.ReceiversOr(NoReceivers);
                _writer.WriteArrayStart(receivers.Length);
                for (int i = 0; i < receivers.Length; i++)
                {
                    _writer.WriteArrayStart(2);
                    _writer.WriteText(receivers[i].Host);
                    _writer.WriteInt(receivers[i].Port);
                }

                break;
            default:
                _writer.WriteInt(settings.NumberOr(rule.Key, 0));
                break;
        }
    }
}
