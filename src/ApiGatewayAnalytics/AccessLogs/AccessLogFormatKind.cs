namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The families of <see cref="AccessLogFormat"/>.</summary>
internal enum AccessLogFormatKind
{
    Auto,
    Json,
    Clf,
    Csv,
    Xml,
    Template,
}
