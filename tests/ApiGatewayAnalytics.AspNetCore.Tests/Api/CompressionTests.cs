using System.Buffers;
using System.IO.Compression;
using System.Net;
using ApiGatewayAnalytics.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Api;

/// <summary>Answers are compressed where the client accepts it and they are worth it.</summary>
public sealed class CompressionTests
{
    private const string Large = "dashboards/access-logs-overview";

    [Theory]
    [InlineData(null, null)]
    [InlineData("identity", null)]
    [InlineData("deflate", null)]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("gzip;q=0", null)]
    [InlineData("*", "br")]
    public async Task TheClientDecides(string? accepts, string? coding)
    {
        await using TestSite site = await TestSite.StartAsync();
        Traffic.Feed(site.Engine);
        byte[] plain = await (await site.AskAsync(Large)).Content.ReadAsByteArrayAsync();

        using HttpResponseMessage response = accepts is null ? await site.AskAsync(Large) : await site.AskAsync(Large, ("Accept-Encoding", accepts));

        Assert.Equal(coding is null ? [] : [coding], response.Content.Headers.ContentEncoding);
        Assert.Equal(["Accept-Encoding"], response.Headers.Vary);
        byte[] sent = await response.Content.ReadAsByteArrayAsync();
        Assert.True(coding is null || sent.Length < plain.Length / 3, $"{sent.Length} of {plain.Length}");
        Assert.Equal(plain, Expand(sent, coding));
    }

    [Fact]
    public async Task WhatIsSmallIsNotCompressed()
    {
        await using TestSite site = await TestSite.StartAsync();

        using HttpResponseMessage response = await site.AskAsync("panels/access-logs-overview/total-requests", ("Accept-Encoding", "br, gzip"));

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.InRange(response.Content.Headers.ContentLength!.Value, 100, 1199);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task BodiesOfAnySizeArriveWhole(string? coding)
    {
        // Sizes at the limits of what is compressed and of a block, and pieces larger than a block.
        int[] sizes = [0, 1, 1199, 1200, 1201, 32 * 1024, (32 * 1024) + 1, 100_000, 3_000_000];
        await using TestSite site = await TestSite.StartAsync(map: application => application.Map("/{size:int}/{piece:int}", context =>
        {
            using var body = new AnswerBody(context.Response, ContentCodings.Accepted(context.Request));
            byte[] content = ContentOf(int.Parse((string)context.Request.RouteValues["size"]!, System.Globalization.CultureInfo.InvariantCulture));
            int piece = int.Parse((string)context.Request.RouteValues["piece"]!, System.Globalization.CultureInfo.InvariantCulture);
            for (int i = 0; i < content.Length; i += piece)
            {
                body.Write(content.AsSpan(i, Math.Min(piece, content.Length - i)));
            }

            body.Complete();
            return Task.CompletedTask;
        }));

        foreach (int size in sizes)
        {
            foreach (int piece in (int[])[977, 50_000])
            {
                using HttpResponseMessage response = coding is null
                    ? await site.SendAsync(HttpMethod.Get, $"{size}/{piece}")
                    : await site.SendAsync(HttpMethod.Get, $"{size}/{piece}", ("Accept-Encoding", coding));
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                string? used = response.Content.Headers.ContentEncoding.SingleOrDefault();
                Assert.Equal(size < 1200 ? null : coding, used);
                Assert.Equal(ContentOf(size), Expand(await response.Content.ReadAsByteArrayAsync(), used));
            }
        }
    }

    private static byte[] ContentOf(int size)
    {
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++)
        {
            content[i] = (byte)((i * 7 % 13) + (i >> 10 & 31) + 'A');
        }

        return content;
    }

    private static byte[] Expand(byte[] bytes, string? coding)
    {
        using var source = new MemoryStream(bytes);
        using Stream expanded = coding switch
        {
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "gzip" => new GZipStream(source, CompressionMode.Decompress),
            _ => source,
        };
        using var target = new MemoryStream();
        expanded.CopyTo(target);
        return target.ToArray();
    }
}
