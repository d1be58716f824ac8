using System.Globalization;
using ApiGatewayAnalytics.Hosting.Files;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ApiGatewayAnalytics.Hosting;

/// <summary>
/// Fails where followed files cannot be read; degraded where what was written is not read for long, there are more files than may be
/// followed, or none at all. Thread-safe.
/// </summary>
internal sealed class FilesHealthCheck(IEnumerable<FileFollower> followers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var degraded = new List<string>();
        var failing = new List<string>();
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (FileFollower follower in followers)
        {
            FollowState state = follower.State;
            TimeSpan lag = follower.Lag;
            data[follower.Path] = string.Create(
                CultureInfo.InvariantCulture, $"{state.Files} files, {state.BytesBehind} bytes behind, lag {lag.TotalSeconds:F0} s");
            failing.AddRange(state.Failing);
            if (lag > follower.Options.DegradedLag)
            {
                degraded.Add($"{follower.Path} lags {lag}.");
            }

            if (state.IsTooMany)
            {
                degraded.Add($"{follower.Path} has more than {follower.Options.MaxFiles} files.");
            }

            if (state.Files == 0 && state.Failing.IsEmpty)
            {
                degraded.Add($"There is no file at {follower.Path}.");
            }
        }

        return Task.FromResult(
            failing.Count > 0 ? new HealthCheckResult(
                context.Registration.FailureStatus, $"{failing.Count} cannot be read, the first of them {failing[0]}.", data: data)
            : degraded.Count > 0 ? HealthCheckResult.Degraded(string.Join(' ', degraded), data: data)
            : HealthCheckResult.Healthy(data: data));
    }
}
