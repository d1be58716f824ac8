using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Benchmarks.Comparison;

/// <summary>Reads records without reflection, the faster of the two ways.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NaiveRecord))]
[JsonSerializable(typeof(NaiveAnswer))]
internal sealed partial class NaiveJsonContext : JsonSerializerContext;
