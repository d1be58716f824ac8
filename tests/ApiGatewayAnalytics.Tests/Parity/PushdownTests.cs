using System.Globalization;
using System.Text.RegularExpressions;
using ApiGatewayAnalytics.Synthetic;
using ApiGatewayAnalytics.Tests.AccessLogs;
using ApiGatewayAnalytics.Tests.Reference;

namespace ApiGatewayAnalytics.Tests.Parity;

/// <summary>Bounds and filters that are applied while files are read.</summary>
public class PushdownTests
{
    private static readonly byte[] s_log = Inputs.Join(Inputs.Layouts.Select(layout => SyntheticLog.ToArray(Inputs.Traffic(200, 50, 90), layout)));
    private static readonly List<ReferenceRecord> s_records = Comparison.Read(s_log).Records;

    [Theory]
    [InlineData("2026-03-04T03:04:05Z", null)]
    [InlineData(null, "2026-03-04T23:59:59.999Z")]
    [InlineData("2026-03-03T22:00:00Z", "2026-03-05T01:30:00Z")]
    [InlineData("2026-03-04T10:11:59Z", "2026-03-04T10:52:01Z")]
    [InlineData("2026-03-09T00:00:00Z", "2026-03-10T00:00:00Z")]
    public void BoundsEqualTheReference(string? from, string? to)
    {
        DateTimeOffset? first = from is null ? null : DateTimeOffset.Parse(from, CultureInfo.InvariantCulture);
        DateTimeOffset? end = to is null ? null : DateTimeOffset.Parse(to, CultureInfo.InvariantCulture);
        var engine = new AnalyticsEngine(new AnalyticsOptions { Mode = EngineMode.Files, From = first, To = end }, FixedClock.In2026);
        engine.Ingest(s_log, new IngestionSource("log"));

        const long Minute = ReferenceRetention.Minute;
        long least = first is null ? 0 : ReferenceRetention.Floor(first.Value.ToUnixTimeMilliseconds(), Minute);
        long most = end is null ? long.MaxValue : ReferenceRetention.Floor(end.Value.ToUnixTimeMilliseconds() + Minute - 1, Minute);
        ReferenceRecord[] read = [.. s_records.Where(record => record.Time >= least && record.Time < most)];
        Assert.Equal(s_records.Count, engine.Ingestion.Accepted);
        Comparison.PanelsEqual(read, engine.GetAnswer(), new ReferenceQuery { From = first, To = end });
    }

    [Fact]
    public void LastCountsBackFromTheNewestRecord()
    {
        var engine = new AnalyticsEngine(new AnalyticsOptions { Mode = EngineMode.Files }, FixedClock.In2026);
        engine.Ingest(s_log, new IngestionSource("log"));
        Comparison.StatedRangesEqual(s_records, engine, new PanelQuery { Last = TimeSpan.FromMinutes(1_501) });
    }

    [Theory]
    [InlineData("status", "5*")]
    [InlineData("status", "200")]
    [InlineData("responseLatency", "1*")]
    [InlineData("path", "/*S*")]
    [InlineData("identitySourceIp", "*:*")]
    [InlineData("httpMethod", "get")]
    [InlineData("stage", "*")]
    [InlineData("wafStatus", "*")]
    [InlineData("errorMessage", "*the*")]
    [InlineData("apiName", "sh*")]
    [InlineData("account", "1*2")]
    [InlineData("region", "eu-*")]
    [InlineData("protocol", "nothing")]
    public void FiltersEqualTheReference(string field, string pattern)
    {
        string[] ids = [.. s_records.Select(record => record.Text("apiId")).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, string> names = ids.Take(3).ToDictionary(id => id, _ => "Shared name");
        var options = new AnalyticsOptions { Mode = EngineMode.Files };
        options.RecordFilters.Add(field, pattern);
        foreach ((string id, string name) in names)
        {
            options.ApiNames.Add(id, name);
        }

        var engine = new AnalyticsEngine(options, FixedClock.In2026);
        engine.Ingest(s_log, new IngestionSource("log"));

        var regex = new Regex($"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}\\z", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        var query = new ReferenceQuery { ApiNames = names };
        var values = new ReferenceSelection(query);
        ReferenceRecord[] read = [.. s_records.Where(record =>
            pattern == "*" || (Convert.ToString(values.Value(record, field), CultureInfo.InvariantCulture) is { Length: > 0 } value && regex.IsMatch(value)))];
        if (read.Length > 0)
        {
            Comparison.PanelsEqual(read, engine.GetAnswer(), query);
        }
        else
        {
            Comparison.NoData(engine.GetAnswer());
        }
    }
}
