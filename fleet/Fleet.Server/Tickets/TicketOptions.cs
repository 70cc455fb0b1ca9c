// By when tickets are answered.
namespace Fleet.Server.Tickets;

/// <summary>The times of tickets.</summary>
/// <param name="FeedbackHours">Who reported hears something within so many hours of open support (HUL-128).</param>
public sealed record TicketOptions(int FeedbackHours = 8);
