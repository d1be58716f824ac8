using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>Asks axe what keeps people from using a page.</summary>
internal static class Axe
{
    /// <summary>What is wrong as text, because all of what axe finds would be megabytes; null where axe tested nothing.</summary>
    private const string FindMistakes = """
        async part => {
            const { passes, violations } = await axe.run(part ?? document, { resultTypes: ["violations"] });
            return passes.length === 0 ? null : violations.map(({ impact, id, nodes }) =>
                `${impact} ${id}: ${nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")} ${nodes[0]?.any[0]?.message ?? ""}`);
        }
        """;

    private static readonly string s_script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Fails on anything that axe finds.</summary>
    /// <param name="page">The page.</param>
    /// <param name="part">A selector of the part that is looked at; null for all of it.</param>
    public static async Task AssertCleanAsync(IPage page, string? part = null)
    {
        await page.EvaluateAsync(s_script);
        string[]? mistakes = await page.EvaluateAsync<string[]?>(FindMistakes, part);

        Assert.NotNull(mistakes);
        Assert.Empty(mistakes);
    }
}
