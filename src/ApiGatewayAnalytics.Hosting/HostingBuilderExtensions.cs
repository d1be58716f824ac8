using System.Diagnostics.Metrics;
using ApiGatewayAnalytics;
using ApiGatewayAnalytics.Hosting;
using ApiGatewayAnalytics.Hosting.Files;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what runs in a host: followed files, meters and a health check.</summary>
public static class HostingBuilderExtensions
{
    /// <summary>
    /// Follows files as long as the host runs: reads what is there, then what is written to them, through rotation by renaming or by copying and
    /// truncating, and new files; compressed ones once they are complete. Only whole lines or records are read, and no file that fails stops
    /// the host. Calling it again follows further files. Adds the meters of <see cref="AddMeters"/>.
    /// </summary>
    /// <param name="builder">What <c>AddApiGatewayAnalytics</c> returned.</param>
    /// <param name="path">A file, a folder with everything below it, or a pattern with <c>*</c>, <c>?</c> and <c>**</c> for any folders.</param>
    /// <param name="configure">Sets the options. Default: nothing.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    /// <exception cref="ArgumentException">The path is null or empty, or the options have mistakes; the message names all of them.</exception>
    public static IApiGatewayAnalyticsBuilder AddFiles(
        this IApiGatewayAnalyticsBuilder builder, string path, Action<FollowedFilesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var options = new FollowedFilesOptions();
        configure?.Invoke(options);
        string[] mistakes = [.. options.Mistakes()];
        if (mistakes.Length > 0)
        {
            throw new ArgumentException($"{nameof(FollowedFilesOptions)}: {string.Join(' ', mistakes)}", nameof(configure));
        }

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(provider => new FileFollower(
            provider.GetRequiredService<AnalyticsEngine>(),
            path,
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILoggerFactory>()?.CreateLogger<FileFollower>() ?? (ILogger)NullLogger.Instance));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FollowerService>());
        return builder.AddMeters();
    }

    /// <summary>
    /// Publishes the engine's counts and memory, and the lag of followed files, by the meter <c>ApiGatewayAnalytics</c>. Calling it again does
    /// nothing.
    /// </summary>
    /// <param name="builder">What <c>AddApiGatewayAnalytics</c> returned.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static IApiGatewayAnalyticsBuilder AddMeters(this IApiGatewayAnalyticsBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(provider => new AnalyticsMeter(
            provider.GetRequiredService<AnalyticsEngine>(), provider.GetServices<FileFollower>(), provider.GetService<IMeterFactory>()));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, MeterService>());
        return builder;
    }

    /// <summary>
    /// Adds the health check of followed files: fails where one cannot be read, and is degraded where they lag, where there are too many, and
    /// where there are none.
    /// </summary>
    /// <param name="builder">The health checks of the host.</param>
    /// <param name="name">What it is called. Default: <c>api-gateway-analytics</c>.</param>
    /// <param name="failureStatus">What a failure is. Null, the default: unhealthy.</param>
    /// <param name="tags">Its tags. Default: none.</param>
    /// <returns>The same health checks.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> or <paramref name="name"/> is null.</exception>
    public static IHealthChecksBuilder AddApiGatewayAnalytics(
        this IHealthChecksBuilder builder,
        string name = "api-gateway-analytics",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.Add(new HealthCheckRegistration(
            name, provider => new FilesHealthCheck(provider.GetServices<FileFollower>()), failureStatus, tags));
    }
}
