using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>Access logs: whatever is not known to be something else.</summary>
/// <param name="options">How they are read.</param>
/// <param name="schema">The fields of their records, and what those are enriched by.</param>
/// <param name="clock">Tells what lies in the future.</param>
internal sealed class AccessLogSource(AccessLogReaderOptions options, RecordSchema schema, TimeProvider clock)
    : TelemetrySource(RecordSource.AccessLog, schema)
{
    public override IRecordParser CreateParser(IngestionTally tally) => new AccessLogParser(options.ToParserOptions(clock), tally);
}
