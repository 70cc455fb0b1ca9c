// Whether the ingest can commit.
namespace Fleet.Server.Gateway.Ingest;

/// <inheritdoc cref="IIngestHealth"/>
internal sealed class IngestHealth : IIngestHealth
{
    private volatile string? _fault;

    public string? Fault => _fault;

    /// <summary>Sets the fault, or none.</summary>
    public void Set(string? fault)
    {
        _fault = fault;
    }
}
