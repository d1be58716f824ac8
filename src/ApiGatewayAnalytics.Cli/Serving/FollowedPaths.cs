using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Hosting;
using ApiGatewayAnalytics.Hosting.Files;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>Reads what is behind paths, and what comes to it: growing files, rotated ones, new ones in a folder.</summary>
internal static class FollowedPaths
{
    /// <summary>Follows until it is cancelled. A path that cannot be read is complained about, and tried again.</summary>
    public static int Follow(AnalyticsEngine engine, IEnumerable<string> paths, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var options = new FollowedFilesOptions();
        var logger = new ComplaintLogger(surroundings);
        FileFollower[] followers = [.. paths.Select(path => new FileFollower(engine, path, options, TimeProvider.System, logger))];
        try
        {
            do
            {
                foreach (FileFollower follower in followers)
                {
                    follower.Pass(cancellationToken);
                }
            }
            while (!cancellationToken.WaitHandle.WaitOne(options.PollInterval));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was not counted yet is left out, as when nothing follows.
        }
        finally
        {
            foreach (FileFollower follower in followers)
            {
                follower.Dispose();
            }
        }

        return ExitCode.Done;
    }
}
