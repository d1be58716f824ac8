namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The members that one template gives every record, in order, and what each of them feeds: resolved once, then only verified.
/// Immutable.
/// </summary>
/// <param name="Keys">The members.</param>
/// <param name="IsAccessLog">Whether records of this layout are access-log records at all.</param>
internal sealed record JsonLayout(LayoutKey[] Keys, bool IsAccessLog);

/// <summary>One member of a <see cref="JsonLayout"/>.</summary>
/// <param name="Name">Its name as it stands in the record, escapes included.</param>
/// <param name="Kind">Object, end of object, or <see cref="MemberKind.Text"/> for every other value.</param>
/// <param name="Field">The field that it feeds, or -1.</param>
internal readonly record struct LayoutKey(byte[] Name, MemberKind Kind, int Field);
