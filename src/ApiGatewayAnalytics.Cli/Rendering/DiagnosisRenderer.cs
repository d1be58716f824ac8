using System.Collections.Immutable;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Cli.Rendering.Text;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Diagnosis;

namespace ApiGatewayAnalytics.Cli.Rendering;

/// <summary>
/// A diagnosis in the order in which one acts on it: what was read, what is wrong, what each dashboard lacks, what records have, and
/// last the template, in one line however long, to be copied.
/// </summary>
/// <param name="canvas">Where everything goes that fits into a line.</param>
/// <param name="raw">The same place, without a limit of width.</param>
internal sealed class DiagnosisRenderer(ICanvas canvas, ICanvas raw)
{
    private const int Indent = 2;

    public static void WriteJson(LogDiagnosis diagnosis, Stream output)
    {
        JsonSerializer.Serialize(output, diagnosis, DiagnosisJsonContext.Default.LogDiagnosis);
        output.WriteByte((byte)'\n');
    }

    public static void WriteJson(RecommendedTemplate template, Stream output)
    {
        JsonSerializer.Serialize(output, template, DiagnosisJsonContext.Default.RecommendedTemplate);
        output.WriteByte((byte)'\n');
    }

    public void Render(LogDiagnosis diagnosis)
    {
        Layouts(diagnosis);
        Findings(diagnosis);
        foreach (DashboardDiagnosis dashboard in diagnosis.Dashboards)
        {
            Dashboard(dashboard, diagnosis.Ingestion.Accepted);
        }

        Fields(diagnosis);
        foreach (RecommendedTemplate template in diagnosis.Templates)
        {
            Template(template);
        }
    }

    private void Layouts(LogDiagnosis diagnosis)
    {
        string kinds = diagnosis.Kinds.IsEmpty ? "APIs of an unknown kind" : $"{Names(diagnosis.Kinds)} APIs";
        canvas.Write(new TextLine()
            .Add(Plural(diagnosis.Ingestion.Accepted, "record"), Tone.Number)
            .Add($" of {kinds} in {Plural(diagnosis.Layouts.Length, "layout")}"));
        foreach (LayoutDiagnosis layout in diagnosis.Layouts)
        {
            string repaired = layout.Repaired > 0 ? $", {NumberText.Of(layout.Repaired)} repaired" : "";
            string unmapped = layout.UnmappedKeys.IsEmpty ? "" : $", no field: {string.Join(", ", layout.UnmappedKeys)}";
            string kind = layout.Kinds.IsEmpty ? "" : $", {Names(layout.Kinds)}";
            Paragraph(
                $"{NumberText.Share(layout.Records, diagnosis.Ingestion.Accepted)} {layout.Shape.ToString().ToUpperInvariant()}{kind}, "
                + $"{Plural(layout.Fields.Length, "field")}{repaired}{unmapped}",
                Tone.Dim);
        }

        long others = diagnosis.Ingestion.Skipped.GetValueOrDefault("other-source");
        if (others > 0)
        {
            Paragraph($"left out {Plural(others, "record")} of other sources: CloudTrail events or datapoints of CloudWatch metrics", Tone.Dim);
        }
    }

    private void Findings(LogDiagnosis diagnosis)
    {
        foreach (DiagnosisFinding finding in diagnosis.Findings)
        {
            Paragraph($"! {finding.Message}", Tone.Warning);
        }
    }

    private void Dashboard(DashboardDiagnosis dashboard, long records)
    {
        (PanelFeed Feed, string Words)[] states =
        [
            (PanelFeed.Fed, "fed"), (PanelFeed.Partly, "partly fed"), (PanelFeed.NotFed, "not fed"),
            (PanelFeed.NotAvailable, "not for these APIs"), (PanelFeed.OtherSource, "not fed by access logs"),
        ];
        canvas.Write(TextLine.Blank);
        string counts = string.Join(", ", states.Where(state => dashboard.Count(state.Feed) > 0).Select(state => $"{dashboard.Count(state.Feed)} {state.Words}"));
        canvas.Write(TextLine.Of(dashboard.Dashboard.Title, Tone.Heading).Add($"  {Plural(dashboard.Panels.Length, "panel")}: {counts}", Tone.Dim));
        foreach (PanelDiagnosis panel in dashboard.Panels.Where(panel => panel.Feed is PanelFeed.NotFed or PanelFeed.Partly))
        {
            string share = panel.Feed == PanelFeed.Partly && panel.Records > 0 ? $" (whole for {NumberText.Share(panel.Records, records)} of records)" : "";
            Paragraph(
                $"{(panel.Feed == PanelFeed.NotFed ? "not fed" : "partly")} {NameOf(panel)}{share}: needs {Variables(panel.Missing)}",
                panel.Feed == PanelFeed.NotFed ? Tone.Bad : Tone.Warning);
        }

        foreach ((PanelFeed feed, string words) in states.Where(state => state.Feed is not (PanelFeed.NotFed or PanelFeed.Partly)))
        {
            if (dashboard.Count(feed) > 0)
            {
                Paragraph($"{words}: {string.Join(", ", dashboard.Panels.Where(panel => panel.Feed == feed).Select(NameOf))}", feed == PanelFeed.Fed ? Tone.Good : Tone.Dim);
            }
        }

        Derived(dashboard);
        if (dashboard.Panels.Any(panel => panel is { NeedsLocation: true, Feed: PanelFeed.Fed or PanelFeed.Partly }))
        {
            Paragraph("* and needs a source of locations", Tone.Dim);
        }
    }

    /// <summary>Panels of metrics that are derived from access logs where an API has no metrics.</summary>
    private void Derived(DashboardDiagnosis dashboard)
    {
        PanelDiagnosis[] derived = [.. dashboard.Panels.Select(panel => panel.Derived).OfType<PanelDiagnosis>()];
        foreach ((PanelFeed feed, string words, Tone tone) in new[]
        {
            (PanelFeed.Fed, "derived where there are no metrics", Tone.Good), (PanelFeed.NotAvailable, "not derived for these APIs", Tone.Dim),
        })
        {
            PanelDiagnosis[] alike = [.. derived.Where(panel => panel.Feed == feed)];
            if (alike.Length > 0)
            {
                Paragraph($"{words}: {string.Join(", ", alike.Select(NameOf))}", tone);
            }
        }

        foreach (PanelDiagnosis panel in derived.Where(panel => panel.Feed is PanelFeed.NotFed or PanelFeed.Partly))
        {
            Paragraph(
                $"{(panel.Feed == PanelFeed.NotFed ? "not derived" : "partly derived")} {NameOf(panel)}: needs {Variables(panel.Missing)}",
                panel.Feed == PanelFeed.NotFed ? Tone.Bad : Tone.Warning);
        }
    }

    private void Fields(LogDiagnosis diagnosis)
    {
        FieldDiagnosis[] fields = [.. diagnosis.Fields.Where(field => field.Panels > 0)];
        if (fields.Length == 0)
        {
            return;
        }

        canvas.Write(TextLine.Blank);
        canvas.Write(TextLine.Of("What panels need and records have", Tone.Heading));
        TextColumn[] columns =
        [
            new("variable", isNumber: false, [.. fields.Select(field => SafeText.Of(VariableOf(field.Field)))], isWhole: true),
            new("panels", isNumber: true, [.. fields.Select(field => SafeText.Of(NumberText.Of(field.Panels)))]),
            new("values", isNumber: true, [.. fields.Select(field => SafeText.Of(Values(field, diagnosis.Ingestion.Accepted)))]),
        ];
        foreach (TextLine line in new TextTable(columns).Lines(canvas.Width - Indent))
        {
            canvas.Write(TextLine.Of("  ").Add(line));
        }
    }

    private void Template(RecommendedTemplate template)
    {
        canvas.Write(TextLine.Blank);
        canvas.Write(TextLine.Of($"Template for {Name(template.Kind)} APIs", Tone.Heading)
            .Add($"  {NumberText.Of(template.Text.Length)} characters", Tone.Dim));
        raw.Write(TextLine.Of(template.Text));
        if (!template.LeftOut.IsEmpty)
        {
            Paragraph($"no room or no known variable for {string.Join(", ", template.LeftOut.Select(field => field.Name))}", Tone.Warning);
        }
    }

    private void Paragraph(string words, Tone tone)
    {
        foreach (TextLine line in TextLine.Wrapped(words, canvas.Width - Indent, tone))
        {
            canvas.Write(TextLine.Of("  ").Add(line));
        }
    }

    private static string NameOf(PanelDiagnosis panel) =>
        panel.Panel.Id[(panel.Panel.Id.IndexOf('/', StringComparison.Ordinal) + 1)..]
        + (panel is { NeedsLocation: true, Feed: PanelFeed.Fed or PanelFeed.Partly } ? "*" : "");

    private static string Values(FieldDiagnosis field, long records) =>
        field.Records + field.Values == 0 ? field.IsAvailable ? "not logged" : "not for these" : NumberText.Share(field.Values, records);

    private static string Variables(ImmutableArray<Field> fields) => string.Join(", ", fields.Select(VariableOf));

    private static string VariableOf(Field field) => field.Variable ?? field.Name;

    private static string Names(ImmutableArray<ApiKind> kinds) => string.Join(", ", kinds.Select(Name));

    private static string Name(ApiKind kind) => kind == ApiKind.WebSocket ? "WebSocket" : kind.ToString().ToUpperInvariant();

    private static string Plural(long count, string noun) => $"{NumberText.Of(count)} {noun}{(count == 1 ? "" : "s")}";
}
