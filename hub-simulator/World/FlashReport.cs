// What a hub's flash would give back after a power cut now.
using System;
using System.Collections.Generic;
using Hub.Core.Alarming;
using Hub.Core.Pairing;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Protocols.Alarms;

namespace Hub.Simulator.World;

/// <summary>An alarm in the journal.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="TriggerId">Which button.</param>
/// <param name="DeviceType">What the trigger is, as a SCAIP device type.</param>
/// <param name="StatusCode">What its cause is, as a SCAIP status code.</param>
/// <param name="PressCount">The presses it stands for.</param>
public sealed record JournalledAlarm(
    ulong Sequence, AlarmKind Kind, uint TriggerId, int DeviceType, int StatusCode, int PressCount)
{
    /// <summary>Whether it stands for presses of a trigger: a person's, or a test made by pressing one.</summary>
    public bool IsOfPresses => HeldAlarm.AreOfPresses(Kind, DeviceType, StatusCode);
}

/// <summary>A device in the list of paired ones.</summary>
/// <param name="DeviceId">Which it is.</param>
/// <param name="Counter">The last frame counter that was taken from it.</param>
public sealed record KeptDevice(uint DeviceId, uint Counter);

/// <summary>Reads flash the way a starting hub does; nothing is changed by looking.</summary>
public static class FlashReport
{
    /// <summary>The alarms a hub would find if it started now.</summary>
    /// <returns>The alarms, or null when the flash cannot be read.</returns>
    public static IReadOnlyList<JournalledAlarm>? PendingAlarms(SimFlash flash)
    {
        HubMemory memory = new(new ReadOnlyFlash(flash), new SeededRandom(0));
        if (!memory.Journal.Mount())
        {
            return null;
        }

        List<JournalledAlarm> alarms = [];
        for (int i = 0; i < memory.Alarms.Capacity; i++)
        {
            PendingAlarm alarm = memory.Alarms.At(i);
            if (alarm.IsInUse)
            {
                alarms.Add(new JournalledAlarm(
                    alarm.Sequence,
                    alarm.Kind,
                    alarm.TriggerId,
                    alarm.DeviceType,
                    alarm.StatusCode,
                    alarm.PressCount));
            }
        }

        return alarms;
    }

    /// <summary>The devices a hub would find paired if it started now. A start may finish what a cut interrupted, so
    /// it is tried on a copy.</summary>
    /// <returns>The devices, or null when the flash cannot be read.</returns>
    public static IReadOnlyList<KeptDevice>? Devices(SimFlash flash)
    {
        DeviceTable table = new();
        DeviceStore store = new(flash.Copy(), table);
        if (!store.Mount())
        {
            return null;
        }

        List<KeptDevice> devices = [];
        for (int i = 0; i < table.Capacity; i++)
        {
            if (table.At(i).DeviceId != 0)
            {
                devices.Add(new KeptDevice(table.At(i).DeviceId, table.At(i).Counter));
            }
        }

        return devices;
    }

    private sealed class ReadOnlyFlash(SimFlash flash) : IFlash
    {
        public int SectorSizeBytes => flash.SectorSizeBytes;

        public int SectorCount => flash.SectorCount;

        // Also of a part without power: this is what it will give back with power.
        public FlashResult Read(int sector, int offset, byte[] buffer, int bufferOffset, int count)
        {
            flash.Contents(sector).Slice(offset, count).CopyTo(buffer.AsSpan(bufferOffset));
            return FlashResult.Ok;
        }

        public FlashResult Program(int sector, int offset, byte[] buffer, int bufferOffset, int count) =>
            throw new InvalidOperationException("looking at flash must not change it");

        public FlashResult Erase(int sector) =>
            throw new InvalidOperationException("looking at flash must not change it");
    }
}
