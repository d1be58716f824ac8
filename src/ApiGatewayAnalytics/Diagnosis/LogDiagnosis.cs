using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>
/// What a log gives to dashboards, what is wrong with it, and the template that would feed everything. Immutable; shares nothing with
/// the doctor.
/// </summary>
[JsonConverter(typeof(LogDiagnosisConverter))]
public sealed record LogDiagnosis
{
    internal LogDiagnosis()
    {
    }

    /// <summary>What became of everything that was read.</summary>
    public required IngestionReport Ingestion { get; init; }

    /// <summary>The kinds of the APIs, the most frequent first; empty where neither the records nor the options tell.</summary>
    public required ImmutableArray<ApiKind> Kinds { get; init; }

    /// <summary>The layouts of the records, the most frequent first; 64 at most are told apart.</summary>
    public required ImmutableArray<LayoutDiagnosis> Layouts { get; init; }

    /// <summary>The fields that the log has or a panel needs, in the order of <see cref="AccessLogFields.All"/>.</summary>
    public required ImmutableArray<FieldDiagnosis> Fields { get; init; }

    /// <summary>The dashboards in order.</summary>
    public required ImmutableArray<DashboardDiagnosis> Dashboards { get; init; }

    /// <summary>What is wrong, in the order of <see cref="FindingKind"/>.</summary>
    public required ImmutableArray<DiagnosisFinding> Findings { get; init; }

    /// <summary>The templates to configure, one per kind in <see cref="Kinds"/>; of all kinds where none is known.</summary>
    public required ImmutableArray<RecommendedTemplate> Templates { get; init; }

    /// <summary>Whether no panel lacks anything that a template could log. What APIs of the kind do not have does not count.</summary>
    public bool IsAllFed => Dashboards.All(dashboard => dashboard.Count(PanelFeed.Partly) + dashboard.Count(PanelFeed.NotFed) == 0);
}
