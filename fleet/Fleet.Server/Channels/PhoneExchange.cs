// The simulated network between this server and the simulated phones.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Server.Store;
using Fleet.Server.Time;

namespace Fleet.Server.Channels;

/// <summary>
/// The rules of the simulated phones, within a transaction that begins with <see cref="Outbox.Open"/>. What a phone
/// does goes to the slice the same way as a real provider's webhook.
/// </summary>
internal sealed class PhoneExchange
{
    private readonly SteadyClock _clock;
    private readonly ChannelIntake _intake;
    private readonly string _name;

    public PhoneExchange(SteadyClock clock, ChannelIntake intake, ChannelOptions options)
    {
        (_clock, _intake) = (clock, intake);
        _name = options.Providers.FirstOrDefault(one => one.Kind == ProviderKind.Simulator)?.Name ?? "simulator";
    }

    /// <summary>The simulator's configured name.</summary>
    public string Name => _name;

    /// <summary>Takes a message to a phone; it arrives when it is noted as handed over.</summary>
    public SendResult Take(StoreSession session, OutgoingMessage message)
    {
        PhoneCondition condition = PhoneStore.Ensure(
            session, message.TenantId, message.Address, "", PhoneCondition.On, _clock.UnixNow);
        if (condition == PhoneCondition.Refused)
        {
            return SendResult.Refused("the number is refused");
        }

        if (message.Kind == OutgoingKind.Voice)
        {
            PhoneStore.AddCall(session, new PhoneCallRow(
                message.MessageId, message.TenantId, message.Address, PhoneLeg.Message, message.MessageId, "",
                PhoneCallState.Ringing, message.Text, "", _clock.UnixNow));
        }
        else
        {
            PhoneStore.AddMessage(session, message.TenantId, message.Address, new PhoneMessage(
                message.MessageId, message.Kind == OutgoingKind.Mail, IsFromPhone: false, message.Text,
                Time(_clock.UnixNow), null, IsRead: false));
        }

        return SendResult.Taken(Reference(message.MessageId));
    }

    /// <summary>The service has noted that the simulator has the message: it goes on to the phone.</summary>
    public void Forward(StoreSession session, OutgoingMessage message)
    {
        PhoneCondition condition = PhoneStore.Condition(session, message.TenantId, message.Address)
            ?? PhoneCondition.On;
        if (message.Kind == OutgoingKind.Voice)
        {
            if (PhoneStore.FindCall(session, message.MessageId) is { State: PhoneCallState.Ringing } call)
            {
                Ring(session, call, condition);
            }
        }
        else if (condition is not (PhoneCondition.Off or PhoneCondition.NoCoverage))
        {
            Arrive(session, message.MessageId);
        }
    }

    /// <summary>A phone's messages arrive when it is on again.</summary>
    public void ForwardAll(StoreSession session, Guid tenantId, string number)
    {
        foreach (Guid message in PhoneStore.Waiting(session, tenantId, number))
        {
            Arrive(session, message);
        }
    }

    /// <summary>Rings the operator's end of a call.</summary>
    public void Connect(StoreSession session, VoiceOrder order)
    {
        PhoneCondition condition = PhoneStore.Ensure(
            session, order.TenantId, order.OperatorNumber, "", PhoneCondition.On, _clock.UnixNow);
        PhoneCondition other = order.Target == CallTarget.Hub ? PhoneCondition.Speaks : PhoneCondition.On;
        PhoneStore.Ensure(session, order.TenantId, order.Number, "", other, _clock.UnixNow);
        var leg = new PhoneCallRow(
            order.CallId, order.TenantId, order.OperatorNumber, PhoneLeg.Operator, order.CallId, order.Number,
            PhoneCallState.Ringing, "", "", _clock.UnixNow);
        if (PhoneStore.AddCall(session, leg))
        {
            Ring(session, leg, condition);
        }
    }

    /// <summary>Somebody answers.</summary>
    public void Answer(StoreSession session, PhoneCallRow call)
    {
        PhoneStore.SetCall(session, call.CallId, PhoneCallState.Answered, call.Digits);
        switch (call.Leg)
        {
            case PhoneLeg.Operator:
                _intake.Take(session, _name, new CallNews(call.OfCall, CallEvent.FirstAnswered, ""));
                var other = new PhoneCallRow(
                    Guid.NewGuid(), call.TenantId, call.OtherNumber, PhoneLeg.Other, call.OfCall, call.Number,
                    PhoneCallState.Ringing, "", "", _clock.UnixNow);
                PhoneStore.AddCall(session, other);
                Ring(session, other, PhoneStore.Ensure(
                    session, call.TenantId, call.OtherNumber, "", PhoneCondition.On, _clock.UnixNow));
                break;
            case PhoneLeg.Other:
                _intake.Take(session, _name, new CallNews(call.OfCall, CallEvent.OtherAnswered, ""));
                break;
            default:
                _intake.Take(session, _name, new CallNews(call.OfCall, CallEvent.FirstAnswered, ""));
                break;
        }
    }

    /// <summary>A key is pressed on a phone, or a tone comes to it.</summary>
    public void Press(StoreSession session, PhoneCallRow call, char digit)
    {
        if (call.Digits.Length < Limits.Channels.DigitsPerCall)
        {
            PhoneStore.SetCall(session, call.CallId, call.State, call.Digits + digit);
        }

        if (call.Leg == PhoneLeg.Message)
        {
            _intake.Take(session, _name, new CallNews(call.OfCall, CallEvent.Digit, digit.ToString()));
        }
    }

    /// <summary>A call is over, at all its ends.</summary>
    public void End(StoreSession session, PhoneCallRow call, CallResult result)
    {
        foreach (PhoneCallRow leg in PhoneStore.Legs(session, call.OfCall))
        {
            if (leg.State != PhoneCallState.Ended)
            {
                PhoneStore.SetCall(session, leg.CallId, PhoneCallState.Ended, leg.Digits);
            }
        }

        _intake.Take(session, _name, new CallNews(call.OfCall, CallEvent.Ended, "", result));
    }

    /// <summary>Calls that nobody answers end.</summary>
    public IReadOnlyList<PhoneCallRow> RingOut(StoreSession session, long before)
    {
        Outbox.Open(session);
        List<PhoneCallRow> rung = PhoneStore.RingingSince(session, before);
        foreach (PhoneCallRow call in rung)
        {
            End(session, call, CallResult.NoAnswer);
        }

        return rung;
    }

    private static string Reference(Guid messageId) => "sim-" + messageId.ToString("N");

    private static DateTimeOffset Time(long unix) => DateTimeOffset.FromUnixTimeMilliseconds(unix);

    private void Arrive(StoreSession session, Guid messageId)
    {
        if (!PhoneStore.HasArrived(session, messageId))
        {
            PhoneStore.Arrive(session, messageId, _clock.UnixNow);
        }

        _intake.Take(
            session, _name, new ReportNews(Reference(messageId), messageId, ReportStatus.Delivered, ""));
    }

    private void Ring(StoreSession session, PhoneCallRow call, PhoneCondition condition)
    {
        switch (condition)
        {
            case PhoneCondition.Speaks or PhoneCondition.SilentHome:
                Answer(session, call);
                break;
            case PhoneCondition.Off or PhoneCondition.NoCoverage or PhoneCondition.Refused:
                End(session, call, CallResult.NoAnswer);
                break;
        }
    }
}
