namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>A value that is noted although it stands within the text of a <see cref="TemplateOperation"/>.</summary>
/// <param name="Cells">Where it is noted: at the row or, with a mask of 0, at the start.</param>
/// <param name="IndexMask">The mask.</param>
/// <param name="Cell">The note, were the text at the start of the buffer.</param>
/// <param name="Shift">All ones where the place of the text is to be added.</param>
internal readonly record struct TemplateConstant(long[] Cells, int IndexMask, long Cell, int Shift);
