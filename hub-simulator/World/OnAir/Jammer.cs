// A transmitter that never stops talking and says nothing.
namespace Hub.Simulator.World.OnAir;

/// <summary>Covers up, while it is on, everything that is not clearly stronger where it is heard.</summary>
public sealed class Jammer
{
    private readonly Agenda _agenda;
    private long _onAt = long.MaxValue;
    private long _offAt = long.MinValue;
    private bool _isOn;

    internal Jammer(Agenda agenda, Spot spot)
    {
        _agenda = agenda;
        Spot = spot;
    }

    /// <summary>Where it stands.</summary>
    public Spot Spot { get; set; }

    /// <summary>With how much it sends, in dBm.</summary>
    public int PowerDbm { get; set; } = Air.PowerDbm;

    /// <summary>Whether it is on.</summary>
    public bool IsOn
    {
        get => _isOn;
        set
        {
            if (_isOn != value)
            {
                _isOn = value;
                _onAt = value ? _agenda.NowMilliseconds : _onAt;
                _offAt = value ? _offAt : _agenda.NowMilliseconds;
            }
        }
    }

    /// <summary>Whether it was on at any time since.</summary>
    internal bool WasOnSince(long milliseconds) => _isOn || _offAt > milliseconds;

    /// <summary>How strong it is at a place, in dBm.</summary>
    internal int LevelAt(Spot spot) => PowerDbm - PathLoss.Db(Spot, spot);
}
