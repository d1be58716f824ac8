using System.Collections.Immutable;
using System.Text;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The template of a line format: variables, and the text before, between and after them. Immutable.</summary>
/// <param name="Variables">The variables in order, without <c>$context.</c>.</param>
/// <param name="Literals">One text more than there are variables; only the first and the last can be empty.</param>
internal sealed record LineTemplate(ImmutableArray<string> Variables, ImmutableArray<ImmutableArray<byte>> Literals)
{
    /// <exception cref="ArgumentException">The template cannot be used.</exception>
    public static LineTemplate Parse(string template)
    {
        if (template.AsSpan().ContainsAny('\r', '\n'))
        {
            throw new ArgumentException($"The template '{template}' has several lines.", nameof(template));
        }

        var variables = ImmutableArray.CreateBuilder<string>();
        var literals = ImmutableArray.CreateBuilder<ImmutableArray<byte>>();
        int start = 0;
        for (int at = template.IndexOf(TemplateVariable.Prefix, StringComparison.Ordinal);
            at >= 0;
            at = template.IndexOf(TemplateVariable.Prefix, Math.Max(at + 1, start), StringComparison.Ordinal))
        {
            if (!TemplateVariable.TryRead(template, at, out string variable, out int length))
            {
                continue;
            }

            if (at == start && variables.Count > 0)
            {
                throw new ArgumentException($"Nothing separates '{variables[^1]}' from '{variable}' in the template '{template}'.", nameof(template));
            }

            literals.Add([.. Encoding.UTF8.GetBytes(template[start..at])]);
            variables.Add(variable);
            start = at + length;
        }

        if (variables.Count == 0)
        {
            throw new ArgumentException($"The template '{template}' has no $context variable.", nameof(template));
        }

        literals.Add([.. Encoding.UTF8.GetBytes(template[start..])]);
        return new LineTemplate(variables.ToImmutable(), literals.ToImmutable());
    }
}
