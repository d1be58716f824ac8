using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.CloudTrail;

/// <summary>The schema of CloudTrail events.</summary>
internal static class CloudTrailSchema
{
    public static RecordSchema Default { get; } = new([.. CloudTrailFields.All, CloudTrailFields.Api])
    {
        Entity = [CloudTrailFields.Account, CloudTrailFields.Region, CloudTrailFields.Api, CloudTrailFields.Stage],
        Address = CloudTrailFields.SourceIpAddress,
        Narrow =
        [
            CloudTrailFields.EventStatus, CloudTrailFields.EventName, CloudTrailFields.ErrorCode, CloudTrailFields.Type,
            CloudTrailFields.AwsRegion, CloudTrailFields.RecipientAccountId,
        ],
    };
}
