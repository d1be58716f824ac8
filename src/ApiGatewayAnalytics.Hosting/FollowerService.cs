using ApiGatewayAnalytics.Hosting.Files;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ApiGatewayAnalytics.Hosting;

/// <summary>Runs the passes of all followers, each at its own pace. No file stops it.</summary>
internal sealed partial class FollowerService(IEnumerable<FileFollower> followers, TimeProvider clock, ILogger<FollowerService> logger) : BackgroundService
{
    private readonly ILogger _logger = logger;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(followers.Select(follower => FollowAsync(follower, stoppingToken)));

    private async Task FollowAsync(FileFollower follower, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await follower.PassAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogFailed(follower.Path, error);
            }

            await Task.Delay(follower.Options.PollInterval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Following {Path} failed; it goes on.")]
    private partial void LogFailed(string path, Exception error);
}
