using System.Text;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// What a default domain name of API Gateway says: <c>ID.execute-api.REGION.amazonaws.com</c>, in China with <c>.cn</c>, for a
/// private API <c>ID-vpce-ENDPOINT.execute-api.REGION.amazonaws.com</c> or, without the API, <c>vpce-ENDPOINT.execute-api.REGION.vpce.amazonaws.com</c>.
/// </summary>
internal static class ExecuteApiDomain
{
    private static ReadOnlySpan<byte> Service => ".execute-api."u8;

    /// <summary>Where the id and the region stand in <paramref name="domain"/>; an empty id where the name holds none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> domain, out Range id, out Range region)
    {
        id = default;
        region = default;
        int label = domain.IndexOf((byte)'.');
        if (label <= 0 || !StartsWith(domain[label..], Service))
        {
            return false;
        }

        int start = label + Service.Length;
        int length = domain[start..].IndexOf((byte)'.');
        if (length <= 0)
        {
            return false;
        }

        ReadOnlySpan<byte> suffix = domain[(start + length)..];
        int port = suffix.IndexOf((byte)':');
        suffix = port < 0 ? suffix : suffix[..port];
        suffix = StartsWith(suffix, ".vpce"u8) ? suffix[".vpce".Length..] : suffix;
        if (!Ascii.EqualsIgnoreCase(suffix, ".amazonaws.com"u8) && !Ascii.EqualsIgnoreCase(suffix, ".amazonaws.com.cn"u8))
        {
            return false;
        }

        region = start..(start + length);
        int endpoint = domain[..label].IndexOf("-vpce-"u8);
        id = domain.StartsWith("vpce-"u8) ? default : 0..(endpoint > 0 ? endpoint : label);
        return true;
    }

    /// <summary>Names of domains are compared without case.</summary>
    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start) =>
        text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
