using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>The filters of <c>--filter name=value</c>: any field of a record, and the name of its API.</summary>
internal static class RecordFilters
{
    /// <exception cref="CliException">One is not of that form, names no field, or names one a second time.</exception>
    public static void Add(IEnumerable<string> filters, IDictionary<string, string> target)
    {
        foreach (string filter in filters)
        {
            int equals = filter.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || equals == filter.Length - 1)
            {
                throw CliException.Usage($"--filter '{filter}' is not a filter; write name=value, for example status=5*");
            }

            string name = filter[..equals];
            string field = AccessLogFields.All.Concat(DerivedAccessLogFields.All).Select(known => known.Name).Append(DerivedFields.ApiName.Name)
                .FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw CliException.Usage(
                    $"--filter '{filter}' names no field; use a field's name such as stage, apiId, status, httpMethod or identitySourceIp");
            if (!target.TryAdd(field, filter[(equals + 1)..]))
            {
                throw CliException.Usage($"--filter {field} is given twice; one pattern with * can match several values");
            }
        }
    }
}
