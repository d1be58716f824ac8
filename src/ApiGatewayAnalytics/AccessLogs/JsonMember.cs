namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>What a <see cref="JsonMember"/> is.</summary>
internal enum MemberKind : byte
{
    /// <summary>A value whose bytes are its text.</summary>
    Text,

    /// <summary>A value whose bytes hold JSON escapes.</summary>
    EscapedText,

    /// <summary>Null, or a value that no field can hold, such as an array.</summary>
    None,

    /// <summary>The start of an object; its members follow.</summary>
    Object,

    /// <summary>The end of the object started last; without name and value.</summary>
    EndObject,
}

/// <summary>One member of a record that consists of named values, as offsets into the buffer.</summary>
internal readonly record struct JsonMember(MemberKind Kind, int Name, int NameLength, int Value, int ValueLength, bool NameEscaped = false);
