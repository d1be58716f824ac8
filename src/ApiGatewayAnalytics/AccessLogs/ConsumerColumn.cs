using System.Collections.Immutable;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Fills <see cref="DerivedAccessLogFields.Consumer"/> and <see cref="DerivedAccessLogFields.ConsumerKind"/>. A Cognito identity
/// comes before the IAM user, which for callers through an identity pool is the pool's role, the same for all of them.
/// </summary>
internal sealed class ConsumerColumn(FieldSet captured) : IDerivedColumn
{
    private static readonly (int Field, byte[] Kind)[] s_candidates =
    [
        (AccessLogColumns.IdentityApiKeyId, [.. "api-key"u8]),
        (AccessLogColumns.AuthorizerPrincipalId, [.. "principal"u8]),
        (AccessLogColumns.AuthorizerClaimsSub, [.. "subject"u8]),
        (AccessLogColumns.IdentityCognitoIdentityId, [.. "cognito"u8]),
        (AccessLogColumns.IdentityUserArn, [.. "iam"u8]),
        (AccessLogColumns.IdentityUser, [.. "iam"u8]),
        (AccessLogColumns.IdentityCaller, [.. "iam"u8]),
    ];

    private readonly bool _wantsConsumer = captured[AccessLogColumns.Consumer];
    private readonly bool _wantsKind = captured[AccessLogColumns.ConsumerKind];
    private readonly long[][] _found = new long[s_candidates.Length][];
    private readonly long[] _kinds = new long[s_candidates.Length];

    public static ImmutableArray<Field> Sources { get; } = [.. s_candidates.Select(candidate => AccessLogFields.All[candidate.Field])];

    public void Fill(RecordBatch batch)
    {
        for (int i = 0; i < s_candidates.Length; i++)
        {
            _found[i] = batch.Cells(s_candidates[i].Field);
            _kinds[i] = batch.KeepText(s_candidates[i].Kind);
        }

        for (int row = 0; row < batch.Count; row++)
        {
            for (int i = 0; i < _found.Length; i++)
            {
                long cell = _found[i][row];
                if (RecordBatch.LengthOf(cell) <= 0)
                {
                    continue;
                }

                if (_wantsConsumer)
                {
                    batch.Cells(AccessLogColumns.Consumer)[row] = cell;
                }

                if (_wantsKind)
                {
                    batch.Cells(AccessLogColumns.ConsumerKind)[row] = _kinds[i];
                }

                break;
            }
        }
    }
}
