using System.Text;
using System.Text.Json;

namespace ApiGatewayAnalytics.Tests.Engine;

/// <summary>A request as the models of these tests keep it. Null is absent.</summary>
internal sealed record ModelRecord(
    DateTimeOffset Time, string Id, string? ApiId, string? Stage, int? Status, string? Address, string? Path, long? Latency, string? Tenant, long? Cost)
{
    private static readonly int[] s_statuses = [200, 200, 200, 201, 404, 500];

    public long Minute => Time.ToUnixTimeSeconds() / 60;

    public static ModelRecord Random(Random random, DateTimeOffset time) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()),
        $"id-{random.Next(1_000_000_000)}",
        $"api{random.Next(3)}",
        random.Next(8) == 0 ? null : random.Next(2) == 0 ? "prod" : "test",
        random.Next(20) == 0 ? null : s_statuses[random.Next(s_statuses.Length)],
        random.Next(15) == 0 ? null : $"192.0.2.{(int)(40 * Math.Pow(random.NextDouble(), 2))}",
        $"/pets/{random.Next(30)}",
        random.Next(10) == 0 ? null : (long)Math.Exp(random.NextDouble() * 11),
        random.Next(6) == 0 ? null : $"tenant-{random.Next(5)}",
        random.Next(5) == 0 ? null : random.Next(1_000));

    public static byte[] Lines(IEnumerable<ModelRecord> records) =>
        Encoding.UTF8.GetBytes(string.Concat(records.Select(record => record.Json() + "\n")));

    public string Json() => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["requestId"] = Id,
        ["requestTimeEpoch"] = $"{Time.ToUnixTimeMilliseconds()}",
        ["apiId"] = ApiId,
        ["stage"] = Stage ?? "-",
        ["status"] = Status is { } status ? $"{status}" : "-",
        ["ip"] = Address,
        ["path"] = Path,
        ["responseLatency"] = Latency is { } latency ? $"{latency}" : "-",
        ["tenant"] = Tenant,
        ["cost"] = Cost,
    });
}
