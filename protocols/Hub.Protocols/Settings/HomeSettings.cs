// The settings of one home, as a document has them.
namespace Hub.Protocols.Settings;

/// <summary>
/// Values by key; one that is not there is as it was put in at the bench. Made once and used again; lists are replaced,
/// never changed.
/// </summary>
public sealed class HomeSettings
{
    private readonly int[] _numbers = new int[SettingsSchema.Count];
    private readonly string[]?[] _phones = new string[]?[SettingsSchema.Count];
    private readonly bool[] _isThere = new bool[SettingsSchema.Count];
    private ReceiverAddress[] _receivers = new ReceiverAddress[0];

    /// <summary>The document's version, 1 and up; 0 for none.</summary>
    public uint Version { get; set; }

    /// <summary>The hub that the document is for.</summary>
    public string HubId { get; set; } = "";

    /// <summary>Whether a setting is told.</summary>
    public bool Has(int key)
    {
        int index = SettingsSchema.IndexOf(key);
        return index >= 0 && _isThere[index];
    }

    /// <summary>A number, or what stands for it when it is not told.</summary>
    public int NumberOr(int key, int otherwise)
    {
        int index = SettingsSchema.IndexOf(key);
        return index >= 0 && _isThere[index] ? _numbers[index] : otherwise;
    }

    /// <summary>Telephone numbers, or what stands for them when they are not told.</summary>
    public string[] PhonesOr(int key, string[] otherwise)
    {
        int index = SettingsSchema.IndexOf(key);
        return index >= 0 && _isThere[index] && _phones[index] != null ? _phones[index]! : otherwise;
    }

    /// <summary>The receivers, or what stands for them when they are not told.</summary>
    public ReceiverAddress[] ReceiversOr(ReceiverAddress[] otherwise)
    {
        return Has(SettingKeys.Receivers) ? _receivers : otherwise;
    }

    /// <summary>Tells a number.</summary>
    public void Set(int key, int number)
    {
        int index = SettingsSchema.IndexOf(key);
        _numbers[index] = number;
        _isThere[index] = true;
    }

    /// <summary>Tells telephone numbers.</summary>
    public void Set(int key, string[] numbers)
    {
        int index = SettingsSchema.IndexOf(key);
        _phones[index] = numbers;
        _isThere[index] = true;
    }

    /// <summary>Tells the receivers.</summary>
    public void Set(ReceiverAddress[] receivers)
    {
        _receivers = receivers;
        _isThere[SettingsSchema.IndexOf(SettingKeys.Receivers)] = true;
    }

    /// <summary>Tells nothing any more.</summary>
    public void Clear()
    {
        Version = 0;
        HubId = "";
        _receivers = new ReceiverAddress[0];
        for (int i = 0; i < _isThere.Length; i++)
        {
            _isThere[i] = false;
            _numbers[i] = 0;
            _phones[i] = null;
        }
    }
}
