using Microsoft.Extensions.Options;

namespace ApiGatewayAnalytics;

/// <summary>Reports every mistake in the options at once.</summary>
internal sealed class AnalyticsOptionsValidator : IValidateOptions<AnalyticsOptions>
{
    public ValidateOptionsResult Validate(string? name, AnalyticsOptions options)
    {
        string[] mistakes = [.. options.Mistakes()];
        return mistakes.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
