using System.Collections.Immutable;
using System.Text;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics;

/// <summary>CloudTrail events. Remembers which ones were read, and what names they give to APIs.</summary>
/// <param name="options">What counts.</param>
/// <param name="schema">The fields of events, and what those are enriched by.</param>
/// <param name="clock">Tells what lies in the future.</param>
/// <param name="names">Learns the names of APIs.</param>
internal sealed class CloudTrailSource(CloudTrailReaderOptions options, RecordSchema schema, TimeProvider clock, ApiNameBook names)
    : TelemetrySource(RecordSource.CloudTrail, schema)
{
    private readonly EventIdFilter _eventIds = new(EventIdFilter.CloudTrailCapacity);

    public override ImmutableArray<RecordSign> Signs { get; } =
    [
        .. new[] { "eventVersion", "eventSource", "eventName", "eventID", "userIdentity", "recipientAccountId" }
            .Select(name => new RecordSign(Encoding.UTF8.GetBytes(name), IsCertain: false)),
        new("digestStartTime"u8.ToArray(), IsCertain: true),
    ];

    public override ImmutableArray<Field> Observed { get; } = [CloudTrailFields.ApiId, CloudTrailFields.EventApiName];

    public override IRecordParser CreateParser(IngestionTally tally) => new CloudTrailParser(options, clock, _eventIds);

    public override void Observe(RecordBatch batch)
    {
        TextColumn given = batch.Texts(CloudTrailColumns.EventApiName);
        for (int row = 0; row < batch.Count; row++)
        {
            if (given.IsPresent(row) && batch.IsPresent(CloudTrailColumns.ApiId, row))
            {
                names.Learn(Encoding.UTF8.GetString(batch.Text(CloudTrailColumns.ApiId, row)), Encoding.UTF8.GetString(given[row]), batch.Times[row]);
            }
        }
    }

    public override void WriteTo(BinaryWriter writer)
    {
        _eventIds.WriteTo(writer);
        names.WriteTo(writer);
    }

    public override Action Read(BinaryReader reader)
    {
        var eventIds = new EventIdFilter(EventIdFilter.CloudTrailCapacity);
        var learned = new ApiNameBook([], null);
        eventIds.ReadFrom(reader);
        learned.ReadFrom(reader);
        return () =>
        {
            _eventIds.MergeFrom(eventIds);
            names.MergeFrom(learned);
        };
    }
}
