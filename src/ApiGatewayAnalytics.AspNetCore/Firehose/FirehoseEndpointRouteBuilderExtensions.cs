using ApiGatewayAnalytics;
using ApiGatewayAnalytics.AspNetCore;
using ApiGatewayAnalytics.AspNetCore.Firehose;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the receiver of Amazon Data Firehose.</summary>
public static class FirehoseEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps an HTTP endpoint destination of Amazon Data Firehose: what a stream delivers there is read by the host's
    /// <see cref="AnalyticsEngine"/>, each request as a whole or not at all, and one that is sent again counts once. Access logs, CloudWatch
    /// Logs subscriptions, CloudTrail events and metric streams are told apart by what they are. It protects itself by its access keys.
    /// </summary>
    /// <param name="endpoints">The routes of the host.</param>
    /// <param name="pattern">The path, for example <c>/firehose</c>.</param>
    /// <param name="configure">Sets the options, at least an access key.</param>
    /// <returns>The endpoint, for further conventions.</returns>
    /// <exception cref="ArgumentException">The options have mistakes, such as no access key; the message names all of them.</exception>
    /// <exception cref="InvalidOperationException">AddApiGatewayAnalytics was not called.</exception>
    public static IEndpointConventionBuilder MapFirehoseReceiver(
        this IEndpointRouteBuilder endpoints, string pattern, Action<FirehoseReceiverOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new FirehoseReceiverOptions();
        configure(options);
        string[] mistakes = [.. options.Mistakes()];
        if (mistakes.Length > 0)
        {
            throw new ArgumentException($"{nameof(FirehoseReceiverOptions)}: {string.Join(' ', mistakes)}", nameof(configure));
        }

        IServiceProvider services = endpoints.ServiceProvider;
        AnalyticsEngine engine = services.GetService<AnalyticsEngine>() ?? throw new InvalidOperationException(
            $"{nameof(MapFirehoseReceiver)} needs an engine: call services.{nameof(ApiGatewayAnalyticsServiceCollectionExtensions.AddApiGatewayAnalytics)}() first.");
        ILogger logger = services.GetService<ILoggerFactory>()?.CreateLogger<FirehoseReceiver>() ?? (ILogger)NullLogger.Instance;
        var receiver = new FirehoseReceiver(engine, options, services.GetService<TimeProvider>() ?? TimeProvider.System, logger);
        return endpoints.MapPost(pattern, (RequestDelegate)receiver.ReceiveAsync).WithDisplayName($"Firehose {pattern}");
    }
}
