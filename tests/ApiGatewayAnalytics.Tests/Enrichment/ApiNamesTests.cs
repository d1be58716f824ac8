using System.Text;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics.Tests.Enrichment;

/// <summary>Names out of every shape of file, and what learning does to them.</summary>
public sealed class ApiNamesTests
{
    private static readonly DateTimeOffset s_time = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{ "abc": "orders" }""", null, null)]
    [InlineData("""{ "abc": { "name": "orders", "accountId": "123456789012", "region": "eu-north-1" } }""", "123456789012", "eu-north-1")]
    [InlineData("""{ "abc": { "apiName": "orders", "Account": 123456789012 }, /* rest */ }""", "123456789012", null)]
    [InlineData("""[ { "apiId": "abc", "name": "orders", "awsRegion": "eu-north-1" } ]""", null, "eu-north-1")]
    [InlineData("""{ "items": [ { "id": "abc", "name": "orders", "createdDate": 1 } ] }""", null, null)]
    [InlineData("""{ "Items": [ { "ApiEndpoint": "https://abc.execute-api.eu-north-1.amazonaws.com", "ApiId": "abc", "Name": "orders" } ] }""", null, "eu-north-1")]
    public void ReadsEveryShape(string json, string? account, string? region)
    {
        ApiNames names = Load(json);
        Assert.Equal(new ApiDescription("abc", "orders", account, region), names.Find("abc"));
        Assert.Null(names.Find("ABC"));
        Assert.Equal((1, 0), (names.Count, names.Malformed));
    }

    [Fact]
    public void EntriesThatNameNothingAreCounted()
    {
        ApiNames names = Load("""{ "abc": "orders", "d": 1, "e": null, "f": {}, "g": { "name": "" }, "": "x", "h": "\ud800" }""");
        Assert.Equal((1, 6), (names.Count, names.Malformed));
        Assert.Equal(2, Load("""[ "abc", { "name": "x" } ]""").Malformed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("{ \"secret")]
    public void RefusesWhatIsNoFileOfNames(string json)
    {
        using var file = new TemporaryFile(json);
        string message = Assert.Throws<InvalidDataException>(() => ApiNames.Load(file.Path)).Message;
        Assert.Contains(file.Path, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNewestNameCountsInAnyOrder()
    {
        (string Name, string? Account, string? Region, int Day)[] events =
            [("first", "1", null, 1), ("second", null, "eu-north-1", 2), ("third", null, null, 3), ("same day", "2", null, 3)];
        var found = new HashSet<ApiDescription?>();
        for (int order = 0; order < 24; order++)
        {
            var random = new Random(order);
            var names = new ApiNames();
            foreach ((string name, string? account, string? region, int day) in events.OrderBy(_ => random.Next()))
                Assert.True(names.Learn("abc", name, account, region, s_time.AddDays(day)));
            found.Add(names.Find("abc"));
        }

        Assert.Equal(new ApiDescription("abc", "third", "2", "eu-north-1"), Assert.Single(found));
    }

    [Fact]
    public void TheFileIsBelievedFirst()
    {
        using var file = new TemporaryFile("""{ "abc": { "name": "orders", "region": "eu-north-1" } }""");
        ApiNames names = ApiNames.Load(file.Path);
        names.Learn("abc", "learned", "123456789012", "us-east-1", s_time);
        names.Learn("def", "payments", "", null, s_time);
        Assert.Equal(new ApiDescription("abc", "orders", "123456789012", "eu-north-1"), names.Find("abc"));
        Assert.Equal(new ApiDescription("def", "payments", null, null), names.Find("def"));
        file.Write("{}"u8);
        names.Reload();
        Assert.Equal(new ApiDescription("abc", "learned", "123456789012", "us-east-1"), names.Find("abc"));
        file.Write("damaged"u8);
        Assert.Throws<InvalidDataException>(names.Reload);
        Assert.Equal("payments", names.Find("def")?.Name);
    }

    [Fact]
    public void WhatIsWrittenReadsTheSame()
    {
        ApiNames names = Load("""{ "abc": { "name": "orders \"\u00E4\"", "region": "eu-north-1" } }""");
        names.Learn("abc", "old", "123456789012", null, s_time);
        names.Learn("def", "payments", null, null, s_time);
        using var written = new MemoryStream();
        names.WriteTo(written);
        ApiNames read = Load(Encoding.UTF8.GetString(written.ToArray()));
        Assert.Equal(2, read.Count);
        Assert.Equal(names.Find("abc"), read.Find("abc"));
        Assert.Equal(names.Find("def"), read.Find("def"));
    }

    [Fact]
    public void LearningIsBounded()
    {
        var names = new ApiNames();
        for (int i = 0; i < ApiNames.MaxLearned; i++)
            Assert.True(names.Learn($"{i}", "name", null, null, s_time));
        Assert.False(names.Learn("one more", "name", null, null, s_time));
        Assert.Equal(1, names.Ignored);
        Assert.True(names.Learn("5", "newer", null, null, s_time.AddDays(1)));
        Assert.Equal("newer", names.Find("5")?.Name);
        Assert.False(names.Learn("", "name", null, null, s_time));
        Assert.Equal(1_024, Learned(new string('n', 5_000)).Length);

        static string Learned(string name)
        {
            var names = new ApiNames();
            names.Learn("abc", name, null, null, s_time);
            return names.Find("abc")!.Name;
        }
    }

    private static ApiNames Load(string json)
    {
        using var file = new TemporaryFile(json);
        return ApiNames.Load(file.Path);
    }
}
