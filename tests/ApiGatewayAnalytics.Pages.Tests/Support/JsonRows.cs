using System.Text.Json;

namespace ApiGatewayAnalytics.Pages.Tests.Support;

/// <summary>Reads the rows of an answer.</summary>
internal static class JsonRows
{
    /// <summary>How many there are, that of all others aside.</summary>
    public static int Total(this JsonElement rows) => rows.TryGetProperty("total", out JsonElement total)
        ? total.GetInt32()
        : rows.GetProperty("rows").GetArrayLength() - (rows.GetProperty("otherRow").GetBoolean() ? 1 : 0);

    /// <summary>The cells of each row as text.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="absent">What stands for null.</param>
    public static string[][] Texts(this JsonElement rows, string absent) =>
    [
        .. rows.GetProperty("rows").EnumerateArray().Select(row =>
            row.EnumerateArray().Select(cell => cell.ValueKind == JsonValueKind.Null ? absent : cell.ToString()).ToArray()),
    ];
}
