using System.Net;
using System.Text.Json;
using ApiGatewayAnalytics.AspNetCore.Tests.Support;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Api;

/// <summary>The document describes what is mapped and what is answered.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task EveryRouteIsDescribedAndNothingElse()
    {
        await using TestSite site = await TestSite.StartAsync();
        JsonElement document = await site.JsonAsync("openapi.json");

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        Assert.Equal(
            site.Endpoints.Select(endpoint => endpoint.RoutePattern.RawText!).Where(pattern => pattern.StartsWith("/api-gateway/api/", StringComparison.Ordinal))
                .Select(pattern => pattern["/api-gateway/api".Length..]).Order(StringComparer.Ordinal),
            document.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryParameterIsTakenAndEveryMemberIsDescribed()
    {
        await using TestSite site = await TestSite.StartAsync();
        Traffic.Feed(site.Engine);
        JsonElement document = await site.JsonAsync("openapi.json");

        foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject())
        {
            JsonElement get = path.Value.GetProperty("get");
            string url = path.Name[1..].Replace("{dashboard}", "access-logs-overview", StringComparison.Ordinal)
                .Replace("{panel}", "top-10-client-ips", StringComparison.Ordinal).Replace("{field}", "apiId", StringComparison.Ordinal);
            foreach (JsonElement parameter in get.GetProperty("parameters").EnumerateArray().Select(parameter => Resolve(document, parameter)))
            {
                if (parameter.GetProperty("in").GetString() == "query")
                {
                    string name = parameter.GetProperty("name").GetString()!;
                    string value = name switch
                    {
                        "from" => "from=2026-03-02T00:00:00Z",
                        "to" => "to=2026-03-02T00:00:00Z",
                        "last" => "last=1h",
                        "filter" => "filter.account=*",
                        "interval" => "interval=1h",
                        "dashboard" => "dashboard=access-logs-errors",
                        "match" => "match=a",
                        "sort" => "sort=-count",
                        _ => $"{name}=7",
                    };
                    using HttpResponseMessage response = await site.AskAsync($"{url}?{value}");
                    Assert.Equal((HttpStatusCode.OK, name), (response.StatusCode, name));
                }
            }

            JsonElement schema = get.GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            Check(document, schema, await site.JsonAsync(url), path.Name);
        }
    }

    /// <summary>Holds an answer against the parts of JSON Schema that the document uses.</summary>
    private static void Check(JsonElement document, JsonElement schema, JsonElement value, string where)
    {
        schema = Resolve(document, schema);
        if (schema.TryGetProperty("enum", out JsonElement words))
        {
            Assert.True(words.EnumerateArray().Any(word => word.GetString() == value.GetString()), $"{where}: {value}");
        }

        if (schema.TryGetProperty("type", out JsonElement type))
        {
            string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];
            string actual = value.ValueKind switch
            {
                JsonValueKind.Number => value.TryGetInt64(out _) && types.Contains("integer") ? "integer" : "number",
                JsonValueKind.True or JsonValueKind.False => "boolean",
                _ => value.ValueKind.ToString().ToLowerInvariant(),
            };
            Assert.True(types.Contains(actual), $"{where} is {actual}");
        }

        if (value.ValueKind == JsonValueKind.Object && schema.TryGetProperty("properties", out JsonElement properties))
        {
            foreach (JsonElement name in schema.GetProperty("required").EnumerateArray())
            {
                Assert.True(value.TryGetProperty(name.GetString()!, out _), $"{where} lacks {name}");
            }

            foreach (JsonProperty member in value.EnumerateObject())
            {
                Assert.True(properties.TryGetProperty(member.Name, out JsonElement described), $"{where}/{member.Name} is not described");
                Check(document, described, member.Value, $"{where}/{member.Name}");
            }
        }
        else if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            foreach (JsonElement element in value.EnumerateArray())
            {
                Check(document, items, element, where + "[]");
            }
        }
    }

    private static JsonElement Resolve(JsonElement document, JsonElement element)
    {
        if (element.TryGetProperty("$ref", out JsonElement reference))
        {
            JsonElement target = document;
            foreach (string step in reference.GetString()!.Split('/').Skip(1))
            {
                target = target.GetProperty(step);
            }

            return target;
        }

        return element;
    }
}
