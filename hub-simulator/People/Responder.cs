// A responder with a phone: reads what comes, answers, comes to the home and goes again.
using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Hub.Simulator.People;

/// <summary>What a responder can do in a home.</summary>
public interface IHomeVisit
{
    /// <summary>Presses check-in on the hub's front.</summary>
    Task CheckInAsync(int hub, CancellationToken cancellationToken);

    /// <summary>Presses check-out on the hub's front.</summary>
    Task CheckOutAsync(int hub, CancellationToken cancellationToken);
}

/// <summary>
/// A responder does only what a person with that phone can: nothing is known but what a message or a call says.
/// </summary>
public sealed class Responder
{
    private readonly FleetPhones _phones;
    private readonly IHomeVisit _visit;

    /// <summary>Gives a person a phone.</summary>
    public Responder(string name, string number, FleetPhones phones, IHomeVisit visit)
    {
        Name = name;
        Number = number;
        _phones = phones;
        _visit = visit;
    }

    /// <summary>What colleagues call the phone.</summary>
    public string Name { get; }

    /// <summary>The phone's number.</summary>
    public string Number { get; }

    /// <summary>The phone; null while nobody has written to it.</summary>
    public async Task<PhoneInHand?> LookAsync(CancellationToken cancellationToken) =>
        (await _phones.ListAsync(cancellationToken)).FirstOrDefault(phone => phone.Number == Number);

    /// <summary>The newest message about a case; null while there is none.</summary>
    public async Task<PhoneText?> FindMessageAsync(long caseNumber, CancellationToken cancellationToken)
    {
        PhoneInHand? phone = await LookAsync(cancellationToken);
        return phone?.Messages.FirstOrDefault(message =>
            !message.IsFromPhone && message.ArrivedAt != null && Names(message.Text, caseNumber));
    }

    /// <summary>How many messages about a case have come.</summary>
    public async Task<int> CountMessagesAsync(long caseNumber, CancellationToken cancellationToken)
    {
        PhoneInHand? phone = await LookAsync(cancellationToken);
        return phone?.Messages.Count(message => !message.IsFromPhone && Names(message.Text, caseNumber)) ?? 0;
    }

    /// <summary>The call that rings; null while none does.</summary>
    public async Task<PhoneRing?> FindRingAsync(CancellationToken cancellationToken)
    {
        PhoneInHand? phone = await LookAsync(cancellationToken);
        return phone?.Calls.FirstOrDefault(call => call.State == "ringing" && call.TakesDigits);
    }

    /// <summary>Answers by message: takes the case, or does not.</summary>
    public Task AnswerAsync(long caseNumber, bool accepts, CancellationToken cancellationToken) =>
        _phones.ReplyAsync(
            Number,
            string.Create(CultureInfo.InvariantCulture, $"{(accepts ? 1 : 2)} {caseNumber}"),
            cancellationToken);

    /// <summary>Answers a call, listens, and takes the case or does not.</summary>
    public async Task PickUpAsync(PhoneRing call, bool accepts, CancellationToken cancellationToken)
    {
        await _phones.AnswerAsync(call.CallId, cancellationToken);
        await _phones.PressAsync(call.CallId, accepts ? '1' : '2', cancellationToken);
    }

    /// <summary>Comes to the home and says so at the hub.</summary>
    public Task ArriveAsync(int hub, CancellationToken cancellationToken) =>
        _visit.CheckInAsync(hub, cancellationToken);

    /// <summary>Leaves the home and says so at the hub.</summary>
    public Task LeaveAsync(int hub, CancellationToken cancellationToken) =>
        _visit.CheckOutAsync(hub, cancellationToken);

    /// <summary>Whether a text names the case: its number by itself, not as a part of another.</summary>
    // A message's replies have digits too ("1 = ..."), so the number counts only behind the word for a case.
    private static bool Names(string text, long caseNumber)
    {
        string named = "Larm " + caseNumber.ToString(CultureInfo.InvariantCulture);
        int at = -1;
        while ((at = text.IndexOf(named, at + 1, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            int end = at + named.Length;
            if (end == text.Length || !char.IsAsciiLetterOrDigit(text[end]))
            {
                return true;
            }
        }

        return false;
    }
}
