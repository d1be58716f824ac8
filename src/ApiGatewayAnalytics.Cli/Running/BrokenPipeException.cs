namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>Whoever read standard output has seen enough, as <c>head</c> does. Nothing is wrong.</summary>
internal sealed class BrokenPipeException : IOException;
