using System.Text.Json;
using ApiGatewayAnalytics.Cli.Running;

namespace ApiGatewayAnalytics.Cli.Input;

/// <summary>
/// Names of APIs from a JSON file: an object from id to name, or an array of objects with <c>apiId</c> (or <c>id</c>) and <c>name</c>, as
/// the AWS command line prints them under <c>items</c> or <c>Items</c>.
/// </summary>
internal static class ApiNamesFile
{
    /// <exception cref="CliException">The file cannot be read, or it is neither of the two.</exception>
    public static void Load(string path, IDictionary<string, string> names)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { AllowTrailingCommas = true });
            Load(document.RootElement, names);
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw CliException.Usage(
                $"{path}: not a file of API names; write {{\"id\": \"name\"}} or [{{\"apiId\": \"id\", \"name\": \"name\"}}]");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage($"{path}: --api-names cannot be read: {FileErrors.Describe(error)}");
        }
    }

    private static void Load(JsonElement root, IDictionary<string, string> names)
    {
        if (root.ValueKind == JsonValueKind.Object
            && (root.TryGetProperty("items", out JsonElement items) || root.TryGetProperty("Items", out items))
            && items.ValueKind == JsonValueKind.Array)
        {
            root = items;
        }

        switch (root.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in root.EnumerateObject())
                {
                    names[property.Name] = Text(property.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement api in root.EnumerateArray())
                {
                    names[Text(Property(api, "apiId", "ApiId", "id"))] = Text(Property(api, "name", "Name"));
                }

                break;
            default:
                throw new FormatException();
        }
    }

    private static JsonElement Property(JsonElement element, params ReadOnlySpan<string> spellings)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (string name in spellings)
            {
                if (element.TryGetProperty(name, out JsonElement value))
                {
                    return value;
                }
            }
        }

        throw new FormatException();
    }

    private static string Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text ? text : throw new FormatException();
}
