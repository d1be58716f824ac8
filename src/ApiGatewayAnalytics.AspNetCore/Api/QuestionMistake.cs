namespace ApiGatewayAnalytics.AspNetCore;

/// <summary>A parameter that cannot be understood.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Detail">What is wrong with it and what would be right.</param>
internal sealed record QuestionMistake(string Parameter, string Detail);
