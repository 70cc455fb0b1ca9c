// How people sign in.
namespace Fleet.Server.Access;

/// <summary>How people sign in.</summary>
/// <param name="DemoEnabled">Make the demo municipality with its three users at start.</param>
/// <param name="DemoPassword">The demo users' password; null to make one and keep it in the data directory.</param>
/// <param name="SessionMinutes">How long a sign-in lasts, for browsers and tokens alike.</param>
public sealed record AccessOptions(bool DemoEnabled, string? DemoPassword, int SessionMinutes = 720);
