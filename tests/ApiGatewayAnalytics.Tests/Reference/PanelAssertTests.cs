using System.Text.Json.Nodes;
using Xunit.Sdk;

namespace ApiGatewayAnalytics.Tests.Reference;

/// <summary>The comparisons fail where they must and name the place.</summary>
public class PanelAssertTests
{
    private const string Rows = """{"id":"d/p","exact":true,"rows":{"columns":["k","count","mean","p50"],"rows":[["a",1000,2.5,500],["b",2,1,127]],"otherRow":false}}""";

    [Theory]
    [InlineData("500]", "505]")]
    [InlineData("2.5", "2.500000001")]
    [InlineData("1000", "1000.0")]
    [InlineData("\"id\":\"d/p\",\"exact\":true,\"rows\"", "\"exact\":true,\"id\":\"d/p\",\"rows\"")]
    public void WhatTheContractLeavesOpenIsEqual(string part, string other) => PanelAssert.Equal(JsonNode.Parse(Rows)!, Changed(part, other));

    [Theory]
    [InlineData("500]", "506]", "rows.rows[0].p50")]
    [InlineData("500]", "null]", "rows.rows[0].p50")]
    [InlineData("127", "128", "rows.rows[1].p50")]
    [InlineData("2.5", "2.50001", "rows.rows[0].mean")]
    [InlineData("1000", "1001", "rows.rows[0].count")]
    [InlineData("1000", "\"1000\"", "rows.rows[0].count")]
    [InlineData("\"b\"", "null", "rows.rows[1].k")]
    [InlineData("\"p50\"]", "\"p95\"]", "rows.columns[3]")]
    [InlineData(",[\"b\",2,1,127]", "", "rows.rows.length")]
    [InlineData("\"otherRow\":false", "\"otherRow\":false,\"more\":1", "rows.more")]
    [InlineData("\"exact\":true,", "", "exact")]
    [InlineData("true", "false", "exact")]
    public void ADifferenceNamesPanelAndPath(string part, string other, string path)
    {
        var exception = Assert.Throws<XunitException>(() => PanelAssert.Equal(JsonNode.Parse(Rows)!, Changed(part, other)));
        Assert.StartsWith($"d/p: {path}{Environment.NewLine}expected: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"v","value":5,"previous":null}""", """{"id":"v","value":5.0000000001,"previous":null}""", true)]
    [InlineData("""{"id":"v","value":5,"previous":null}""", """{"id":"v","value":6,"previous":null}""", false)]
    [InlineData("""{"id":"v","value":5000000000,"previous":null}""", """{"id":"v","value":5000000001,"previous":null}""", false)]
    [InlineData("""{"id":"v","value":null}""", """{"id":"v","value":0}""", false)]
    [InlineData("""{"id":"v","relativeError":0.01}""", """{"id":"v","relativeError":0.0078125}""", true)]
    [InlineData("""{"id":"v","relativeError":0.01}""", """{"id":"v","relativeError":0.02}""", false)]
    [InlineData("""{"id":"v","reason":"a"}""", """{"id":"v","reason":"b"}""", true)]
    [InlineData("""{"id":"v","reason":"a"}""", """{"id":"v","reason":""}""", false)]
    public void SingleValuesAndStatementsHaveTheirOwnTolerance(string expected, string actual, bool areEqual)
    {
        var exception = Record.Exception(() => PanelAssert.Equal(JsonNode.Parse(expected)!, JsonNode.Parse(actual)!));
        Assert.Equal(areEqual, exception is null);
    }

    [Theory]
    [InlineData("""[["a",50],["b",30],["(other)",20]]""", 0, 20, null)]
    [InlineData("""[["a",53],["b",31],["(other)",16]]""", 3, 16, null)]
    [InlineData("""[["a",54],["b",30],["(other)",16]]""", 3, 16, "\"a\"")]
    [InlineData("""[["a",49],["b",30],["(other)",21]]""", 3, 21, "\"a\"")]
    [InlineData("""[["a",50],["c",15],["(other)",35]]""", 3, 35, "\"b\"")]
    [InlineData("""[["a",50],["b",30],["(other)",20]]""", 0, 19, "otherCount")]
    public void TheGuaranteeOfBoundedTablesIsChecked(string rows, int maxError, int otherCount, string? failsAt)
    {
        var truth = Table("""[["a",50],["b",30],["c",15],["d",5]]""", """ "exact":true""", hasOther: false);
        var exception = Record.Exception(() => PanelAssert.Guarantee(truth, Table(rows, $""" "exact":false,"maxError":{maxError},"otherCount":{otherCount}""", hasOther: true), bound: 4));

        Assert.Equal(failsAt is null, exception is null);
        if (failsAt is not null)
            Assert.StartsWith($"d/p: {failsAt}{Environment.NewLine}", exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFilledLimitMayLeaveALighterHeavyKeyOut()
    {
        var truth = Table("""[["a",50],["b",30],["c",20]]""", """ "exact":true""", hasOther: false);
        var actual = Table("""[["a",50]]""", """ "exact":false,"maxError":0,"otherCount":50""", hasOther: false);

        PanelAssert.Guarantee(truth, actual, bound: 10, limit: 1);
        Assert.Throws<XunitException>(() => PanelAssert.Guarantee(truth, actual, bound: 10, limit: 2));
        Assert.Throws<XunitException>(() => PanelAssert.Guarantee(truth, actual, bound: 10));
    }

    [Fact]
    public void TheGuaranteeHoldsPerBucketOfATrend()
    {
        var truth = Trend("""{"key":["a"],"points":[["T1",5],["T2",5]]},{"key":["b"],"points":[["T1",1]]}""", """ "exact":true""");

        PanelAssert.Guarantee(truth, Trend("""{"key":["a"],"points":[["T1",5],["T2",6]]},{"key":["(other)"],"points":[["T1",0]],"other":true}""", """ "exact":false,"maxError":1,"otherCount":0"""), bound: 2);
        Assert.Throws<XunitException>(() => PanelAssert.Guarantee(
            truth, Trend("""{"key":["a"],"points":[["T1",4],["T2",6]]},{"key":["(other)"],"points":[["T1",1]],"other":true}""", """ "exact":false,"maxError":1,"otherCount":1"""), bound: 2));
    }

    private static JsonNode Changed(string part, string other)
    {
        Assert.Contains(part, Rows, StringComparison.Ordinal);
        return JsonNode.Parse(Rows.Replace(part, other, StringComparison.Ordinal))!;
    }

    private static JsonNode Table(string rows, string members, bool hasOther) =>
        JsonNode.Parse($$$"""{"id":"d/p",{{{members}}},"rows":{"columns":["k","count"],"rows":{{{rows}}},"otherRow":{{{(hasOther ? "true" : "false")}}}}}""")!;

    private static JsonNode Trend(string series, string members) =>
        JsonNode.Parse($$$"""{"id":"d/p",{{{members}}},"series":{"interval":"PT1H","columns":["k"],"series":[{{{series}}}]}}""")!;
}
