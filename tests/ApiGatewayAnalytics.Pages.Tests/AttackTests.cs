using ApiGatewayAnalytics.Pages.Tests.Support;

namespace ApiGatewayAnalytics.Pages.Tests;

/// <summary>What an attacker wrote into the log stays text, in panels and in what they tell under the pointer.</summary>
[Collection(Shown.Name)]
public sealed class AttackTests(BrowserFixture browser)
{
    private const string Script = "<script>window.attacked=1</script>";

    /// <summary>
    /// Goes over everything that tells more under the pointer, within the page, because hundreds of real movements take long: the
    /// middle, and of what goes along time several places. Gives what is told, and what of it is more than text.
    /// </summary>
    private const string Hover = """
        () => {
            const told = [], markup = [];
            for (const target of document.querySelectorAll(".stage, .bar, .part, .share, .comb-cell, .spot")) {
                const { left, top, width, height } = target.getBoundingClientRect();
                for (const part of target.matches(".stage") ? [0.3, 0.5, 0.55, 0.6, 0.9] : [0.5]) {
                    const place = { clientX: left + width * part, clientY: top + height / 2 };
                    target.dispatchEvent(new PointerEvent("pointermove", { bubbles: true, ...place }));
                    const tooltip = document.querySelector(".tooltip:not([hidden])");
                    if (!tooltip) continue;
                    told.push(tooltip.textContent);
                    markup.push(...[...tooltip.querySelectorAll(":not(div, span)")].map(element => element.outerHTML));
                }
            }
            return [told, markup];
        }
        """;

    [BrowserTheory]
    [InlineData("access-logs-overview", true)]
    [InlineData("access-logs-errors", true)]
    [InlineData("rest-enhanced", true)]
    [InlineData("insights", false)]
    public Task What_an_attacker_wrote_stays_text(string id, bool isTold) => browser.LookAsync($"?dashboard={id}&last=1h", async page =>
    {
        await page.DrawAllAsync();

        string[][] told = await page.EvaluateAsync<string[][]>(Hover);

        Assert.NotEmpty(told[0]);
        Assert.Equal(isTold, told[0].Any(text => text.Contains(Script, StringComparison.Ordinal)));
        Assert.Empty(told[1]);
        Assert.Contains(Script, await page.Locator("main").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("main script, main img, main svg[onload]").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("() => window.attacked === undefined"));
    });
}
