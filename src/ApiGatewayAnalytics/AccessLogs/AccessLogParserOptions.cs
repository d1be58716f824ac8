using System.Collections.Immutable;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>What a host decides about the reading of access-log records. Immutable.</summary>
internal sealed record AccessLogParserOptions
{
    public static AccessLogParserOptions Default { get; } = new();

    public AccessLogFormat Format { get; init; } = AccessLogFormat.Auto;

    /// <summary>Fields of the host's own; their numbers follow those of the known fields, in this order.</summary>
    public ImmutableArray<CustomField> CustomFields { get; init; } = [];

    /// <summary>
    /// Keys of the log to canonical names of fields, for logs whose keys mean something else than they say. Case and separators
    /// of the keys do not matter. Stands above every other rule.
    /// </summary>
    public ImmutableDictionary<string, string> KeyMapping { get; init; } = ImmutableDictionary<string, string>.Empty;

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether <c>identityApiKey</c> is captured, masked but for its last four characters.</summary>
    public bool CaptureApiKey { get; init; }

    /// <summary>Whether <c>identitySourceIp</c> is cut to its /24 (IPv4) or /48 (IPv6) network.</summary>
    public bool ShortenAddresses { get; init; }

    /// <summary>Whether templates are learned from the records; without, every record is read with the slow readers, to the same result.</summary>
    public bool LearnsTemplates { get; init; } = true;
}
