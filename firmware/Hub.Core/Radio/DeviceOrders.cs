// Orders to devices that can do something: the smart plug.
using Hub.Core.Pairing;
using Hub.Core.Ports;
using Hub.Core.Storage;
using Hub.Core.Supervision;
using Hub.Protocols.Alarms;
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;

namespace Hub.Core.Radio;

/// <summary>
/// A device carries out each number once. The number is in the store before the order is first sent, so it is never
/// used again; the order is sent until the device reports the new state, five times at most.
/// </summary>
public sealed class DeviceOrders
{
    private readonly DeviceTable _table;
    private readonly DeviceStore _store;
    private readonly HubFrames _frames;
    private readonly EventLog _events;
    private readonly IRandom _random;
    private readonly DeviceOrder _order = new DeviceOrder();
    private readonly OrderSlot[] _slots = new OrderSlot[Limits.OrderCapacity];
    private int _count;

    internal DeviceOrders(
        DeviceTable table,
        DeviceStore store,
        HubFrames frames,
        EventLog events,
        IRandom random)
    {
        _table = table;
        _store = store;
        _frames = frames;
        _events = events;
        _random = random;
        for (int i = 0; i < _slots.Length; i++)
        {
            _slots[i] = new OrderSlot();
        }
    }

    /// <summary>Orders that devices have reported as carried out, since the start.</summary>
    public long ConfirmedCount { get; private set; }

    /// <summary>Orders given up, since the start.</summary>
    public long FailedCount { get; private set; }

    /// <summary>When an order is sent again; long.MaxValue when none is under way.</summary>
    internal long NextDueAtMilliseconds { get; private set; } = long.MaxValue;

    /// <summary>Takes an order; an earlier one to the same device is given up for it.</summary>
    /// <returns>False when it cannot be stored, or too many are under way.</returns>
    internal bool Add(PairedDevice device, OrderKind kind, int argument, long nowMilliseconds)
    {
        OrderSlot? slot = FindPlace(device.DeviceId);
        if (slot == null)
        {
            return false;
        }

        device.OrderCounter++;
        if (!_store.WriteProgress(device))
        {
            return false;
        }

        _count += slot.IsInUse ? 0 : 1;
        slot.IsInUse = true;
        slot.DeviceId = device.DeviceId;
        slot.Kind = kind;
        slot.Argument = argument;
        slot.Number = device.OrderCounter;
        slot.Salt = _random.NextUInt32();
        slot.Tries = 0;
        slot.NextAtMilliseconds = nowMilliseconds;
        NextDueAtMilliseconds = nowMilliseconds;
        return true;
    }

    /// <summary>A device reported: if it shows what was ordered, the order is done.</summary>
    internal void OnReport(PairedDevice device, DeviceReport report)
    {
        for (int i = 0; i < _slots.Length && _count > 0; i++)
        {
            OrderSlot slot = _slots[i];
            bool isOn = (report.Flags & ReportFlags.Active) != 0;
            bool isShown = (slot.Kind == OrderKind.SwitchOn && (isOn || report.Cause == DeviceCause.SwitchedOn))
                || (slot.Kind == OrderKind.SwitchOff && (!isOn || report.Cause == DeviceCause.SwitchedOff));
            if (slot.IsInUse && slot.DeviceId == device.DeviceId && slot.Tries > 0 && isShown)
            {
                ConfirmedCount++;
                Free(slot);
            }
        }
    }

    internal void Step(long nowMilliseconds)
    {
        if (nowMilliseconds < NextDueAtMilliseconds)
        {
            return;
        }

        NextDueAtMilliseconds = long.MaxValue;
        for (int i = 0; i < _slots.Length; i++)
        {
            OrderSlot slot = _slots[i];
            if (slot.IsInUse && nowMilliseconds >= slot.NextAtMilliseconds)
            {
                Send(slot, nowMilliseconds);
            }

            if (slot.IsInUse && slot.NextAtMilliseconds < NextDueAtMilliseconds)
            {
                NextDueAtMilliseconds = slot.NextAtMilliseconds;
            }
        }
    }

    private void Send(OrderSlot slot, long nowMilliseconds)
    {
        PairedDevice? device = _table.Find(slot.DeviceId);
        if (device == null)
        {
            Free(slot);
            return;
        }

        if (slot.Tries >= Limits.OrderTries)
        {
            // To show where it is, a device only blinks: nothing confirms that.
            if (slot.Kind != OrderKind.Identify)
            {
                FailedCount++;
                _events.AddOf(device, StatusCodes.TimeOut, (int)slot.Kind, nowMilliseconds);
            }

            Free(slot);
            return;
        }

        _order.Kind = slot.Kind;
        _order.Argument = slot.Argument;
        _order.Number = slot.Number;
        slot.Tries++;
        slot.NextAtMilliseconds = nowMilliseconds + Limits.OrderRetryMilliseconds;
        _frames.Order(device, _order, slot.Salt, nowMilliseconds);
    }

    private void Free(OrderSlot slot)
    {
        slot.IsInUse = false;
        _count--;
    }

    private OrderSlot? FindPlace(uint deviceId)
    {
        OrderSlot? free = null;
        for (int i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].IsInUse && _slots[i].DeviceId == deviceId)
            {
                return _slots[i];
            }

            free = _slots[i].IsInUse || free != null ? free : _slots[i];
        }

        return free;
    }
}
