using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>Access logs: whatever is not known to be something else.</summary>
internal sealed class AccessLogSource(AccessLogReaderOptions options, TimeProvider clock)
    : TelemetrySource(RecordSource.AccessLog, AccessLogSchema.Create(options.CustomFields))
{
    public override IRecordParser CreateParser(IngestionTally tally) => new AccessLogParser(options.ToParserOptions(clock), tally);
}
