using System.Collections.Immutable;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>One made-up datapoint of a CloudWatch metric. Immutable.</summary>
public sealed record SyntheticDatapoint
{
    /// <summary>The start of its period.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long the samples were collected. Default: a minute.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The account. Default: <c>123456789012</c>.</summary>
    public string Account { get; init; } = "123456789012";

    /// <summary>The AWS region. Default: <c>eu-west-1</c>.</summary>
    public string Region { get; init; } = "eu-west-1";

    /// <summary>The namespace. Default: <c>AWS/ApiGateway</c>.</summary>
    public string Namespace { get; init; } = "AWS/ApiGateway";

    /// <summary>The name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Names and values of the dimensions.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Dimensions { get; init; }

    /// <summary>The unit of CloudWatch. Default: <c>Count</c>.</summary>
    public string Unit { get; init; } = "Count";

    /// <summary>How many samples there are.</summary>
    public required double SampleCount { get; init; }

    /// <summary>Their sum.</summary>
    public required double Sum { get; init; }

    /// <summary>The smallest one. Default: 0.</summary>
    public double Minimum { get; init; }

    /// <summary>The largest one.</summary>
    public required double Maximum { get; init; }

    /// <summary>Percentages and values of percentiles. Default: none.</summary>
    public ImmutableArray<KeyValuePair<double, double>> Percentiles { get; init; } = [];
}
