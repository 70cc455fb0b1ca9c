// The bounds of updates over the air.
namespace Hub.Core;

/// <content>Updates: how a release is fetched, verified, tried and gone back from.</content>
public static partial class Limits
{
    /// <summary>How long blocks that were asked for may take.</summary>
    public const int FetchAnswerMilliseconds = 15_000;

    /// <summary>The shortest rest after a request that nothing came for; twice as long after each further one.
    /// </summary>
    public const int FetchRestMilliseconds = 15_000;

    /// <summary>The longest such rest.</summary>
    public const int FetchMaxRestMilliseconds = 600_000;

    /// <summary>An answer that comes sooner lets the hub ask for twice as much, one that takes longer for half.
    /// </summary>
    public const int FetchTargetMilliseconds = 500;

    /// <summary>The fewest bytes asked for at once: one block.</summary>
    public const int MinFetchBytes = 448;

    /// <summary>Asked for at first over a slow network, or one that is not known.</summary>
    public const int FirstFetchBytes = 896;

    /// <summary>How often a part may come wrong before the release is refused.</summary>
    public const int MaxBadParts = 3;

    /// <summary>Compressions of SHA-256 in one step while a release is verified: a few hundredths of a second on the
    /// board, during which a press waits in its ring.</summary>
    public const int CompressionsPerStep = 16;

    /// <summary>How long after an alarm or a call nothing is done for a release.</summary>
    public const int UpdateQuietMilliseconds = 120_000;

    /// <summary>Between two looks at what an update waits for.</summary>
    public const int UpdateLookMilliseconds = 1_000;

    /// <summary>The least charge of the battery, in percent, whatever a release says.</summary>
    public const int MinUpdateBatteryPercent = 30;

    /// <summary>How long new firmware may take to prove itself.</summary>
    public const int FirmwareTrialMilliseconds = 600_000;

    /// <summary>Between two test alarms of a trial.</summary>
    public const int FirmwareTrialAskMilliseconds = 60_000;

    /// <summary>How long a call for help may stay without an answer while firmware is on trial.</summary>
    public const int FirmwareTrialCallMilliseconds = 60_000;

    /// <summary>How many reports devices must be expected to make in a trial for their silence to count against the
    /// radio.</summary>
    public const int TrialReportsExpected = 5;

    /// <summary>How long confirmed firmware runs before its start no longer counts against it.</summary>
    public const int FirmwareSettleMilliseconds = 600_000;

    /// <summary>How long the hub waits for its news to be taken before it restarts into other firmware.</summary>
    public const int SwitchNewsMilliseconds = 5_000;

    /// <summary>Between two reports of how far fetching has come.</summary>
    public const int UpdateProgressMilliseconds = 60_000;

    /// <summary>Bytes of the record that is kept of updates.</summary>
    public const int MaxUpdateRecordBytes = 512;
}
