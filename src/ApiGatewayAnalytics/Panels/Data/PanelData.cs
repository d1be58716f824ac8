using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>
/// The data of one panel: a <see cref="ValueData"/>, <see cref="RowsData"/> or <see cref="SeriesData"/>. Immutable; shares nothing with
/// the engine that answered. <see cref="PanelJsonContext"/> writes its JSON.
/// </summary>
[JsonDerivedType(typeof(ValueData))]
[JsonDerivedType(typeof(RowsData))]
[JsonDerivedType(typeof(SeriesData))]
public abstract record PanelData
{
    private protected PanelData()
    {
    }

    [SetsRequiredMembers]
    private protected PanelData(PanelDefinition panel, TimeRange range)
    {
        Id = panel.Id;
        Title = panel.Title;
        Chart = panel.Chart;
        Unit = panel.Unit;
        Range = range;
        Status = PanelStatus.Ok;
        Exact = true;
    }

    /// <summary>The identifier of the panel.</summary>
    [JsonPropertyOrder(-10)]
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    [JsonPropertyOrder(-9)]
    public required string Title { get; init; }

    /// <summary>How it is drawn.</summary>
    [JsonPropertyOrder(-8)]
    public required Chart Chart { get; init; }

    /// <summary>What its numbers are.</summary>
    [JsonPropertyOrder(-7)]
    public required string Unit { get; init; }

    /// <summary>The range that was answered: the one asked for, rounded outwards where only coarser buckets remain.</summary>
    [JsonPropertyOrder(-6)]
    public required TimeRange Range { get; init; }

    /// <summary>Whether it could be answered.</summary>
    [JsonPropertyOrder(-5)]
    public required PanelStatus Status { get; init; }

    /// <summary>Why it is not configured; otherwise null.</summary>
    [JsonPropertyOrder(-4)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>Whether every count is exact; if not, <see cref="MaxError"/> and <see cref="OtherCount"/> say how far they can be off.</summary>
    [JsonPropertyOrder(-3)]
    public required bool Exact { get; init; }

    /// <summary>By how much a count that is shown can exceed the true one; null where counts are exact.</summary>
    [JsonPropertyOrder(-2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MaxError { get; init; }

    /// <summary>The exact total minus the counts that are shown; null where counts are exact.</summary>
    [JsonPropertyOrder(-2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? OtherCount { get; init; }

    /// <summary>By what share a percentile can be off; null for panels without percentiles.</summary>
    [JsonPropertyOrder(-2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RelativeError { get; init; }

    /// <summary>
    /// What a panel of metrics rests on: <c>metrics</c>, <c>logs</c> or <c>mixed</c>; of percentiles <c>statistics</c> where datapoints carry
    /// them and <c>period-averages</c> where they do not. Null for panels of records.
    /// </summary>
    [JsonPropertyOrder(-2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Basis { get; init; }
}
