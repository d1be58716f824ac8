using System.Collections.Immutable;
using System.Text;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Reads the template of a JSON log: which key holds which variable.</summary>
internal static class JsonTemplate
{
    /// <summary>Paths of keys, joined by dots, to variables without <c>$context.</c>.</summary>
    /// <exception cref="ArgumentException">No key holds a variable, or the template is no object.</exception>
    public static ImmutableDictionary<string, string> Parse(string template)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(template);
        var members = new MemberList();
        if (new LenientJson(members).Read(bytes, 0, isFinal: true, out _, out _) != JsonReading.Done)
        {
            throw new ArgumentException($"The template '{template}' is no JSON object.", nameof(template));
        }

        var keys = ImmutableDictionary.CreateBuilder<string, string>();
        var path = new List<string>();
        for (int index = 0; index < members.Count; index++)
        {
            ref readonly JsonMember member = ref members[index];
            if (member.Kind == MemberKind.EndObject)
            {
                path.RemoveAt(path.Count - 1);
                continue;
            }

            path.Add(Encoding.UTF8.GetString(bytes, member.Name, member.NameLength));
            if (member.Kind == MemberKind.Object)
            {
                // A wrapper is no part of a path, as in the records.
                if (KeyName.Normalize(path[^1]) == "context")
                {
                    path[^1] = "";
                }

                continue;
            }

            string value = Encoding.UTF8.GetString(bytes, member.Value, member.ValueLength);
            if (TemplateVariable.TryRead(value, 0, out string variable, out int length) && length == value.Length)
            {
                keys[string.Join('.', path.Where(name => name.Length > 0))] = variable;
            }

            path.RemoveAt(path.Count - 1);
        }

        return keys.Count > 0 ? keys.ToImmutable() : throw new ArgumentException($"No key of the template '{template}' holds a $context variable.", nameof(template));
    }
}
