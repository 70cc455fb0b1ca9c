// The hub's settings, as this build knows them, from what the board has.
using System;
using System.Reflection;
using Hub.Core;
using Hub.Protocols.Settings;
using Hub.Simulator.Hardware;

namespace Hub.Simulator.Firmware;

/// <summary>A setting that only one of the two builds knows keeps its default.</summary>
internal static class SettingsFromBoard
{
    internal static HubSettings Read(IBoard board)
    {
        HubSettings settings = new();
        Fill(board, settings, "");
        Fill(board, settings.Link, nameof(HubSettings.Link) + ".");
        if (board.Setting("Link.Receivers") is string[] hosts && board.Setting("Link.Ports") is int[] ports)
        {
            settings.Link.Receivers = Array.ConvertAll(
                hosts, host => new ReceiverAddress(host, ports[Array.IndexOf(hosts, host)]));
        }

        return settings;
    }

    private static void Fill(IBoard board, object settings, string prefix)
    {
        foreach (PropertyInfo property in settings.GetType().GetProperties())
        {
            object? value = board.Setting(prefix + property.Name);
            if (property.CanWrite && value != null && property.PropertyType.IsInstanceOfType(value))
            {
                property.SetValue(settings, value);
            }
        }
    }
}
