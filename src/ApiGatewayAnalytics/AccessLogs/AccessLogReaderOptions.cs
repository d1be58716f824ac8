using System.Collections.Immutable;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>How access logs are read. Immutable.</summary>
public sealed record AccessLogReaderOptions
{
    /// <summary>The defaults.</summary>
    public static AccessLogReaderOptions Default { get; } = new();

    /// <summary>The layout of the records. Default: found out by itself.</summary>
    public AccessLogFormat Format { get; init; } = AccessLogFormat.Auto;

    /// <summary>Fields of the host's own, such as a claim or a value of an authorizer. Default: none.</summary>
    public ImmutableArray<CustomField> CustomFields { get; init; } = [];

    /// <summary>
    /// Keys of the log to canonical names of fields, for logs whose keys mean something else than they say. Case and separators of
    /// the keys do not matter. Stands above every other rule. Default: none.
    /// </summary>
    public ImmutableDictionary<string, string> KeyMapping { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether <c>identityApiKey</c>, a secret, is captured, masked but for its last four characters. Default: no.</summary>
    public bool CaptureApiKey { get; init; }

    /// <summary>Whether <c>identitySourceIp</c> is cut to its /24 (IPv4) or /48 (IPv6) network. Default: no.</summary>
    public bool ShortenAddresses { get; init; }

    /// <summary>The account of records that neither name one nor come in an envelope that does. Default: null.</summary>
    public string? Account { get; init; }

    /// <summary>The region of records that neither name one nor come in an envelope that does. Default: null.</summary>
    public string? Region { get; init; }

    /// <summary>The limits of one record and of decompression.</summary>
    public IngestionOptions Limits { get; init; } = IngestionOptions.Default;

    /// <inheritdoc cref="AccessLogParserOptions.LearnsTemplates"/>
    internal bool LearnsTemplates { get; init; } = true;

    internal AccessLogParserOptions ToParserOptions(TimeProvider clock) => new()
    {
        Format = Format,
        CustomFields = CustomFields,
        KeyMapping = KeyMapping,
        Clock = clock,
        CaptureApiKey = CaptureApiKey,
        ShortenAddresses = ShortenAddresses,
        LearnsTemplates = LearnsTemplates,
    };
}
