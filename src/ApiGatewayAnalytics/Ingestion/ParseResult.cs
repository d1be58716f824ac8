namespace ApiGatewayAnalytics.Ingestion;

/// <summary>The outcome of an attempt to read one record.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Consumed">Bytes from the start of the record to where reading resumes; 0 where more is needed.</param>
/// <param name="Reason">Why it was rejected.</param>
/// <param name="Repairs">What was repaired in an accepted record.</param>
/// <param name="SkipReason">Why it was skipped.</param>
internal readonly record struct ParseResult(
    ParseStatus Status, int Consumed, RejectReason Reason = default, Repairs Repairs = Repairs.None, SkipReason SkipReason = default)
{
    public static ParseResult NeedsMore => new(ParseStatus.NeedsMore, 0);

    public static ParseResult Accepted(int consumed, Repairs repairs) => new(ParseStatus.Accepted, consumed, default, repairs);

    public static ParseResult Rejected(int consumed, RejectReason reason) => new(ParseStatus.Rejected, consumed, reason);

    public static ParseResult Skipped(int consumed, SkipReason reason) => new(ParseStatus.Skipped, consumed, SkipReason: reason);

    public static ParseResult Duplicate(int consumed) => new(ParseStatus.Duplicate, consumed);
}
