using System.Collections.Immutable;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Panels;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>Finds dashboards and panels by what the user calls them: an id, or for a panel only its last part where that is unique.</summary>
internal static class PanelSelection
{
    /// <exception cref="CliException">Something is not found; the message names what comes closest.</exception>
    public static PanelQuery Query(string[] dashboardIds, string[] panelIds, ImmutableArray<DashboardDefinition> dashboards)
    {
        var chosen = ImmutableArray.CreateBuilder<string>();
        foreach (string id in dashboardIds)
        {
            chosen.Add(Find(dashboards.Select(dashboard => dashboard.Id), id, "dashboard"));
        }

        string[] available =
        [
            .. dashboards.Where(dashboard => chosen.Count == 0 || chosen.Contains(dashboard.Id))
                .SelectMany(dashboard => dashboard.Panels).Select(panel => panel.Id),
        ];
        return new PanelQuery
        {
            Dashboards = [.. chosen.Distinct(StringComparer.Ordinal)],
            Panels = [.. panelIds.Select(id => Find(available, id, "panel")).Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>
    /// Whether a dashboard that is answered on request only is named, or one of its panels: the latter by a text that names none of
    /// the others.
    /// </summary>
    public static bool IsAskedFor(
        DashboardDefinition dashboard, string[] dashboardIds, string[] panelIds, IEnumerable<DashboardDefinition> others)
    {
        return dashboardIds.Any(id => id.Equals(dashboard.Id, StringComparison.OrdinalIgnoreCase))
            || panelIds.Any(id => Has(dashboard, id) && !others.Any(other => Has(other, id)));

        static bool Has(DashboardDefinition dashboard, string text) => dashboard.Panels.Any(panel =>
            panel.Id.Equals(text, StringComparison.OrdinalIgnoreCase) || panel.Id.EndsWith("/" + text, StringComparison.OrdinalIgnoreCase));
    }

    private static string Find(IEnumerable<string> ids, string text, string what)
    {
        string[] all = [.. ids];
        string[] exact = Array.FindAll(all, id => id.Equals(text, StringComparison.OrdinalIgnoreCase));
        string[] found = exact.Length > 0 ? exact : Array.FindAll(all, id => id.EndsWith("/" + text, StringComparison.OrdinalIgnoreCase));
        if (found.Length == 1)
        {
            return found[0];
        }

        throw CliException.Usage(found.Length > 1
            ? $"--{what} '{text}' is ambiguous; choose one of {string.Join(", ", found)}"
            : $"--{what} '{text}' does not exist{Closest(all, text)}; 'apigw panels' lists all");
    }

    private static string Closest(string[] ids, string text)
    {
        string? closest = ids.Where(id => id.Contains(text, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).FirstOrDefault()
            ?? ids.MinBy(id => Distance(id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..], text));
        return closest is null ? "" : $"; did you mean {closest}";
    }

    /// <summary>The number of letters to change, on texts that a person typed.</summary>
    private static int Distance(string first, string second)
    {
        second = second[..Math.Min(second.Length, 100)];
        int[] row = [.. Enumerable.Range(0, second.Length + 1)];
        for (int i = 1; i <= first.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int change = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
