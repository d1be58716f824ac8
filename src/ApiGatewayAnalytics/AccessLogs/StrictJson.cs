using System.Text.Json;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Reads well-formed records with <see cref="Utf8JsonReader"/>: those of the expected layout straight into a row, any other into
/// a list of members from which the layout is found. No allocation but for the exception that malformed JSON costs.
/// </summary>
internal static class StrictJson
{
    /// <summary>Reads a record of which every member is expected to be the one that <paramref name="layout"/> says.</summary>
    public static JsonReading Read(ReadOnlySpan<byte> window, int start, JsonLayout layout, RecordRow row, out int consumed)
    {
        consumed = 0;
        LayoutKey[] keys = layout.Keys;
        int next = 0;
        var reader = new Utf8JsonReader(window, isFinalBlock: false, default);
        try
        {
            reader.Read();
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    if (reader.CurrentDepth == 0)
                    {
                        consumed = (int)reader.BytesConsumed;
                        return next == keys.Length ? JsonReading.Done : JsonReading.OtherLayout;
                    }

                    if (next == keys.Length || keys[next++].Kind != MemberKind.EndObject)
                    {
                        return JsonReading.OtherLayout;
                    }

                    continue;
                }

                if ((uint)next >= (uint)keys.Length)
                {
                    return JsonReading.OtherLayout;
                }

                ref readonly LayoutKey key = ref keys[next++];
                if (key.Kind == MemberKind.EndObject || !reader.ValueSpan.SequenceEqual(key.Name))
                {
                    return JsonReading.OtherLayout;
                }

                if (!reader.Read())
                {
                    return JsonReading.Incomplete;
                }

                JsonTokenType type = reader.TokenType;
                if ((type == JsonTokenType.StartObject) != (key.Kind == MemberKind.Object))
                {
                    return JsonReading.OtherLayout;
                }

                if (type == JsonTokenType.String)
                {
                    if (key.Field >= 0)
                    {
                        row.Add(key.Field, start + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped);
                    }
                }
                else if (type == JsonTokenType.StartArray)
                {
                    if (!reader.TrySkip())
                    {
                        return JsonReading.Incomplete;
                    }
                }
                else if (key.Field >= 0 && type is JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False)
                {
                    row.Add(key.Field, start + (int)reader.TokenStartIndex, reader.ValueSpan.Length, escaped: false);
                }
            }

            return JsonReading.Incomplete;
        }
        catch (JsonException)
        {
            return JsonReading.Broken;
        }
    }

    /// <summary>Lists the members of a record.</summary>
    public static JsonReading Read(ReadOnlySpan<byte> window, int start, MemberList members, out int consumed)
    {
        consumed = 0;
        members.Clear();
        var reader = new Utf8JsonReader(window, isFinalBlock: false, default);
        try
        {
            reader.Read();
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndObject)
                {
                    if (reader.CurrentDepth == 0)
                    {
                        consumed = (int)reader.BytesConsumed;
                        return JsonReading.Done;
                    }

                    members.Add(new JsonMember(MemberKind.EndObject, 0, 0, 0, 0));
                    continue;
                }

                int name = start + (int)reader.TokenStartIndex + 1;
                int nameLength = reader.ValueSpan.Length;
                bool nameEscaped = reader.ValueIsEscaped;
                if (!reader.Read())
                {
                    return JsonReading.Incomplete;
                }

                int value = start + (int)reader.TokenStartIndex;
                int valueLength = reader.ValueSpan.Length;
                MemberKind kind = MemberKind.Text;
                switch (reader.TokenType)
                {
                    case JsonTokenType.String:
                        value++;
                        kind = reader.ValueIsEscaped ? MemberKind.EscapedText : MemberKind.Text;
                        break;
                    case JsonTokenType.StartObject:
                        kind = MemberKind.Object;
                        break;
                    case JsonTokenType.Null:
                        kind = MemberKind.None;
                        break;
                    case JsonTokenType.StartArray:
                        kind = MemberKind.None;
                        if (!reader.TrySkip())
                        {
                            return JsonReading.Incomplete;
                        }

                        break;
                }

                members.Add(new JsonMember(kind, name, nameLength, value, valueLength, nameEscaped));
            }

            return JsonReading.Incomplete;
        }
        catch (JsonException)
        {
            return JsonReading.Broken;
        }
    }
}
