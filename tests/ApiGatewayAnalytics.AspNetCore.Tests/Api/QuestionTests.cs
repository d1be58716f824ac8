using System.Net;
using System.Text.Json;
using ApiGatewayAnalytics.AspNetCore.Tests.Support;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Api;

/// <summary>Questions that are refused, asked again, or too many.</summary>
public sealed class QuestionTests
{
    [Theory]
    [InlineData("panels/access-logs-overview/total-requests?last=1w", "last")]
    [InlineData("panels/access-logs-overview/total-requests?last=0h", "last")]
    [InlineData("panels/access-logs-overview/total-requests?last=-1h", "last")]
    [InlineData("panels/access-logs-overview/total-requests?last=", "last")]
    [InlineData("panels/access-logs-overview/total-requests?last=99999d", "last")]
    [InlineData("panels/access-logs-overview/total-requests?last=1h&last=2h", "last")]
    [InlineData("panels/access-logs-overview/total-requests?last=1h&from=2026-03-01T00:00:00Z", "last")]
    [InlineData("panels/access-logs-overview/total-requests?from=yesterday", "from")]
    [InlineData("panels/access-logs-overview/total-requests?from=2026-03-01T00:00:00", "from")]
    [InlineData("panels/access-logs-overview/total-requests?from=0001-01-01T00:00:00Z", "from")]
    [InlineData("panels/access-logs-overview/total-requests?from=2026-03-05T00:00:00Z", "from")]
    [InlineData("panels/access-logs-overview/total-requests?from=2020-03-05T00:00:00Z", "from")]
    [InlineData("panels/access-logs-overview/total-requests?to=9999-12-31T23:59:59Z", "to")]
    [InlineData("panels/access-logs-overview/total-requests?interval=2m", "interval")]
    [InlineData("panels/access-logs-overview/total-requests?interval=1m&last=30d", "interval")]
    [InlineData("panels/access-logs-overview/total-requests?series=0", "series")]
    [InlineData("panels/access-logs-overview/total-requests?series=501", "series")]
    [InlineData("panels/access-logs-overview/total-requests?rows=10001", "rows")]
    [InlineData("panels/access-logs-overview/total-requests?skip=-1", "skip")]
    [InlineData("panels/access-logs-overview/total-requests?filter.status=200", "filter.status")]
    [InlineData("panels/access-logs-overview/total-requests?filter.stage=a&filter.stage=b", "filter.stage")]
    [InlineData("panels/access-logs-overview/total-requests?stage=prod", "stage")]
    [InlineData("dashboards/access-logs-overview?lst=1h", "lst")]
    [InlineData("answer?rows=x", "rows")]
    [InlineData("answer?panel=x", "panel")]
    [InlineData("filters/access-logs-overview/apiId?limit=0", "limit")]
    [InlineData("filters/access-logs-overview/apiId?rows=1", "rows")]
    [InlineData("monitors?filter.resourcePath=x", "filter.resourcePath")]
    [InlineData("monitors?interval=1h", "interval")]
    [InlineData("catalog?last=1h", "last")]
    [InlineData("state?last=1h", "last")]
    public async Task AMistakeIsNamed(string question, string parameter)
    {
        await using TestSite site = await TestSite.StartAsync();

        JsonElement problem = await ProblemAsync(site, question, HttpStatusCode.BadRequest);

        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.Contains(parameter, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALongFilterIsRefused()
    {
        await using TestSite site = await TestSite.StartAsync();

        JsonElement problem = await ProblemAsync(site, $"dashboards/access-logs-overview?filter.stage={new string('*', 600)}", HttpStatusCode.BadRequest);

        Assert.Equal("filter.stage", problem.GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("dashboards/nothing")]
    [InlineData("panels/nothing/total-requests")]
    [InlineData("panels/access-logs-overview/nothing")]
    [InlineData("answer?dashboard=nothing")]
    [InlineData("filters/nothing/apiId")]
    [InlineData("filters/access-logs-overview/status")]
    public async Task WhatDoesNotExistIsNotFound(string question)
    {
        await using TestSite site = await TestSite.StartAsync();

        await ProblemAsync(site, question, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task FiltersOfFilesAreRefused()
    {
        await using TestSite site = await TestSite.StartAsync(options => options.Mode = EngineMode.Files);
        Traffic.Feed(site.Engine);

        JsonElement problem = await ProblemAsync(site, "dashboards/access-logs-overview?filter.stage=prod", HttpStatusCode.BadRequest);

        Assert.Equal("filter.stage", problem.GetProperty("parameter").GetString());
        JsonElement whole = await site.JsonAsync("dashboards/access-logs-overview");
        Assert.Equal(Utc.Text(site.Engine.Extent!.Value.From), whole.GetProperty("range").GetProperty("from").GetString());
        Assert.Equal("files", (await site.JsonAsync("state")).GetProperty("mode").GetString());
    }

    [Theory]
    [InlineData("catalog")]
    [InlineData("state")]
    [InlineData("dashboards/access-logs-overview")]
    [InlineData("panels/access-logs-overview/total-requests?last=1h")]
    [InlineData("panels/access-logs-overview/top-10-client-ips?sort=-count&search=1")]
    [InlineData("answer?dashboard=access-logs-errors")]
    [InlineData("filters/access-logs-overview/apiId")]
    [InlineData("monitors")]
    [InlineData("openapi.json")]
    public async Task WhatIsKnownIsNotSentAgain(string question)
    {
        await using TestSite site = await TestSite.StartAsync();
        Traffic.Feed(site.Engine);
        using HttpResponseMessage first = await site.AskAsync(question);
        string tag = first.Headers.ETag!.ToString();
        Assert.Contains("no-cache", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using HttpResponseMessage again = await site.AskAsync(question, ("If-None-Match", $"\"other\", {tag}"));
        using HttpResponseMessage other = await site.AskAsync(question, ("If-None-Match", "\"other\""));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag!.ToString());
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        Traffic.Feed(site.Engine, 10, seed: 3);
        using HttpResponseMessage fed = await site.AskAsync(question, ("If-None-Match", tag));
        Assert.Equal(question is "catalog" or "openapi.json" ? HttpStatusCode.NotModified : HttpStatusCode.OK, fed.StatusCode);
    }

    [Fact]
    public async Task ANewMinuteIsANewRange()
    {
        await using TestSite site = await TestSite.StartAsync();
        using HttpResponseMessage moving = await site.AskAsync("panels/access-logs-overview/total-requests?last=1h");
        using HttpResponseMessage standing = await site.AskAsync("panels/access-logs-overview/total-requests?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z");

        site.Clock.Now += TimeSpan.FromMinutes(1);
        using HttpResponseMessage moved = await site.AskAsync("panels/access-logs-overview/total-requests?last=1h", ("If-None-Match", moving.Headers.ETag!.ToString()));
        using HttpResponseMessage stood = await site.AskAsync(
            "panels/access-logs-overview/total-requests?from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z", ("If-None-Match", standing.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        Assert.Equal(HttpStatusCode.NotModified, stood.StatusCode);
    }

    [Fact]
    public async Task WhatIsReadIsSeenAtOnce()
    {
        await using TestSite site = await TestSite.StartAsync();
        const string Question = "panels/access-logs-overview/total-requests";
        Assert.Equal("no-data", (await site.JsonAsync(Question)).GetProperty("status").GetString());

        Traffic.Feed(site.Engine, 700);

        Assert.Equal(700, (await site.JsonAsync(Question)).GetProperty("value").GetInt64());
    }

    [Fact]
    public async Task TooManyQuestionsAreRefused()
    {
        using var names = new SlowNames();
        await using TestSite site = await TestSite.StartAsync(
            options => options.ApiNameResolver = names,
            http =>
            {
                http.MaxConcurrentQuestions = 1;
                http.QuestionPatience = TimeSpan.Zero;
            });
        Traffic.Feed(site.Engine, 100);
        const string Question = "panels/access-logs-overview/top-10-apis-by-response-size";
        names.IsSlow = true;

        Task<HttpResponseMessage> slow = site.AskAsync(Question);
        Assert.True(names.Asked.Wait(TimeSpan.FromSeconds(30)));
        using HttpResponseMessage refused = await site.AskAsync("panels/access-logs-overview/total-requests");
        names.Release();
        using HttpResponseMessage answered = await slow;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        using HttpResponseMessage after = await site.AskAsync("panels/access-logs-overview/total-requests");
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    private static async Task<JsonElement> ProblemAsync(TestSite site, string question, HttpStatusCode status)
    {
        using HttpResponseMessage response = await site.AskAsync(question);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        JsonElement problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        return problem;
    }

    /// <summary>Names that take as long as a test wants, and with them the question that needs one.</summary>
    private sealed class SlowNames : IApiNameResolver, IDisposable
    {
        private readonly ManualResetEventSlim _released = new();

        public ManualResetEventSlim Asked { get; } = new();

        public bool IsSlow { get; set; }

        public void Release() => _released.Set();

        public long Version => 1;

        public ApiDescription? Find(string apiId)
        {
            if (IsSlow)
            {
                Asked.Set();
                _released.Wait();
            }

            return null;
        }

        public void Dispose()
        {
            _released.Set();
            _released.Dispose();
            Asked.Dispose();
        }
    }
}
