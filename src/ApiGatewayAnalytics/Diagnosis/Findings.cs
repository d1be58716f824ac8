using System.Collections.Immutable;
using System.Globalization;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>What is wrong with a log whatever panels need of it.</summary>
internal static class Findings
{
    /// <summary>The causes of repairs, by how the JSON of an answer spells them.</summary>
    private static readonly Dictionary<string, string> s_causes = new()
    {
        ["bare-value"] = "variables without quotes, which become a bare '-' where the value is absent: quote numbers too",
        ["doubled-quotes"] = "values that bring quotes of their own: log $context.error.message instead of $context.error.messageString",
        ["doubled-braces"] = "two braces around the template: leave out one pair",
        ["unescaped-quotes"] = "quotes inside values that were not escaped",
        ["other"] = "other deviations from JSON",
    };

    public static IEnumerable<DiagnosisFinding> Of(
        ImmutableArray<ObservedLayout> layouts, IngestionTally tally, Func<ObservedLayout, ImmutableArray<ApiKind>> kindsOf)
    {
        IngestionReport report = tally.Report();
        if (report.Repaired.Count > 0)
        {
            string causes = string.Join("; ", report.Repaired.Select(repair => $"{Number(repair.Value)} {repair.Key} ({s_causes[repair.Key]})"));
            yield return Finding(FindingKind.BrokenQuoting, Sum(layouts, layout => layout.Repaired), $"Broken JSON was repaired: {causes}.");
        }

        if (Sum(layouts, layout => layout.Provided[AccessLogColumns.IdentityApiKey] ? layout.Records : 0) is > 0 and var keyed)
        {
            long values = Sum(layouts, layout => layout.Values[AccessLogColumns.IdentityApiKey]);
            yield return Finding(FindingKind.ApiKeyInClear, values,
                $"The template logs $context.identity.apiKey, a secret, in clear ({Number(values)} of {Number(keyed)} records have one): "
                + "log $context.identity.apiKeyId instead.");
        }

        long without = Sum(layouts, layout => layout.Provided[AccessLogColumns.RequestId] || layout.Provided[AccessLogColumns.ExtendedRequestId] ? 0 : layout.Records);
        if (without > 0)
        {
            yield return Finding(FindingKind.MissingRequestId, without,
                "Records have no request id: log $context.requestId and $context.extendedRequestId, of which REST and WebSocket APIs require one.");
        }

        long one = Sum(layouts, layout => LacksOneId(layout, kindsOf(layout)) ? layout.Records : 0);
        if (one > 0)
        {
            yield return Finding(FindingKind.MissingRequestId, one,
                "Records have only one of the request ids: log both $context.requestId, which a client can choose, and $context.extendedRequestId, which it cannot.");
        }

        ObservedLayout[] coarse = [.. layouts.Where(layout => layout.TimesInSeconds > 0 && !layout.Provided[AccessLogColumns.RequestTimeEpoch])];
        if (coarse.Length > 0)
        {
            bool isHttp = coarse.All(layout => kindsOf(layout) is [ApiKind.Http]);
            yield return Finding(FindingKind.TimeInSeconds, coarse.Sum(layout => layout.TimesInSeconds),
                "Times are in common log format, to the second: log $context.requestTimeEpoch"
                + (isHttp ? ", though HTTP APIs were seen to write seconds there too." : ", which has milliseconds."));
        }

        if (layouts.Length > 1 || layouts.Sum(layout => layout.Records) < tally.Accepted)
        {
            yield return Finding(FindingKind.MixedTemplates, tally.Accepted,
                $"The log mixes {(layouts.Length == LayoutObserver.MostLayouts ? $"{layouts.Length} or more" : layouts.Length)} layouts: "
                + "panels are fed in full only by records whose layout has all that they need.");
        }

        if (Sum(layouts, layout => layout.UnmappedKeys.IsEmpty ? 0 : layout.Records) is > 0 and var unmapped)
        {
            yield return Finding(FindingKind.UnmappedKeys, unmapped,
                "Keys map to no field: rename them, map them, declare custom fields, or leave them out of the template.");
        }

        if (report.Rejected.Count > 0)
        {
            string reasons = string.Join(", ", report.Rejected.Select(reason => $"{Number(reason.Value)} {reason.Key}"));
            yield return Finding(FindingKind.Rejected, report.Rejected.Values.Sum(), $"Records could not be read: {reasons}.");
        }
    }

    /// <summary>Of HTTP and WebSocket APIs both ids are the same.</summary>
    private static bool LacksOneId(ObservedLayout layout, ImmutableArray<ApiKind> kinds)
    {
        bool hasId = layout.Provided[AccessLogColumns.RequestId];
        bool hasExtended = layout.Provided[AccessLogColumns.ExtendedRequestId];
        return (hasId && !hasExtended && kinds.Contains(ApiKind.Rest)) || (!hasId && hasExtended);
    }

    private static long Sum(ImmutableArray<ObservedLayout> layouts, Func<ObservedLayout, long> count) => layouts.Sum(count);

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static DiagnosisFinding Finding(FindingKind kind, long records, string message) =>
        new() { Kind = kind, Records = records, Message = message };
}
