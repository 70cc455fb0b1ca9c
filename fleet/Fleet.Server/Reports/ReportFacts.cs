// What an exported log needs so that the same figures come out of it.
using System;
using System.Collections.Generic;
using System.Linq;
using Fleet.Evidence.Exports;
using Fleet.Server.Alarms;
using Fleet.Server.Audit;
using Fleet.Server.Store;

namespace Fleet.Server.Reports;

/// <summary>Hubs and response times.</summary>
internal sealed class ReportFacts : IExportFacts
{
    private readonly ICaseEvidence _cases;

    public ReportFacts(ICaseEvidence cases)
    {
        _cases = cases;
    }

    public IReadOnlyList<ExportLine> Lines(StoreSession session, Guid tenantId)
    {
        return
        [
            .. ReportStore.Hubs(session, _cases, tenantId, withUnits: true).Select(hub => new ExportLine(Hub: hub)),
            .. ReportStore.Limits(session, tenantId).Select(limit => new ExportLine(Limit: limit)),
        ];
    }
}
