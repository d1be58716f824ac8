namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>How a run ended, as shells and scripts see it.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NothingReadable = 3;
    public const int Rejected = 4;
    public const int NotFed = 5;
    public const int Interrupted = 130;
}
