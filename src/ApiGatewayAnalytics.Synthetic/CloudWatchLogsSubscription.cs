using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// The payload in which CloudWatch Logs hands log events to a subscription: a JSON object with the events of one log stream,
/// compressed with gzip. Immutable and safe to use from several threads. See
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html.
/// </summary>
public sealed record CloudWatchLogsSubscription
{
    /// <summary>The account that owns the log group. Default: <c>123456789012</c>.</summary>
    public string Owner { get; init; } = "123456789012";

    /// <summary>The log group. Default: <c>API-Gateway-Access-Logs</c>.</summary>
    public string LogGroup { get; init; } = "API-Gateway-Access-Logs";

    /// <summary>The log stream. Default: <c>0f1e2d3c4b5a69788796a5b4c3d2e1f0</c>.</summary>
    public string LogStream { get; init; } = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// <summary>The name of the subscription filter. Default: <c>access-logs</c>.</summary>
    public string SubscriptionFilter { get; init; } = "access-logs";

    /// <summary>
    /// The number of the first event; the ids of a payload ascend from it, so that several payloads can follow on. Default: 0.
    /// </summary>
    public long FirstEvent { get; init; }

    /// <summary>Writes one payload: one gzip member.</summary>
    /// <param name="output">Where to; the stream stays open.</param>
    /// <param name="requests">The requests, each an event with its record as the message and its arrival as the timestamp.</param>
    /// <param name="writer">In which layout.</param>
    public void WriteGzip(Stream output, IEnumerable<SyntheticRequest> requests, SyntheticRequestWriter writer)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        WriteJson(gzip, requests, writer);
    }

    /// <summary>Writes one payload as it is before compression.</summary>
    /// <param name="output">Where to; the stream stays open.</param>
    /// <param name="requests">The requests, each an event with its record as the message and its arrival as the timestamp.</param>
    /// <param name="writer">In which layout.</param>
    public void WriteJson(Stream output, IEnumerable<SyntheticRequest> requests, SyntheticRequestWriter writer)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(writer);

        // The default encoder would write a quote as \u0022, which CloudWatch Logs does not.
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("messageType"u8, "DATA_MESSAGE"u8);
        json.WriteString("owner"u8, Owner);
        json.WriteString("logGroup"u8, LogGroup);
        json.WriteString("logStream"u8, LogStream);
        json.WriteStartArray("subscriptionFilters"u8);
        json.WriteStringValue(SubscriptionFilter);
        json.WriteEndArray();
        json.WriteStartArray("logEvents"u8);
        var message = new ArrayBufferWriter<byte>();
        var number = FirstEvent;
        foreach (var request in requests)
        {
            message.ResetWrittenCount();
            writer.Write(request, message);
            json.WriteStartObject();
            json.WriteString("id"u8, EventId(number++));
            json.WriteNumber("timestamp"u8, request.Time.ToUnixTimeMilliseconds());
            json.WriteString("message"u8, message.WrittenSpan);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>56 digits, as CloudWatch Logs has them, that ascend with the number.</summary>
    private static string EventId(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"3718290546317204985{number:D19}042175309866104273");
}
