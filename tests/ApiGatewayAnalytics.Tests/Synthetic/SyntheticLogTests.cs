using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Synthetic;

public partial class SyntheticLogTests
{
    private static readonly SyntheticTraffic s_thousand = new() { Records = 1_000 };

    [Theory]
    [InlineData(SyntheticLayout.Rest, "8044DD438204C3DFCD06C5C13840A09967DA92940C22343D734578B585C71982")]
    [InlineData(SyntheticLayout.Http, "BBDF378A4E755AE180920A78CF92195C885F73C8023C1C3F1BD795C0AAEE547E")]
    [InlineData(SyntheticLayout.WebSocket, "5301DBE61F615E947D519509C20237094923ED9ACB505B86BE9D30155647D858")]
    [InlineData(SyntheticLayout.Console, "85CBCCD9D2D6EFE967C0A480E05DE54E3E060BB55483AB5C6B9E479F174824D7")]
    [InlineData(SyntheticLayout.Clf, "EDCFBF9E5B37A618891DE9DD2E16DDF62022D77D81E8468BE81A86D82230E0BD")]
    [InlineData(SyntheticLayout.Csv, "37BA72D643BB5960256A800619D7004C11B548045F21E341DEC4D2A45DE5AA00")]
    [InlineData(SyntheticLayout.Xml, "17F6E72DC6D8308082F0BEA64AA464B05A0FD14F1C7651340623B3281AF9F154")]
    [InlineData(SyntheticLayout.Nested, "3D8E63C30F7AF3404A5001A420CA5D1123E311F28F21153F892C75DAB7DE1878")]
    [InlineData(SyntheticLayout.HttpConsole, "F4C80F147B9DD4FDD1A1A68AABB894BE2D536715F14BA2EB8F6C458B2BDEE4B8")]
    public void TheBytesOfASeedNeverChange(SyntheticLayout layout, string sha256) =>
        Assert.Equal(sha256, Convert.ToHexString(SHA256.HashData(SyntheticLog.ToArray(s_thousand, layout))));

    [Fact]
    public void AnotherSeedGivesOtherBytes() => Assert.NotEqual(
        SyntheticLog.ToArray(s_thousand, SyntheticLayout.Clf), SyntheticLog.ToArray(s_thousand with { Seed = 2 }, SyntheticLayout.Clf));

    [Fact]
    public void AStreamGetsTheSameBytesInChunks()
    {
        using var output = new MemoryStream();
        SyntheticLog.Write(output, s_thousand, SyntheticLayout.Rest);
        Assert.Equal(string.Join('\n', Lines(SyntheticLayout.Rest)) + "\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Theory]
    [InlineData(SyntheticLayout.Rest)]
    [InlineData(SyntheticLayout.Http)]
    [InlineData(SyntheticLayout.WebSocket)]
    [InlineData(SyntheticLayout.Console)]
    [InlineData(SyntheticLayout.Nested)]
    [InlineData(SyntheticLayout.HttpConsole)]
    public void JsonRecordsHoldTheValuesOfTheRequests(SyntheticLayout layout)
    {
        using var template = JsonDocument.Parse(BareVariable().Replace(SyntheticLog.Template(layout), ":\"$1\""));
        foreach (var (request, line) in s_thousand.Requests(layout).Zip(Lines(layout)))
        {
            using var record = JsonDocument.Parse(line);
            AssertSame(template.RootElement, record.RootElement, request);
        }
    }

    [Fact]
    public void SomeJsonValuesNeedAnEscape()
    {
        var share = s_thousand.Requests().Count(r => r.IdentityUserAgent!.AsSpan().IndexOfAny('"', '\\') >= 0) / 1_000.0;
        Assert.InRange(share, 0.002, 0.04);
        Assert.Contains(Lines(SyntheticLayout.Rest), line => line.Contains("\\\"", StringComparison.Ordinal));
    }

    [Fact]
    public void ClfRecordsHaveTheColumnsOfTheConsole()
    {
        foreach (var (r, line) in s_thousand.Requests().Zip(Lines(SyntheticLayout.Clf)))
        {
            Assert.Equal(
                $"{r.IdentitySourceIp} {r.IdentityCaller ?? "-"} {r.IdentityUser ?? "-"} [{r.Time:dd/MMM/yyyy:HH:mm:ss} +0000] " +
                $"\"{r.HttpMethod} {r.ResourcePath} {r.Protocol}\" {r.Status} {r.ResponseLength} {r.RequestId} {r.ExtendedRequestId}",
                line);
        }
    }

    [Fact]
    public void CsvRecordsHaveTheColumnsOfTheConsole()
    {
        foreach (var (r, line) in s_thousand.Requests().Zip(Lines(SyntheticLayout.Csv)))
        {
            Assert.Equal(
                $"{r.IdentitySourceIp},{r.IdentityCaller ?? "-"},{r.IdentityUser ?? "-"},{r.RequestTime},{r.HttpMethod}," +
                $"{r.ResourcePath},{r.Protocol},{r.Status},{r.ResponseLength},{r.RequestId},{r.ExtendedRequestId}",
                line);
            Assert.Equal(11, line.Split(',').Length);
        }
    }

    [Fact]
    public void XmlRecordsHaveTheElementsOfTheConsole()
    {
        foreach (var (r, line) in s_thousand.Requests().Zip(Lines(SyntheticLayout.Xml)))
        {
            var element = XElement.Parse(line);
            Assert.Equal(r.RequestId, element.Attribute("id")!.Value);
            Assert.Equal(r.IdentitySourceIp, element.Element("ip")!.Value);
            Assert.Equal(r["responseLength"], element.Element("responseLength")!.Value);
            Assert.Equal(10, element.Elements().Count());
        }
    }

    [Theory]
    [InlineData(SyntheticLayout.Rest, 1_800)]
    [InlineData(SyntheticLayout.Console, 340)]
    public void ARecordHasARealisticSize(SyntheticLayout layout, int bytes) =>
        Assert.InRange(SyntheticLog.ToArray(s_thousand, layout).Length / 1_000.0, bytes * 0.93, bytes * 1.07);

    [Fact]
    public void ATemplateOfTheCallerGetsValuesAsTheyAre()
    {
        var writer = new SyntheticRequestWriter("$context.status. <$context.identity.userAgent> $context.authorizer.claims.sub|$other");
        var request = (s_thousand with { Records = 100_000 }).Requests()
            .First(r => r.IdentityUserAgent!.Contains('"', StringComparison.Ordinal));
        var output = new ArrayBufferWriter<byte>();
        writer.Write(request, output);
        Assert.Equal($"{request.Status}. <{request.IdentityUserAgent}> -|$other", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$context.requestId\n$context.status")]
    public void ATemplateThatAStageWouldRefuseIsRefused(string template) =>
        Assert.ThrowsAny<ArgumentException>(() => new SyntheticRequestWriter(template));

    [Fact]
    public void CancellingEndsAfterAWholeRecord()
    {
        using var output = new MemoryStream();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => SyntheticLog.Write(output, s_thousand, SyntheticLayout.Rest, cancelled.Token));
        Assert.Equal((byte)'\n', output.ToArray()[^1]);
    }

    private static string[] Lines(SyntheticLayout layout) =>
        Encoding.UTF8.GetString(SyntheticLog.ToArray(s_thousand, layout)).TrimEnd('\n').Split('\n');

    private static void AssertSame(JsonElement template, JsonElement record, SyntheticRequest request)
    {
        Assert.Equal(template.EnumerateObject().Select(p => p.Name), record.EnumerateObject().Select(p => p.Name));
        foreach (var (expected, actual) in template.EnumerateObject().Zip(record.EnumerateObject()))
        {
            if (expected.Value.ValueKind == JsonValueKind.Object)
            {
                AssertSame(expected.Value, actual.Value, request);
                continue;
            }

            var variable = expected.Value.GetString()!["$context.".Length..];
            var value = variable switch
            {
                "authorizer.property" or "authorizer.claims.property" or "waf.error" or "awsEndpointRequestId2" => null,
                "connectionId" or "eventType" or "connectedAt" or "messageId" when request.Kind != SyntheticApiKind.WebSocket => null,
                "integrationStatus" when request.Kind == SyntheticApiKind.Http => request["integration.integrationStatus"],
                _ => request[variable],
            };
            Assert.Equal(value ?? "-", actual.Value.ToString());
        }
    }

    [GeneratedRegex(@":(\$context\.\w+)")]
    private static partial Regex BareVariable();
}
