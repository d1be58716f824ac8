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
/// <param name="eventIds">The events that were read.</param>
internal sealed class CloudTrailSource(
    CloudTrailReaderOptions options, RecordSchema schema, TimeProvider clock, ApiNameBook names, EventIdFilter eventIds)
    : TelemetrySource(RecordSource.CloudTrail, schema)
{
    private readonly ApiNameBook _names = names;

    public CloudTrailSource(CloudTrailReaderOptions options, RecordSchema schema, TimeProvider clock, ApiNameBook names)
        : this(options, schema, clock, names, new EventIdFilter(EventIdFilter.CloudTrailCapacity))
    {
    }

    public override EventIdFilter EventIds => eventIds;

    public override ImmutableArray<RecordSign> Signs { get; } =
    [
        .. new[] { "eventVersion", "eventSource", "eventName", "eventID", "userIdentity", "recipientAccountId" }
            .Select(name => new RecordSign(Encoding.UTF8.GetBytes(name), IsCertain: false)),
        new("digestStartTime"u8.ToArray(), IsCertain: true),
    ];

    public override ImmutableArray<Field> Observed { get; } = [CloudTrailFields.ApiId, CloudTrailFields.EventApiName];

    public override IRecordParser CreateParser(IngestionTally tally) => new CloudTrailParser(options, clock, eventIds);

    public override TelemetrySource Draft() => new CloudTrailSource(options, Schema, clock, new ApiNameBook([], null), new EventIdFilter(eventIds));

    public override void Adopt(TelemetrySource draft) => _names.MergeFrom(((CloudTrailSource)draft)._names);

    public override void Observe(RecordBatch batch)
    {
        TextColumn given = batch.Texts(CloudTrailColumns.EventApiName);
        for (int row = 0; row < batch.Count; row++)
        {
            if (given.IsPresent(row) && batch.IsPresent(CloudTrailColumns.ApiId, row))
            {
                _names.Learn(Encoding.UTF8.GetString(batch.Text(CloudTrailColumns.ApiId, row)), Encoding.UTF8.GetString(given[row]), batch.Times[row]);
            }
        }
    }

    public override void WriteTo(BinaryWriter writer)
    {
        eventIds.WriteTo(writer);
        _names.WriteTo(writer);
    }

    public override Action Read(BinaryReader reader)
    {
        var readIds = new EventIdFilter(EventIdFilter.CloudTrailCapacity);
        var learned = new ApiNameBook([], null);
        readIds.ReadFrom(reader);
        learned.ReadFrom(reader);
        return () =>
        {
            eventIds.MergeFrom(readIds);
            _names.MergeFrom(learned);
        };
    }
}
