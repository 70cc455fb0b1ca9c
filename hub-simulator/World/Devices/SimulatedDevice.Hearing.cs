// What a device does with the frames that it hears from its hub.
using Hub.Protocols.Devices;
using Hub.Protocols.Radio;
using Hub.Simulator.World.OnAir;

namespace Hub.Simulator.World.Devices;

/// <content>Acknowledgements, resyncs, orders and join answers.</content>
public sealed partial class SimulatedDevice
{
    private void Hear(Transmission heard, int signalDbm)
    {
        if (!IsAlive || heard.DeviceId != Label.DeviceId || !_codec.IsForMe(heard.Frame))
        {
            return;
        }

        switch (_codec.Heard.Kind)
        {
            case RadioFrameKind.Acknowledge when IsOfCurrent() && _codec.OpenHeard():
                HubSignalDbm = signalDbm;
                TakeAcknowledgement();
                break;
            case RadioFrameKind.Resync when IsOfCurrent() && _codec.OpenHeard():
                HubSignalDbm = signalDbm;
                TakeResync(_codec.HeardResync());
                break;
            case RadioFrameKind.Order when Memory.IsPaired:
                TakeOrder(_codec.HeardOrder());
                break;
            case RadioFrameKind.JoinAnswer:
                TakeAnswer(signalDbm);
                break;
            default:
                break;
        }
    }

    private bool IsOfCurrent() => Memory.IsPaired && _sender.Current != null
        && _codec.Heard.Counter >= _firstCounter && _codec.Heard.Counter <= _counter;

    private void TakeAcknowledgement()
    {
        IsProven = true;
        _isFirstSincePowerUp = false;
        _hasUnacknowledged = false;
        AcknowledgedAt = _agenda.NowMilliseconds;
        _joining.Stop();
        Lamp = DeviceLamp.Green;
        _urgent = _sender.Current == _urgent ? null : _urgent;
        _other = _sender.Current == _other ? null : _other;
        _sender.Stop();
        if (Pending != null)
        {
            Tell(Pending);
        }

        long interval = Memory.SupervisionMinutes * (long)MinuteMilliseconds;
        PlanSupervision(interval - _random.Next(0, (interval / 10) + 1));
    }

    private void TakeResync(uint lowest)
    {
        if (lowest > _counter)
        {
            _counter = lowest - 1;
            Memory.CounterCeiling = _counter + DeviceMemory.BlockCount;
            _sender.Begin(_sender.Current!);
        }
    }

    private void TakeOrder(DeviceOrder? order)
    {
        if (order == null || order.Number <= Memory.LastOrder)
        {
            return;
        }

        Memory.LastOrder = order.Number;
        LastOrder = order.Kind;
        if (DeviceCatalogue.TakesOrders(Label.Kind) && order.Kind is OrderKind.SwitchOn or OrderKind.SwitchOff)
        {
            Report(order.Kind == OrderKind.SwitchOn ? DeviceCause.SwitchedOn : DeviceCause.SwitchedOff);
        }
        else
        {
            Report(DeviceCause.Supervision);
        }
    }

    private void TakeAnswer(int signalDbm)
    {
        (JoinAnswer? answer, byte[] key) = _joining.Take();
        if (answer == null)
        {
            return;
        }

        HubSignalDbm = signalDbm;
        LastJoinResult = answer.Result;
        if (answer.Result != JoinResult.Accepted)
        {
            Lamp = DeviceLamp.Red;
            return;
        }

        Drop();

        // Its counters begin anew: an acknowledgement must not be taken for that of a press from before.
        _presses.Clear();
        key.CopyTo(Memory.LinkKey, 0);
        Memory.IsPaired = true;
        IsProven = false;
        Memory.HomeId = answer.HomeId;
        Memory.SupervisionMinutes = answer.SupervisionMinutes;
        Memory.LastOrder = 0;
        Memory.CounterCeiling = 0;
        Resume();
        Notice(DeviceCause.Joined, 0, null);
    }
}
