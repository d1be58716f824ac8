using System.Buffers;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Which field has which shape in a line, and whether a value fits. An absent value (<c>-</c>, or nothing) fits every shape.</summary>
internal static class LineShapes
{
    public const int LongestWord = 256;
    public const int LongestAddress = 45;
    public const int LongestMethod = 32;

    private static readonly SearchValues<byte> s_notInWords = SearchValues.Create(" \t\r\n\"'"u8);
    private static readonly SearchValues<byte> s_inAddresses = SearchValues.Create("0123456789abcdefABCDEF.:"u8);

    private static readonly SearchValues<byte> s_inVersions = SearchValues.Create("0123456789."u8);

    private static readonly HashSet<int> s_words = NumbersOf(
    [
        AccessLogFields.RequestId, AccessLogFields.ExtendedRequestId, AccessLogFields.AccountId, AccessLogFields.ApiId,
        AccessLogFields.Stage, AccessLogFields.DeploymentId, AccessLogFields.ResourceId, AccessLogFields.DomainName,
        AccessLogFields.DomainPrefix, AccessLogFields.ConnectionId, AccessLogFields.MessageId, AccessLogFields.EventType,
        AccessLogFields.ErrorResponseType, AccessLogFields.WafResponseCode, AccessLogFields.WebaclArn, AccessLogFields.XrayTraceId,
        AccessLogFields.IsCanaryRequest, AccessLogFields.IntegrationRequestId, AccessLogFields.AwsEndpointRequestId,
        AccessLogFields.AuthorizerRequestId, AccessLogFields.IdentityCaller, AccessLogFields.IdentityUser,
        AccessLogFields.IdentityAccountId, AccessLogFields.IdentityApiKeyId, AccessLogFields.IdentityApiKey,
        AccessLogFields.IdentityVpcId, AccessLogFields.IdentityVpceId, AccessLogFields.IdentityCognitoIdentityId,
    ]);

    /// <summary>The shape of a field; of an unknown one, free text.</summary>
    public static LineShape Of(int field)
    {
        if (field < 0 || field >= AccessLogFields.All.Length)
        {
            return LineShape.Free;
        }

        if (field == AccessLogColumns.RequestTime)
        {
            return LineShape.Time;
        }

        return AccessLogFields.All[field].Kind switch
        {
            FieldKind.Status => LineShape.Status,
            FieldKind.Number => LineShape.Number,
            _ when field == AccessLogColumns.IdentitySourceIp => LineShape.Address,
            _ when field == AccessLogColumns.HttpMethod => LineShape.Method,
            _ when field == AccessLogColumns.Protocol => LineShape.Protocol,
            _ when s_words.Contains(field) => LineShape.Word,
            _ => LineShape.Free,
        };
    }

    public static bool Fits(LineShape shape, ReadOnlySpan<byte> value)
    {
        if (shape == LineShape.Free || value.IsEmpty || value is [(byte)'-'])
        {
            return true;
        }

        return shape switch
        {
            LineShape.Word => value.Length <= LongestWord && !value.ContainsAny(s_notInWords),
            LineShape.Number => DecimalText.TryParse(value, out _),
            LineShape.Status => IsStatus(value),
            LineShape.Time => IsTime(value),
            LineShape.Address => value.Length <= LongestAddress && !value.ContainsAnyExcept(s_inAddresses),
            LineShape.Method => value.Length <= LongestMethod && IsLetters(value),
            _ => IsProtocol(value),
        };
    }

    public static bool IsStatus(ReadOnlySpan<byte> value) => value.Length == 3 && DecimalText.TryParse(value, out _);

    public static bool IsTime(ReadOnlySpan<byte> value) => TimeText.TryParse(value, out _) || (value.Length >= 10 && DecimalText.TryParse(value, out _));

    public static bool IsProtocol(ReadOnlySpan<byte> value)
    {
        int slash = value.IndexOf((byte)'/');
        return slash > 0 && value.Length <= 16 && IsLetters(value[..slash]) && !value[(slash + 1)..].ContainsAnyExcept(s_inVersions);
    }

    private static HashSet<int> NumbersOf(ReadOnlySpan<Field> fields)
    {
        var numbers = new HashSet<int>();
        foreach (Field field in fields)
        {
            numbers.Add(AccessLogFields.All.IndexOf(field));
        }

        return numbers;
    }

    private static bool IsLetters(ReadOnlySpan<byte> value)
    {
        foreach (byte c in value)
        {
            if (!char.IsAsciiLetter((char)c))
            {
                return false;
            }
        }

        return true;
    }
}
