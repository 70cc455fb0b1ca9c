// What became of messages, and what people answered.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fleet.Server.Alarms;
using Fleet.Server.Channels;
using Fleet.Server.Store;

namespace Fleet.Server.Dispatch;

/// <inheritdoc cref="IChannelListener"/>
internal sealed class AnswerListener : IChannelListener
{
    private readonly Lazy<ICaseProgress> _cases;
    private readonly Dispatching _dispatching;
    private readonly MessageWriter _writer;

    /// <param name="cases">
    /// Late: what moves cases has responders told, which queues messages, whose sender asks the listeners.
    /// </param>
    /// <param name="dispatching">Tells the next when no message comes through.</param>
    /// <param name="writer">Answers back.</param>
    public AnswerListener(Func<ICaseProgress> cases, Dispatching dispatching, MessageWriter writer)
    {
        _cases = new Lazy<ICaseProgress>(cases);
        _dispatching = dispatching;
        _writer = writer;
    }

    public void Take(StoreSession session, Delivery delivery)
    {
        if (DispatchStore.Message(session, delivery.Message.MessageId) is not { } message
            || With(message, delivery) is not { } changed)
        {
            return;
        }

        DispatchStore.Save(session, changed);
        string step = delivery.Step switch
        {
            DeliveryStep.HandedOver => CaseSteps.HandedOver,
            DeliveryStep.Delivered => CaseSteps.Delivered,
            _ => CaseSteps.Failed,
        };
        string detail = $"recipient {message.RecipientName}; kind {message.Kind}; purpose {message.Purpose}; "
            + $"message {message.MessageId}; provider {delivery.Provider}";
        _cases.Value.Note(
            session, message.TenantId, message.CaseId, step,
            delivery.Step == DeliveryStep.Failed ? $"{detail}; {delivery.Detail}" : detail, delivery.At);
        if (message.Purpose != DispatchMessagePurpose.Ask)
        {
            return;
        }

        if (delivery.Step == DeliveryStep.Failed)
        {
            TellNextIfAllFailed(session, changed, delivery.At);
        }
        else if (message is { SettledAt: not null, IsNoticed: false })
        {
            _dispatching.NoticeLate(session, changed, delivery.At);
        }
    }

    public bool Take(StoreSession session, Incoming incoming)
    {
        if (incoming.MessageId is { } id)
        {
            StoredMessage? called = DispatchStore.Message(session, id);
            if (called is null)
            {
                return false;
            }

            DispatchAnswer digit = ReplyText.Read(incoming.Text).Answer;
            if (digit != DispatchAnswer.None)
            {
                Answer(session, called, digit, "call", incoming.At);
            }

            return true;
        }

        string from = PhoneNumbers.Normal(incoming.From) ?? incoming.From;
        List<StoredMessage> asked = DispatchStore.QuestionsTo(session, from, incoming.At);
        if (asked.Count == 0)
        {
            UnmatchedStore.Keep(session, incoming with { From = from }, "unknown-sender");
            return false;
        }

        ReplyText reply = ReplyText.Read(incoming.Text);
        if (reply.Answer == DispatchAnswer.None)
        {
            UnmatchedStore.Keep(session, incoming with { From = from }, "unclear", asked[0].TenantId);
            AskAgain(session, asked[0], incoming.At);
            return true;
        }

        if (Question(session, asked, reply, incoming.At, out string? fault) is { } question)
        {
            Answer(session, question, reply.Answer, "reply", incoming.At);
        }
        else if (fault is null)
        {
            AskAgain(session, asked[0], incoming.At);
        }
        else
        {
            UnmatchedStore.Keep(session, incoming with { From = from }, fault, asked[0].TenantId);
            _writer.Reply(
                session, asked[0].TenantId, from, MessageTexts.Of("Answer_NoQuestion"), incoming.At);
        }

        return true;
    }

    /// <summary>
    /// The message that a reply answers: the one of the case it names; without a number the only open one; when none is
    /// open, the newest, so that a late answer is told who has the case.
    /// </summary>
    private static StoredMessage? Question(
        StoreSession session, List<StoredMessage> asked, ReplyText reply, long now, out string? fault)
    {
        fault = null;
        if (reply.CaseNumber is { } number)
        {
            StoredMessage? named = asked.Find(message => message.CaseNumber == number);
            fault = named is null ? "no-question" : null;
            return named;
        }

        StoredMessage[] newest =
            [.. asked.GroupBy(static message => message.CaseId).Select(static of => of.First())];
        StoredMessage[] open =
        [
            .. newest.Where(message => message.Answer == DispatchAnswer.None
                && DispatchStore.Find(session, message.TenantId, message.CaseId) is
                { AcceptedId: null, ClosedAt: null }),
        ];
        if (open.Length > 0)
        {
            return open.Length == 1 ? open[0] : null;
        }

        long oldest = now - (Limits.Dispatch.LateReplyHours * 3_600_000L);
        StoredMessage? late = newest.FirstOrDefault(message => message.QueuedAt >= oldest);
        fault = late is null ? "no-question" : null;
        return late;
    }

    private void Answer(StoreSession session, StoredMessage message, DispatchAnswer answer, string how, long now)
    {
        var responder = new ResponderOnCase(message.RecipientId, message.RecipientName, message.GroupId);
        if (message.Answer != answer)
        {
            DispatchStore.Save(session, message with { Answer = answer, AnsweredAt = now });
        }

        CaseChangeResult result = answer == DispatchAnswer.Accepted
            ? _cases.Value.Accept(session, message.TenantId, message.CaseId, responder, how, now)
            : _cases.Value.Decline(session, message.TenantId, message.CaseId, responder, how, now);
        StoredDispatch? dispatch = DispatchStore.Find(session, message.TenantId, message.CaseId);
        if (result == CaseChangeResult.Done || answer == DispatchAnswer.Declined)
        {
            return;
        }

        // Too late: who answered is told who has it, and is not asked again.
        string text = result == CaseChangeResult.AlreadyClosed || dispatch is null or { ClosedAt: not null }
            ? MessageTexts.Of("Answer_Closed", message.CaseNumber)
            : dispatch.AcceptedId == message.RecipientId
                ? MessageTexts.Of("Answer_YouHaveIt", message.CaseNumber)
                : MessageTexts.Of("Answer_Taken", message.CaseNumber, dispatch.AcceptedName ?? "");
        _writer.Reply(session, message.TenantId, message.PhoneNumber, text, now);
    }

    private void AskAgain(StoreSession session, StoredMessage message, long now)
    {
        string text = MessageText.Fill(
            PolicyStore.Text(session, message.TenantId, TemplatePurpose.AskAgain),
            new Dictionary<string, string>
            {
                ["example"] = string.Create(CultureInfo.InvariantCulture, $"1 {message.CaseNumber}"),
            });
        _writer.Reply(session, message.TenantId, message.PhoneNumber, text, now);
    }

    /// <summary>When no message of the newest round can come through, the next are told at once.</summary>
    private void TellNextIfAllFailed(StoreSession session, StoredMessage failed, long now)
    {
        StoredDispatch? dispatch = DispatchStore.Find(session, failed.TenantId, failed.CaseId);
        if (dispatch is not { AcceptedId: null, ClosedAt: null } || failed.Round != dispatch.Round)
        {
            return;
        }

        bool isAllFailed = DispatchStore.Messages(session, failed.TenantId, failed.CaseId)
            .Where(message => message.Round == dispatch.Round && message.Purpose == DispatchMessagePurpose.Ask)
            .All(static message => message.FailedAt is not null && message.DeliveredAt is null);
        if (isAllFailed)
        {
            DispatchResult result = _dispatching.Next(session, dispatch.Order with { Now = now });
            _cases.Value.Note(
                session, failed.TenantId, failed.CaseId, CaseSteps.NextTold,
                "no message came through; " + result.Detail, now);
        }
    }

    /// <summary>A message with a stage that it did not have; null when there is nothing new.</summary>
    private static StoredMessage? With(StoredMessage message, Delivery delivery)
    {
        switch (delivery.Step)
        {
            case DeliveryStep.HandedOver when message.HandedOverAt is null:
                return message with { HandedOverAt = delivery.At, Provider = delivery.Provider };
            case DeliveryStep.Delivered when message.DeliveredAt is null:
                return message with
                {
                    HandedOverAt = message.HandedOverAt ?? delivery.At,
                    DeliveredAt = delivery.At,
                    Provider = delivery.Provider,
                };
            case DeliveryStep.Failed when message.FailedAt is null:
                return message with { FailedAt = delivery.At, Fault = delivery.Detail };
            default:
                return null;
        }
    }
}
