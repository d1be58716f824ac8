namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>One member of a <see cref="JsonLayout"/>.</summary>
/// <param name="Name">Its name as it stands in the record, escapes included.</param>
/// <param name="Kind">Object, end of object, or <see cref="MemberKind.Text"/> for every other value.</param>
/// <param name="Field">The field that it feeds, or -1.</param>
internal readonly record struct LayoutKey(byte[] Name, MemberKind Kind, int Field);
