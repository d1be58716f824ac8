using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// Reads a datapoint of a metric stream from any JSON: with white space, escapes, further members. The slow and complete reader
/// beside <see cref="CompactMetricJson"/>. Allocates nothing but for names with escapes.
/// </summary>
internal static class MetricJson
{
    private static readonly JsonReaderOptions s_options = new() { AllowTrailingCommas = true };

    private enum Place
    {
        Datapoint,
        Dimensions,
        Statistics,
    }

    /// <summary>Reads the object that starts at <paramref name="start"/> into the row that was begun.</summary>
    /// <param name="row">Where it goes, and whose batch's buffer holds the text.</param>
    /// <param name="start">The opening brace.</param>
    /// <param name="end">After the last byte that can be read.</param>
    /// <param name="consumed">The bytes of the object.</param>
    public static MetricReading Read(MetricRow row, int start, int end, out int consumed)
    {
        ReadOnlySpan<byte> text = row.Batch.Buffer.AsSpan(start, end - start);
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(s_options));
        consumed = 0;
        try
        {
            var place = Place.Datapoint;
            reader.Read();
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    if (place == Place.Datapoint)
                    {
                        consumed = (int)reader.BytesConsumed;
                        return MetricReading.Done;
                    }

                    place = Place.Datapoint;
                    continue;
                }

                if (!TryReadMember(row, start, ref reader, ref place))
                {
                    return MetricReading.Incomplete;
                }
            }

            return MetricReading.Incomplete;
        }
        catch (JsonException)
        {
            return MetricReading.Differs;
        }
        catch (InvalidOperationException)
        {
            // A string whose escapes or bytes are no text.
            return MetricReading.Differs;
        }
    }

    private static bool TryReadMember(MetricRow row, int start, ref Utf8JsonReader reader, ref Place place)
    {
        ReadOnlySpan<byte> name = Text(ref reader);
        if (!reader.Read())
        {
            return false;
        }

        if (place == Place.Datapoint && reader.TokenType == JsonTokenType.StartObject)
        {
            if (name.SequenceEqual("dimensions"u8) || name.SequenceEqual("value"u8))
            {
                place = name.Length == 5 ? Place.Statistics : Place.Dimensions;
                return true;
            }
        }
        else if (place == Place.Statistics && reader.TokenType == JsonTokenType.Number)
        {
            row.SetStatistic(name, reader.TryGetDouble(out double value) ? value : double.NaN);
        }
        else if (place == Place.Dimensions)
        {
            int field = row.FieldOf(name);
            if (field >= 0 && reader.TokenType == JsonTokenType.String)
            {
                SetText(row, field, start, ref reader);
            }
        }
        else if (place == Place.Datapoint)
        {
            SetMember(row, start, name, ref reader);
        }

        return reader.TrySkip();
    }

    private static void SetMember(MetricRow row, int start, scoped ReadOnlySpan<byte> name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (name.SequenceEqual("timestamp"u8))
            {
                row.Time = reader.TryGetDouble(out double time) && time is >= 0 and < 9e15 ? (long)time : -1;
            }

            return;
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            return;
        }

        if (name.SequenceEqual("namespace"u8))
        {
            row.SetNamespace(Text(ref reader));
        }
        else if (name.SequenceEqual("metric_name"u8))
        {
            row.SetMetric(Text(ref reader));
            SetText(row, MetricColumns.Metric, start, ref reader);
        }
        else if (name.SequenceEqual("account_id"u8))
        {
            SetText(row, MetricColumns.Account, start, ref reader);
        }
        else if (name.SequenceEqual("region"u8))
        {
            SetText(row, MetricColumns.Region, start, ref reader);
        }
        else if (name.SequenceEqual("unit"u8))
        {
            SetText(row, MetricColumns.Unit, start, ref reader);
        }
        else if (name.SequenceEqual("timestamp"u8))
        {
            row.Time = EventTime.Parse(Text(ref reader));
        }
    }

    private static ReadOnlySpan<byte> Text(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;

    private static void SetText(MetricRow row, int field, int start, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            row.Batch.SetText(field, start + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            return;
        }

        Span<byte> side = row.Batch.ReserveSide(reader.ValueSpan.Length);
        row.Batch.CommitSide(field, reader.CopyString(side));
    }
}
