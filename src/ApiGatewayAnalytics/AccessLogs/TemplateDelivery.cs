namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>What remains to be done with a value that a <see cref="TemplateProgram"/> found: where it is noted, and for which field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Cells">The field's own cells, where a number is made of the note in place, or a single one.</param>
/// <param name="Least">The least number that is stored without asking the row.</param>
/// <param name="More">How many more there are.</param>
internal readonly record struct TemplateDelivery(int Field, long[] Cells, long Least = 0, long More = long.MaxValue);
