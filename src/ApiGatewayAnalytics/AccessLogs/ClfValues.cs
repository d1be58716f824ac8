namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Where the values of a <see cref="ClfLine"/> stand in it; a value that the line lacks is empty.</summary>
internal struct ClfValues
{
    public Range SourceIp;
    public Range Caller;
    public Range User;
    public Range Time;
    public Range HttpMethod;
    public Range ResourcePath;
    public Range RouteKey;
    public Range Protocol;
    public Range Status;
    public Range ResponseLength;
    public Range RequestId;
    public Range ExtendedRequestId;
    public Range IntegrationError;

    /// <summary>Gives the values to a row; the line stands at <paramref name="start"/> of the buffer and is <paramref name="length"/> bytes long.</summary>
    public readonly void Fill(RecordRow row, int start, int length)
    {
        Add(row, AccessLogColumns.IdentitySourceIp, SourceIp, start, length);
        Add(row, AccessLogColumns.IdentityCaller, Caller, start, length);
        Add(row, AccessLogColumns.IdentityUser, User, start, length);
        Add(row, AccessLogColumns.RequestTime, Time, start, length);
        Add(row, AccessLogColumns.HttpMethod, HttpMethod, start, length);
        Add(row, AccessLogColumns.ResourcePath, ResourcePath, start, length);
        Add(row, AccessLogColumns.RouteKey, RouteKey, start, length);
        Add(row, AccessLogColumns.Protocol, Protocol, start, length);
        Add(row, AccessLogColumns.Status, Status, start, length);
        Add(row, AccessLogColumns.ResponseLength, ResponseLength, start, length);
        Add(row, AccessLogColumns.RequestId, RequestId, start, length);
        Add(row, AccessLogColumns.ExtendedRequestId, ExtendedRequestId, start, length);
        Add(row, AccessLogColumns.IntegrationError, IntegrationError, start, length);
    }

    /// <summary>The fields that the line has a place for, whatever stands there.</summary>
    public readonly List<int> Fields()
    {
        (int Field, Range Value)[] all =
        [
            (AccessLogColumns.IdentitySourceIp, SourceIp), (AccessLogColumns.IdentityCaller, Caller), (AccessLogColumns.IdentityUser, User),
            (AccessLogColumns.RequestTime, Time), (AccessLogColumns.HttpMethod, HttpMethod), (AccessLogColumns.ResourcePath, ResourcePath),
            (AccessLogColumns.RouteKey, RouteKey), (AccessLogColumns.Protocol, Protocol), (AccessLogColumns.Status, Status),
            (AccessLogColumns.ResponseLength, ResponseLength), (AccessLogColumns.RequestId, RequestId),
            (AccessLogColumns.ExtendedRequestId, ExtendedRequestId), (AccessLogColumns.IntegrationError, IntegrationError),
        ];
        return [.. all.Where(value => value.Value.End.Value > value.Value.Start.Value).Select(value => value.Field)];
    }

    private static void Add(RecordRow row, int field, Range range, int start, int length)
    {
        (int offset, int count) = range.GetOffsetAndLength(length);
        if (count > 0)
        {
            row.Add(field, start + offset, count, escaped: false);
        }
    }
}
