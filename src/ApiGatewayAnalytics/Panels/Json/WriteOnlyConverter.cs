using System.Text.Json;
using System.Text.Json.Serialization;

namespace ApiGatewayAnalytics.Panels;

/// <summary>
/// Writes the JSON of a result by hand. A serializer that finds out by itself what there is to write compiles several hundred methods
/// when it starts, which takes longer than reading a small log.
/// </summary>
internal abstract class WriteOnlyConverter<T> : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeToConvert} is written as JSON, not read.");
}
