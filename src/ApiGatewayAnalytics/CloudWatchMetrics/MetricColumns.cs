namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>The numbers of <see cref="MetricFields.All"/>.</summary>
internal static class MetricColumns
{
    public const int Account = 0;
    public const int Region = 1;
    public const int ApiId = 2;
    public const int Stage = 3;
    public const int ApiName = 4;
    public const int Resource = 5;
    public const int Method = 6;
    public const int Route = 7;
    public const int Metric = 8;
    public const int Unit = 9;

    /// <summary>Pairs of a percentage and a value, see <see cref="PercentilePairs"/>.</summary>
    public const int Percentiles = 10;

    /// <summary>Which of <see cref="ApiMetric.All"/> it is.</summary>
    public const int MetricNumber = 11;

    public const int Scope = 12;

    /// <summary>In seconds.</summary>
    public const int Period = 13;

    /// <summary>From here on the bits of doubles.</summary>
    public const int SampleCount = 14;

    public const int Sum = 15;
    public const int Minimum = 16;
    public const int Maximum = 17;
}
