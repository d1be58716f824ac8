using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// One datapoint while it is read, whatever its encoding: the encodings set what they find, and <see cref="Commit"/> decides whether it
/// is a datapoint of API Gateway and makes it a row. Allocates nothing. Not thread-safe.
/// </summary>
/// <param name="tally">Where unknown statistics are counted.</param>
/// <param name="clock">Tells what lies in the future.</param>
/// <param name="isWanted">Whether datapoints become rows; else they are counted as of a source that nobody reads.</param>
internal sealed class MetricRow(IngestionTally tally, TimeProvider clock, bool isWanted)
{
    private const long FutureTolerance = 24 * 60 * 60 * 1000;
    private const int DefaultPeriod = 60;

    /// <summary>2015-01-01T00:00Z, when API Gateway did not exist yet.</summary>
    private const long Earliest = 1_420_070_400_000;

    private long _latest;
    private int _metric;
    private bool _hasNamespace;
    private bool _hasMetric;
    private bool _isOfApiGateway;
    private bool _hasOtherDimension;
    private int _unknownStatistics;

    public RecordBatch Batch { get; private set; } = null!;

    /// <summary>Milliseconds since 1970, or -1.</summary>
    public long Time { get; set; }

    /// <summary>In seconds.</summary>
    public long Period { get; set; }

    public double SampleCount { get; set; }

    public double Sum { get; set; }

    public double Minimum { get; set; }

    public double Maximum { get; set; }

    private PercentilePairs Percentiles { get; } = new();

    public void Begin(RecordBatch batch)
    {
        Batch = batch;
        batch.BeginRow();
        Time = -1;
        Period = DefaultPeriod;
        SampleCount = Sum = Minimum = Maximum = double.NaN;
        Percentiles.Clear();
        _metric = -1;
        _isOfApiGateway = _hasNamespace = _hasMetric = false;
        _hasOtherDimension = false;
        _unknownStatistics = 0;
    }

    /// <summary>Whether it says which metric it is of.</summary>
    public bool IsDatapoint => _hasNamespace && _hasMetric;

    public void SetNamespace(ReadOnlySpan<byte> name)
    {
        _hasNamespace = true;
        _isOfApiGateway = name.SequenceEqual(ApiMetric.Namespace);
    }

    /// <summary>Remembers which metric it is; the text is a field of its own.</summary>
    public void SetMetric(ReadOnlySpan<byte> name)
    {
        _hasMetric = true;
        _metric = ApiMetric.Find(name);
    }

    /// <summary>The field of a dimension; remembers where it is one that API Gateway does not have.</summary>
    public int FieldOf(ReadOnlySpan<byte> dimension)
    {
        int field = DimensionOf(dimension);
        _hasOtherDimension |= field < 0;
        return field;
    }

    /// <summary>A dimension was met that API Gateway does not have.</summary>
    public void SetOtherDimension() => _hasOtherDimension = true;

    /// <summary>A statistic was met that nobody asks for.</summary>
    public void CountOtherStatistic() => _unknownStatistics++;

    /// <summary>The field of a dimension, compared without case; -1 for one that API Gateway does not have.</summary>
    public static int DimensionOf(ReadOnlySpan<byte> dimension)
    {
        return dimension.Length switch
        {
            5 when Is(dimension, "ApiId"u8) => MetricColumns.ApiId,
            5 when Is(dimension, "Stage"u8) => MetricColumns.Stage,
            5 when Is(dimension, "Route"u8) => MetricColumns.Route,
            6 when Is(dimension, "Method"u8) => MetricColumns.Method,
            7 when Is(dimension, "ApiName"u8) => MetricColumns.ApiName,
            8 when Is(dimension, "Resource"u8) => MetricColumns.Resource,
            _ => -1,
        };

        static bool Is(ReadOnlySpan<byte> dimension, ReadOnlySpan<byte> name) =>
            dimension.SequenceEqual(name) || ((dimension[0] ^ name[0]) & ~0x20) == 0 && System.Text.Ascii.EqualsIgnoreCase(dimension, name);
    }

    /// <summary>Sets a statistic by its name in JSON.</summary>
    public void SetStatistic(ReadOnlySpan<byte> name, double value)
    {
        switch (name.Length)
        {
            case 3 when name.SequenceEqual("sum"u8):
                Sum = value;
                break;
            case 3 when name.SequenceEqual("min"u8):
                Minimum = value;
                break;
            case 3 when name.SequenceEqual("max"u8):
                Maximum = value;
                break;
            case 5 when name.SequenceEqual("count"u8):
                SampleCount = value;
                break;
            default:
                if (PercentilePairs.TryParse(name, out double percent))
                {
                    SetPercentile(percent, value);
                }
                else
                {
                    _unknownStatistics++;
                }

                break;
        }
    }

    public void SetPercentile(double percent, double value)
    {
        if (!Percentiles.TryAdd(percent, value))
        {
            _unknownStatistics++;
        }
    }

    /// <summary>Makes it a row of the batch, or says why not.</summary>
    /// <param name="origin">What the surroundings say of it.</param>
    /// <param name="consumed">The bytes that it took.</param>
    public ParseResult Commit(RecordOrigin origin, int consumed)
    {
        if (!IsDatapoint)
        {
            return ParseResult.Rejected(consumed, RejectReason.NotADatapoint);
        }

        if (!_isOfApiGateway)
        {
            return ParseResult.Skipped(consumed, SkipReason.OtherNamespace);
        }

        if (_metric < 0)
        {
            return ParseResult.Skipped(consumed, SkipReason.UnknownMetric);
        }

        bool hasName = Batch.IsPresent(MetricColumns.ApiName, Batch.Count);
        bool hasId = Batch.IsPresent(MetricColumns.ApiId, Batch.Count);
        if (!hasName && !hasId)
        {
            return ParseResult.Rejected(consumed, RejectReason.NoDimensions);
        }

        if (ScopeOf() is not { } scope || hasName == hasId || _hasOtherDimension)
        {
            return ParseResult.Skipped(consumed, SkipReason.OtherDimensions);
        }

        if (!ApiMetric.All[_metric].Allows(Batch.Text(MetricColumns.Unit, Batch.Count)))
        {
            return ParseResult.Rejected(consumed, RejectReason.BadUnit);
        }

        if (!double.IsFinite(SampleCount) || !double.IsFinite(Sum) || SampleCount < 0 || Sum < 0 || Period is <= 0 or > int.MaxValue
            || double.IsInfinity(Maximum) || double.IsInfinity(Minimum))
        {
            return ParseResult.Rejected(consumed, RejectReason.BadValue);
        }

        if (CheckTime() is { } reason)
        {
            return ParseResult.Rejected(consumed, reason);
        }

        if (!isWanted)
        {
            return ParseResult.Skipped(consumed, SkipReason.OtherSource);
        }

        Default(MetricColumns.Account, origin.Account);
        Default(MetricColumns.Region, origin.Region);
        if (!Percentiles.Bytes.IsEmpty)
        {
            Batch.SetTextCopy(MetricColumns.Percentiles, Percentiles.Bytes);
        }

        Batch.SetNumber(MetricColumns.MetricNumber, _metric);
        Batch.SetNumber(MetricColumns.Scope, (int)scope);
        Batch.SetNumber(MetricColumns.Period, Period);
        Set(MetricColumns.SampleCount, SampleCount);
        Set(MetricColumns.Sum, Sum);
        Set(MetricColumns.Minimum, Minimum);
        Set(MetricColumns.Maximum, Maximum);
        Batch.Commit(Time);
        tally.CountSkipped(SkipReason.UnknownStatistic, _unknownStatistics);
        return ParseResult.Accepted(consumed, Repairs.None);
    }

    /// <summary>The scope of the dimensions that are there; null where they are none of the documented sets.</summary>
    private MetricScope? ScopeOf()
    {
        bool hasStage = Batch.IsPresent(MetricColumns.Stage, Batch.Count);
        bool hasResource = Batch.IsPresent(MetricColumns.Resource, Batch.Count);
        bool hasMethod = Batch.IsPresent(MetricColumns.Method, Batch.Count);
        bool hasRoute = Batch.IsPresent(MetricColumns.Route, Batch.Count);
        return (hasStage, hasResource, hasMethod, hasRoute) switch
        {
            (false, false, false, false) => MetricScope.Api,
            (true, false, false, false) => MetricScope.Stage,
            (true, true, true, false) or (true, false, false, true) => MetricScope.Route,
            _ => null,
        };
    }

    private RejectReason? CheckTime()
    {
        if (Time < 0)
        {
            return RejectReason.NoTime;
        }

        if (Time < Earliest)
        {
            return RejectReason.BadTime;
        }

        if (Time > _latest)
        {
            _latest = clock.GetUtcNow().ToUnixTimeMilliseconds() + FutureTolerance;
        }

        return Time > _latest ? RejectReason.FutureTime : null;
    }

    private void Default(int field, ReadOnlyMemory<byte> value)
    {
        if (!value.IsEmpty && !Batch.IsPresent(field, Batch.Count))
        {
            Batch.SetTextCopy(field, value.Span);
        }
    }

    private void Set(int field, double value)
    {
        if (!double.IsNaN(value))
        {
            Batch.SetNumber(field, BitConverter.DoubleToInt64Bits(value));
        }
    }
}
