using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// Steps through the datapoints of one ExportMetricsServiceRequest of OpenTelemetry, as metric streams of the versions 0.7 and 1.0 write
/// it; they differ in labels against attributes only. Between two datapoints it remembers where the messages around them end, counted
/// from the start of the request, so the request may move. Four levels, no recursion, no allocation. Not thread-safe.
/// </summary>
internal sealed partial class OpenTelemetryMessage(MetricRow row)
{
    private const int RequestLevel = 0;
    private const int ResourceLevel = 1;
    private const int ScopeLevel = 2;
    private const int MetricLevel = 3;
    private const int SummaryLevel = 4;
    private const ulong NanosecondsPerMillisecond = 1_000_000;
    private const int DefaultPeriod = 60_000;

    private readonly int[] _ends = new int[SummaryLevel + 1];
    private int _level;
    private int _position;
    private Part _account;
    private Part _region;
    private Part _name;
    private Part _unit;

    /// <summary>Whether a request was begun and not read to its end.</summary>
    public bool IsOpen { get; private set; }

    private static ReadOnlySpan<byte> NamePrefix => "amazonaws.com/"u8;

    public void Open(int length)
    {
        IsOpen = true;
        _level = RequestLevel;
        _ends[RequestLevel] = length;
        _position = 0;
        (_account, _region, _name, _unit) = (default, default, default, default);
    }

    /// <summary>
    /// Reads the next datapoint; <see cref="ParseStatus.NeedsMore"/> where there is none. Damage gives the rest of the request up.
    /// </summary>
    /// <param name="batch">Where the row goes, and whose buffer holds the request.</param>
    /// <param name="start">Where the request starts.</param>
    /// <param name="origin">What the surroundings say.</param>
    public ParseResult Next(RecordBatch batch, int start, RecordOrigin origin)
    {
        ReadOnlySpan<byte> request = batch.Buffer.AsSpan(start, _ends[RequestLevel]);
        while (true)
        {
            var reader = new ProtobufReader(request[.._ends[_level]]) { Position = _position };
            if (!reader.Read())
            {
                if (reader.IsDamaged)
                {
                    return GiveUp();
                }

                if (_level == RequestLevel)
                {
                    IsOpen = false;
                    return ParseResult.NeedsMore;
                }

                _level--;
                continue;
            }

            _position = reader.Position;
            if (!reader.IsBytes)
            {
                continue;
            }

            if (_level == SummaryLevel && reader.Field == 1)
            {
                return ReadDatapoint(batch, start, reader.Start, reader.Bytes, origin);
            }

            if (reader.Field == FieldInto(_level))
            {
                Enter(reader.Start, reader.Length);
                if (!Describe(request.Slice(reader.Start, reader.Length), reader.Start))
                {
                    return GiveUp();
                }
            }
        }
    }

    /// <summary>Goes to the end of the request: behind damage nobody knows what is what.</summary>
    private ParseResult GiveUp()
    {
        int at = _position;
        _level = RequestLevel;
        _position = _ends[RequestLevel];
        return ParseResult.Rejected(at, RejectReason.BadEncoding);
    }

    /// <summary>Which field of a level's message holds the messages of the next level.</summary>
    private static int FieldInto(int level) => level switch
    {
        RequestLevel => 1,
        ResourceLevel => 2,
        ScopeLevel => 2,
        MetricLevel => 11,
        _ => 0,
    };

    private void Enter(int start, int length)
    {
        _level++;
        _position = start;
        _ends[_level] = start + length;
    }

    /// <summary>Looks ahead for what holds for all that is in a message, since its fields may come in any order.</summary>
    private bool Describe(ReadOnlySpan<byte> message, int offset)
    {
        var reader = new ProtobufReader(message);
        switch (_level)
        {
            case ResourceLevel:
                (_account, _region) = (default, default);
                while (reader.Read())
                {
                    if (reader.Field == 1 && reader.IsBytes && !DescribeResource(reader.Bytes, offset + reader.Start))
                    {
                        return false;
                    }
                }

                return !reader.IsDamaged;
            case MetricLevel:
                (_name, _unit) = (default, default);
                while (reader.Read())
                {
                    if (reader.IsBytes && reader.Field == 1)
                    {
                        _name = new Part(offset + reader.Start, reader.Length);
                    }
                    else if (reader.IsBytes && reader.Field == 3)
                    {
                        _unit = new Part(offset + reader.Start, reader.Length);
                    }
                }

                return !reader.IsDamaged;
            default:
                return true;
        }
    }

    private bool DescribeResource(ReadOnlySpan<byte> resource, int offset)
    {
        var reader = new ProtobufReader(resource);
        while (reader.Read())
        {
            if (reader.Field == 1 && reader.IsBytes)
            {
                if (!TryReadPair(reader.Bytes, offset + reader.Start, out Part key, out Part value, out _))
                {
                    return false;
                }

                ReadOnlySpan<byte> name = resource.Slice(key.Start - offset, key.Length);
                if (name.SequenceEqual("cloud.account.id"u8))
                {
                    _account = value;
                }
                else if (name.SequenceEqual("cloud.region"u8))
                {
                    _region = value;
                }
            }
        }

        return !reader.IsDamaged;
    }

    private void Set(int field, int request, Part part)
    {
        if (part.Length > 0)
        {
            row.Batch.SetText(field, request + part.Start, part.Length);
        }
    }

    /// <summary>A part of the request.</summary>
    private readonly record struct Part(int Start, int Length);
}
