using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using ApiGatewayAnalytics.AspNetCore.Firehose;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Firehose;

/// <summary>A real server with a receiver, and requests to it.</summary>
internal sealed class FirehoseHost : IAsyncDisposable
{
    public const string Key = "0123456789abcdef-key";
    public const string OtherKey = "fedcba9876543210-key";
    public const string Arn = "arn:aws:firehose:eu-central-1:210987654321:deliverystream/amazon-apigateway-orders";

    private readonly WebApplication _app;
    private readonly Channel<int> _ended = Channel.CreateUnbounded<int>();

    private FirehoseHost(WebApplication app, SignalClock clock)
    {
        _app = app;
        Clock = clock;
        Client = new HttpClient();
    }

    public SignalClock Clock { get; }

    public HttpClient Client { get; }

    public AnalyticsEngine Engine => _app.Services.GetRequiredService<AnalyticsEngine>();

    public Uri Address { get; private set; } = null!;

    public static async Task<FirehoseHost> StartAsync(
        Action<FirehoseReceiverOptions>? configure = null, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var clock = new SignalClock(new DateTimeOffset(2026, 6, 1, 10, 17, 23, TimeSpan.Zero));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = protocols));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddApiGatewayAnalytics();
        WebApplication app = builder.Build();
        var host = new FirehoseHost(app, clock);
        app.Use(async (context, next) =>
        {
            try
            {
                await next();
            }
            finally
            {
                await host._ended.Writer.WriteAsync(context.Response.StatusCode);
            }
        });
        app.MapFirehoseReceiver("/firehose", options =>
        {
            options.AccessKeys.Add(Key);
            options.AccessKeys.Add(OtherKey);
            configure?.Invoke(options);
        });
        await app.StartAsync();
        host.Address = new Uri(app.Urls.Single() + "/firehose");
        return host;
    }

    /// <summary>Waits until the server is done with a request.</summary>
    public async Task RequestEndedAsync() => await _ended.Reader.ReadAsync();

    public static HttpRequestMessage Request(Uri address, HttpContent content, string requestId, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(FirehoseHeaders.ProtocolVersion, "1.0");
        request.Headers.Add(FirehoseHeaders.RequestIdName, requestId);
        request.Headers.Add(FirehoseHeaders.SourceArn, Arn);
        request.Headers.Add(FirehoseHeaders.AccessKey, Key);
        change?.Invoke(request);
        return request;
    }

    public Task<HttpResponseMessage> SendAsync(byte[] body, string requestId = Bodies.RequestId, Action<HttpRequestMessage>? change = null) =>
        SendAsync(new ByteArrayContent(body), requestId, change);

    public async Task<HttpResponseMessage> SendAsync(HttpContent content, string requestId = Bodies.RequestId, Action<HttpRequestMessage>? change = null) =>
        await Client.SendAsync(Request(Address, content, requestId, change));

    /// <summary>Sends a body and checks the status.</summary>
    public async Task ExpectAsync(HttpStatusCode status, byte[] body, string requestId = Bodies.RequestId, Action<HttpRequestMessage>? change = null)
    {
        using HttpResponseMessage response = await SendAsync(body, requestId, change);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
