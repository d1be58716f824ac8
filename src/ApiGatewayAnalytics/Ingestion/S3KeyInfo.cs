using System.Text;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// What the name of an input says of the records in it: account and region of an ARN, of a key as AWS services write them
/// (<c>AWSLogs/[o-id/]account/service/region/...</c>), or of folders like <c>account=.../region=...</c>. Empty where it does not.
/// </summary>
internal readonly struct S3KeyInfo
{
    private const int AccountLength = 12;

    /// <summary>The account, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Account { get; private init; }

    /// <summary>The region, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Region { get; private init; }

    /// <summary>Reads a path, a key, a URI or an ARN.</summary>
    public static S3KeyInfo Parse(string name)
    {
        byte[] account = [];
        byte[] region = [];
        if (name.StartsWith("arn:", StringComparison.Ordinal))
        {
            SplitArn(Encoding.UTF8.GetBytes(name), out ReadOnlySpan<byte> arnAccount, out ReadOnlySpan<byte> arnRegion);
            account = arnAccount.ToArray();
            region = arnRegion.ToArray();
        }

        bool isLayout = false;
        foreach (string folder in name.Split('/', '\\').SkipLast(1))
        {
            int equals = folder.IndexOf('=');
            byte[] value = Encoding.UTF8.GetBytes(folder[(equals + 1)..]);
            string label = equals < 0 ? "" : folder[..equals].Replace("_", "").Replace("-", "");
            if (isLayout || label.EndsWith("account", StringComparison.OrdinalIgnoreCase) || label.EndsWith("accountid", StringComparison.OrdinalIgnoreCase))
                account = account.Length == 0 && IsAccount(value) ? value : account;
            if ((isLayout && account.Length > 0) || label.EndsWith("region", StringComparison.OrdinalIgnoreCase))
                region = region.Length == 0 && IsRegion(value) ? value : region;
            isLayout |= folder == "AWSLogs";
        }

        return new S3KeyInfo { Account = account, Region = region };
    }

    /// <summary>The account and region of <c>arn:partition:service:region:account:resource</c>; empty where they are missing.</summary>
    public static void SplitArn(ReadOnlySpan<byte> arn, out ReadOnlySpan<byte> account, out ReadOnlySpan<byte> region)
    {
        account = region = default;
        if (!arn.StartsWith("arn:"u8))
            return;
        for (int part = 0; part < 5; part++)
        {
            int colon = arn.IndexOf((byte)':');
            if (colon < 0)
                return;
            ReadOnlySpan<byte> value = arn[..colon];
            if (part == 3 && IsRegion(value))
                region = value;
            else if (part == 4 && IsAccount(value))
                account = value;
            arn = arn[(colon + 1)..];
        }
    }

    /// <summary>Whether a text is twelve digits.</summary>
    public static bool IsAccount(ReadOnlySpan<byte> text) =>
        text.Length == AccountLength && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Whether a text has the shape of a region, such as <c>eu-west-1</c> or <c>us-gov-east-1</c>.</summary>
    public static bool IsRegion(ReadOnlySpan<byte> text)
    {
        if (text.Length is < 8 or > 20 || text[2] != '-' || text[^2] != '-' || !char.IsAsciiDigit((char)text[^1]))
            return false;
        foreach (byte letter in text[..^2])
        {
            if (letter != '-' && !char.IsAsciiLetterLower((char)letter))
                return false;
        }

        return true;
    }
}
