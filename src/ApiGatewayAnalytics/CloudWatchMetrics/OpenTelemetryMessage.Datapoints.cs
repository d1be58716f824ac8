using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <content>One datapoint: its labels or attributes, its sums and quantiles.</content>
internal sealed partial class OpenTelemetryMessage
{
    private ParseResult ReadDatapoint(RecordBatch batch, int request, int offset, ReadOnlySpan<byte> datapoint, RecordOrigin origin)
    {
        row.Begin(batch);
        SetName(batch, request);
        Set(MetricColumns.Unit, request, _unit);
        Set(MetricColumns.Account, request, _account);
        Set(MetricColumns.Region, request, _region);
        row.SampleCount = row.Sum = 0;
        ulong from = 0;
        ulong to = 0;
        var reader = new ProtobufReader(datapoint);
        while (reader.Read())
        {
            bool isRead = (reader.Field, reader.IsBytes) switch
            {
                (1, true) or (7, true) => TryReadLabel(reader.Bytes, request, offset + reader.Start),
                (6, true) => TryReadQuantile(reader.Bytes),
                _ => true,
            };
            if (!isRead)
            {
                return ParseResult.Rejected(_position, RejectReason.BadEncoding);
            }

            switch (reader.Field)
            {
                case 2:
                    from = reader.Number;
                    break;
                case 3:
                    to = reader.Number;
                    break;
                case 4:
                    row.SampleCount = reader.Number;
                    break;
                case 5:
                    row.Sum = reader.Double;
                    break;
            }
        }

        if (reader.IsDamaged)
        {
            return ParseResult.Rejected(_position, RejectReason.BadEncoding);
        }

        SetTime((long)(from / NanosecondsPerMillisecond), (long)(to / NanosecondsPerMillisecond));
        return row.Commit(origin, _position);
    }

    /// <summary>A datapoint's time is the start of its period; where only the end is known, the period is that of API Gateway.</summary>
    private void SetTime(long from, long to)
    {
        row.Time = from > 0 ? from : to > DefaultPeriod ? to - DefaultPeriod : -1;
        row.Period = from > 0 && to > from ? Math.Max(1, (to - from + 500) / 1000) : DefaultPeriod / 1000;
    }

    /// <summary>The name is <c>amazonaws.com/AWS/ApiGateway/Count</c>; labels, where they say more, come after it.</summary>
    private void SetName(RecordBatch batch, int request)
    {
        ReadOnlySpan<byte> name = batch.Buffer.AsSpan(request + _name.Start, _name.Length);
        int slash = name.LastIndexOf((byte)'/');
        if (name.StartsWith(NamePrefix) && slash > NamePrefix.Length)
        {
            row.SetNamespace(name[NamePrefix.Length..slash]);
            SetMetric(batch, request, new Part(_name.Start + slash + 1, name.Length - slash - 1));
        }
    }

    private void SetMetric(RecordBatch batch, int request, Part name)
    {
        row.SetMetric(batch.Buffer.AsSpan(request + name.Start, name.Length));
        Set(MetricColumns.Metric, request, name);
    }

    /// <summary>A label of 0.7, or an attribute of 1.0, which may hold all dimensions.</summary>
    private bool TryReadLabel(ReadOnlySpan<byte> pair, int request, int offset)
    {
        if (!TryReadPair(pair, offset, out Part key, out Part value, out bool isList))
        {
            return false;
        }

        ReadOnlySpan<byte> name = pair.Slice(key.Start - offset, key.Length);
        if (!isList)
        {
            SetLabel(name, request, value);
            return true;
        }

        // A KeyValueList: the dimensions, one pair each.
        var reader = new ProtobufReader(pair.Slice(value.Start - offset, value.Length));
        while (reader.Read())
        {
            if (reader.Field == 1 && reader.IsBytes)
            {
                int start = value.Start + reader.Start;
                if (!TryReadPair(reader.Bytes, start, out Part dimension, out Part text, out bool isNested))
                {
                    return false;
                }

                int field = row.FieldOf(reader.Bytes.Slice(dimension.Start - start, dimension.Length));
                if (field >= 0 && !isNested)
                {
                    Set(field, request, text);
                }
            }
        }

        return !reader.IsDamaged;
    }

    private void SetLabel(ReadOnlySpan<byte> name, int request, Part value)
    {
        if (name.SequenceEqual("Namespace"u8))
        {
            row.SetNamespace(row.Batch.Buffer.AsSpan(request + value.Start, value.Length));
        }
        else if (name.SequenceEqual("MetricName"u8))
        {
            SetMetric(row.Batch, request, value);
        }
        else
        {
            int field = row.FieldOf(name);
            if (field >= 0)
            {
                Set(field, request, value);
            }
        }
    }

    /// <summary>A key with a string (StringKeyValue), or with an AnyValue of a string or a list of pairs (KeyValue).</summary>
    private static bool TryReadPair(ReadOnlySpan<byte> pair, int offset, out Part key, out Part value, out bool isList)
    {
        (key, value, isList) = (new Part(offset, 0), new Part(offset, 0), false);
        var reader = new ProtobufReader(pair);
        while (reader.Read())
        {
            if (!reader.IsBytes)
            {
                continue;
            }

            if (reader.Field == 1)
            {
                key = new Part(offset + reader.Start, reader.Length);
            }
            else if (reader.Field == 2)
            {
                value = Unwrap(reader.Bytes, offset + reader.Start, out isList);
            }
        }

        return !reader.IsDamaged;
    }

    /// <summary>
    /// The text or the pairs in an AnyValue. A label of 0.7 is the text itself, which could only be mistaken for an AnyValue if it began
    /// with a control character and its own length.
    /// </summary>
    private static Part Unwrap(ReadOnlySpan<byte> value, int offset, out bool isList)
    {
        var any = new ProtobufReader(value);
        bool isAny = value.Length > 1 && value[0] is 0x0A or 0x32 && any.Read() && any.Position == value.Length;
        isList = isAny && any.Field == 6;
        return isAny ? new Part(offset + any.Start, any.Length) : new Part(offset, value.Length);
    }

    private bool TryReadQuantile(ReadOnlySpan<byte> pair)
    {
        double quantile = 0;
        double value = 0;
        var reader = new ProtobufReader(pair);
        while (reader.Read())
        {
            if (reader.Field == 1)
            {
                quantile = reader.Double;
            }
            else if (reader.Field == 2)
            {
                value = reader.Double;
            }
        }

        if (quantile == 0)
        {
            row.Minimum = value;
        }
        else if (quantile == 1)
        {
            row.Maximum = value;
        }
        else
        {
            row.SetPercentile(quantile * 100, value);
        }

        return !reader.IsDamaged;
    }
}
