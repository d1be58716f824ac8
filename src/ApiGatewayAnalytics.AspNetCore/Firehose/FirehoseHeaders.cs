using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace ApiGatewayAnalytics.AspNetCore.Firehose;

/// <summary>What the headers of a request say. Immutable.</summary>
internal sealed class FirehoseHeaders
{
    public const string ProtocolVersion = "X-Amz-Firehose-Protocol-Version";
    public const string RequestIdName = "X-Amz-Firehose-Request-Id";
    public const string SourceArn = "X-Amz-Firehose-Source-Arn";
    public const string AccessKey = "X-Amz-Firehose-Access-Key";
    public const string CommonAttributes = "X-Amz-Firehose-Common-Attributes";

    private const int LongestRequestId = 256;
    private const string StreamMark = ":deliverystream/";

    private FirehoseHeaders(string requestId, bool isGzip, IngestionSource source)
    {
        RequestId = requestId;
        IsGzip = isGzip;
        Source = source;
    }

    public string RequestId { get; }

    public bool IsGzip { get; }

    /// <summary>
    /// What the records are known to be from: common attributes called <c>account</c>, <c>region</c> and <c>source</c>, else account and region
    /// of the stream and its name. What records and their envelopes say themselves is preferred.
    /// </summary>
    public IngestionSource Source { get; }

    /// <summary>The request identifier, as far as it can be given back.</summary>
    public static string RequestIdOf(HttpRequest request) =>
        request.Headers[RequestIdName] is [{ Length: > 0 and <= LongestRequestId } id] ? id : "";

    /// <summary>Reads the headers of a request; what is wrong with them where they are not those of the protocol.</summary>
    public static FirehoseHeaders? Read(HttpRequest request, out FirehoseAnswer? refusal)
    {
        refusal = null;
        IHeaderDictionary headers = request.Headers;
        if (headers[ProtocolVersion] is not ["1.0"])
        {
            refusal = FirehoseAnswer.BadRequest($"{ProtocolVersion} must be 1.0.");
        }
        else if (RequestIdOf(request).Length == 0)
        {
            refusal = FirehoseAnswer.BadRequest($"{RequestIdName} must have 1 to {LongestRequestId} characters.");
        }
        else if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            refusal = new FirehoseAnswer(StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json.");
        }
        else if (!IsEncodingKnown(headers.ContentEncoding, out bool isGzip))
        {
            refusal = new FirehoseAnswer(StatusCodes.Status415UnsupportedMediaType, "Content-Encoding must be gzip or absent.");
        }
        else if (!TryReadAttributes(headers[CommonAttributes], out Dictionary<string, string> attributes))
        {
            refusal = FirehoseAnswer.BadRequest($"{CommonAttributes} must be an object with an object of texts called commonAttributes.");
        }
        else
        {
            return new FirehoseHeaders(RequestIdOf(request), isGzip, Describe(headers[SourceArn].ToString(), attributes));
        }

        return null;
    }

    private static bool IsEncodingKnown(StringValues encoding, out bool isGzip)
    {
        isGzip = encoding is [{ } name] && name.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        return isGzip || StringValues.IsNullOrEmpty(encoding);
    }

    private static IngestionSource Describe(string arn, Dictionary<string, string> attributes)
    {
        S3KeyInfo.SplitArn(Encoding.UTF8.GetBytes(arn), out ReadOnlySpan<byte> account, out ReadOnlySpan<byte> region);
        int mark = arn.IndexOf(StreamMark, StringComparison.Ordinal);
        string stream = mark < 0 ? "" : arn[(mark + StreamMark.Length)..];
        return new IngestionSource(Text(attributes, "source") ?? (stream.Length == 0 ? "firehose" : $"firehose/{stream}"))
        {
            Account = Text(attributes, "account") is { } named && S3KeyInfo.IsAccount(Encoding.UTF8.GetBytes(named)) ? named : NullIfEmpty(account),
            Region = Text(attributes, "region") is { } place && S3KeyInfo.IsRegion(Encoding.UTF8.GetBytes(place)) ? place : NullIfEmpty(region),
        };

        static string? Text(Dictionary<string, string> attributes, string name) =>
            attributes.TryGetValue(name, out string? text) && text.Length > 0 ? text : null;

        static string? NullIfEmpty(ReadOnlySpan<byte> text) => text.IsEmpty ? null : Encoding.UTF8.GetString(text);
    }

    private static bool TryReadAttributes(StringValues header, out Dictionary<string, string> attributes)
    {
        attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (StringValues.IsNullOrEmpty(header))
        {
            return true;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(header.ToString());
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("commonAttributes"u8, out JsonElement common)
                || common.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (JsonProperty attribute in common.EnumerateObject())
            {
                if (attribute.Value.ValueKind != JsonValueKind.String)
                {
                    return false;
                }

                attributes[attribute.Name] = attribute.Value.GetString()!;
            }

            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair is JSON, but no text.
            return false;
        }
    }
}
