using ApiGatewayAnalytics.Cli.Running;
using Microsoft.Extensions.Logging;

namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>Warnings as complaints on standard error; all else is nobody's concern.</summary>
internal sealed class ComplaintLogger(Surroundings surroundings) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            surroundings.Complain(formatter(state, exception));
        }
    }
}
