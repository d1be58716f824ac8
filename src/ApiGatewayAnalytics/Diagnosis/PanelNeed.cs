using System.Collections.Immutable;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Panels;
using Log = ApiGatewayAnalytics.AccessLogs.AccessLogFields;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>One thing that a panel needs of the records. Immutable.</summary>
/// <param name="Sources">The fields of which any one gives it.</param>
/// <param name="Configure">The fields to log where none does.</param>
internal sealed record PanelNeed(ImmutableArray<Field> Sources, ImmutableArray<Field> Configure)
{
    /// <summary>What tells that AWS WAF blocked; the type of the response alone does as well, but only an API that has a WAF has it.</summary>
    public static PanelNeed Waf { get; } = new(
        [Log.WafResponseCode, Log.WafStatus, Log.ErrorResponseType], [Log.WafResponseCode, Log.WafStatus]);

    /// <summary>The need of a field; null where it is not the log that gives it.</summary>
    public static PanelNeed? Of(Field field, RecordSchema schema)
    {
        if (field == Log.Account)
        {
            return new([Log.Account, Log.AccountId], [Log.AccountId]);
        }

        if (field == Log.Region)
        {
            return new([Log.Region, Log.DomainName], [Log.DomainName]);
        }

        if (field == Log.ErrorMessage)
        {
            return new([Log.ErrorMessage, Log.ErrorMessageString], [Log.ErrorMessage]);
        }

        if (field == DerivedFields.ApiName)
        {
            return Single(Log.ApiId);
        }

        return schema.IndexOf(field.Name) < 0 ? null : Single(field);
    }

    /// <summary>Whether APIs of any of these kinds can give it.</summary>
    public bool IsAvailable(ImmutableArray<ApiKind> kinds) =>
        Configure.Any(field => kinds.Any(kind => VariableKinds.Has(kind, field)));

    /// <summary>The fields to log that APIs of any of these kinds have.</summary>
    public IEnumerable<Field> Available(ImmutableArray<ApiKind> kinds) =>
        Configure.Where(field => kinds.Any(kind => VariableKinds.Has(kind, field)));

    private static PanelNeed Single(Field field) => new([field], [field]);
}
