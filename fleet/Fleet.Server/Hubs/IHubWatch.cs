// How the projection tells the supervision about hubs that need another look.
namespace Fleet.Server.Hubs;

/// <summary>Watches hubs for silence. Both calls are cheap and safe from any thread.</summary>
internal interface IHubWatch
{
    /// <summary>The hub was heard for the first time, or its interval changed.</summary>
    void Watch(LiveHub hub);

    /// <summary>A silent hub was heard again.</summary>
    void Returned(LiveHub hub);
}
