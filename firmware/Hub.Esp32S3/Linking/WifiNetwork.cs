// Joins the home's Wi-Fi network and keeps it, without ever making the loop wait.
using System;
using System.Device.Wifi;
using System.Threading;

namespace Hub.Esp32S3.Linking;

/// <summary>
/// The controller's Wi-Fi. Joining blocks for up to some ten seconds in the interpreter, so each try has a thread of
/// its own, and there is never more than one. Once joined the interpreter itself comes back after a loss; this class
/// tries anew when the link stays away.
/// </summary>
public sealed class WifiNetwork : IIpNetwork
{
    private readonly object _lock = new object();
    private readonly string _name;
    private readonly string _passphrase;
    private readonly INetworkProbe _probe;
    private readonly LoopSignal _signal;
    private WifiAdapter? _adapter;
    private bool _isOn = true;
    private bool _isLeaving;
    private bool _isBusy;
    private long _tryAtMilliseconds = long.MinValue;

    /// <summary>Names the network; nothing is tried before the first step.</summary>
    /// <param name="name">Its name (SSID); with none, or one that is too long, it never joins.</param>
    /// <param name="passphrase">Its passphrase, or an empty text.</param>
    /// <param name="probe">Says whether the link is there.</param>
    /// <param name="signal">Set when a try has ended.</param>
    public WifiNetwork(string name, string passphrase, INetworkProbe probe, LoopSignal signal)
    {
        _name = name;
        _passphrase = passphrase;
        _probe = probe;
        _signal = signal;
    }

    /// <inheritdoc/>
    public bool IsUp { get; private set; }

    /// <summary>Whether the settings name a network that can be joined.</summary>
    public bool IsConfigured
    {
        get
        {
            return _name.Length > 0
                && _name.Length <= BoardLimits.MaxWifiNameCharacters
                && _passphrase.Length <= BoardLimits.MaxWifiPassphraseCharacters;
        }
    }

    /// <summary>Tries to join, since the start.</summary>
    public long TryCount { get; private set; }

    /// <summary>Tries that the interpreter or the access point refused, since the start.</summary>
    public long FailureCount { get; private set; }

    /// <summary>Switches the Wi-Fi on or off; off ends the link within a moment.</summary>
    public void SetPower(bool isOn)
    {
        lock (_lock)
        {
            _isLeaving = _isOn && !isOn;
            _isOn = isOn;
        }

        _signal.Set();
    }

    /// <inheritdoc/>
    public void Step(long nowMilliseconds)
    {
        bool isLeaving;
        lock (_lock)
        {
            if (!IsConfigured || _isBusy)
            {
                IsUp = IsUp && _isOn && !_isBusy;
                return;
            }

            isLeaving = _isLeaving;
            if (!isLeaving)
            {
                IsUp = _isOn && _probe.IsLinkUp();
                bool isDue = _isOn && !IsUp && nowMilliseconds >= _tryAtMilliseconds;
                if (!isDue)
                {
                    return;
                }

                TryCount++;
                _tryAtMilliseconds = nowMilliseconds + BoardLimits.WifiRetryMilliseconds;
            }

            IsUp = false;
            _isLeaving = false;
            _isBusy = true;
        }

        Start(isLeaving);
    }

    private void Start(bool isLeaving)
    {
        try
        {
            if (isLeaving)
            {
                new Thread(Leave).Start();
            }
            else
            {
                new Thread(Join).Start();
            }
        }
        catch (Exception)
        {
            // No memory for a thread: this try has failed.
            End(false);
        }
    }

    private void Join()
    {
        bool isJoined = false;
        try
        {
            WifiAdapter? adapter = FindAdapter();
            if (adapter != null)
            {
                WifiConnectionResult result = adapter.Connect(_name, WifiReconnectionKind.Automatic, _passphrase);
                isJoined = result.ConnectionStatus == WifiConnectionStatus.Success;
            }
        }
        catch (Exception)
        {
            isJoined = false;
        }

        End(isJoined);
    }

    private void Leave()
    {
        try
        {
            FindAdapter()?.Disconnect();
            End(true);
        }
        catch (Exception)
        {
            End(false);
        }
    }

    // Once: the library keeps every adapter that it has ever given out.
    private WifiAdapter? FindAdapter()
    {
        if (_adapter == null)
        {
            WifiAdapter[] adapters = WifiAdapter.FindAllAdapters();
            _adapter = adapters.Length > 0 ? adapters[0] : null;
        }

        return _adapter;
    }

    private void End(bool isDone)
    {
        lock (_lock)
        {
            _isBusy = false;
            FailureCount += isDone ? 0 : 1;
        }

        _signal.Set();
    }
}
