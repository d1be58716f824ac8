using System.Text;
using ApiGatewayAnalytics.Diagnosis;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Diagnosis;

/// <summary>Shows logs to a doctor.</summary>
internal static class Diagnoses
{
    public static SyntheticTraffic Traffic { get; } =
        new() { Records = 600, ClientErrorShare = 0.25, ServerErrorShare = 0.15, Duration = TimeSpan.FromDays(1) };

    public static LogDiagnosis Of(byte[] log, AccessLogDoctorOptions? options = null)
    {
        var doctor = new AccessLogDoctor(options);
        doctor.Read(new MemoryStream(log));
        return doctor.Diagnose();
    }

    public static LogDiagnosis Of(string log, AccessLogDoctorOptions? options = null) => Of(Encoding.UTF8.GetBytes(log), options);

    public static LogDiagnosis OfSample(string file) => Of(File.ReadAllBytes(PathOf(file)));

    public static string PathOf(string sample) => Path.Combine(RepositoryFolder.Root, "docs", "samples", sample);

    /// <summary>The last parts of the ids of the panels that are in a state.</summary>
    public static string Panels(this LogDiagnosis diagnosis, PanelFeed feed) => string.Join(' ', diagnosis.Dashboards
        .SelectMany(dashboard => dashboard.Panels)
        .Where(panel => panel.Feed == feed)
        .Select(panel => panel.Panel.Id.Split('/')[1]));

    public static string FindingKinds(this LogDiagnosis diagnosis) => string.Join(' ', diagnosis.Findings.Select(finding => finding.Kind));

    /// <summary>All variables that some panel lacks, in ordinal order, without their prefix.</summary>
    public static string MissingVariables(this LogDiagnosis diagnosis) => string.Join(' ', diagnosis.Dashboards
        .SelectMany(dashboard => dashboard.Panels)
        .SelectMany(panel => panel.Missing)
        .Select(field => field.Variable!["$context.".Length..])
        .Distinct()
        .Order(StringComparer.Ordinal));

    public static PanelDiagnosis Panel(this LogDiagnosis diagnosis, string id) =>
        diagnosis.Dashboards.SelectMany(dashboard => dashboard.Panels).Single(panel => panel.Panel.Id == id);
}
