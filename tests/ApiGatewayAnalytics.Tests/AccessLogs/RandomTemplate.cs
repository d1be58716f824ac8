using System.Text;
using ApiGatewayAnalytics.AccessLogs;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

/// <summary>
/// JSON templates that nobody chose: any variables in any order under any names, constants, objects in objects, any spacing, and
/// sometimes one variable twice, one name twice, and numbers without quotation marks.
/// </summary>
internal sealed class RandomTemplate
{
    /// <summary>Stands for a line break, which templates cannot have, but pretty-printed records do.</summary>
    public const byte LineBreak = (byte)'\v';

    private static readonly string[] s_variables = [.. AccessLogFields.All.Select(field => field.Variable).OfType<string>()];

    private static readonly string[] s_times = ["$context.requestTime", "$context.requestTimeEpoch"];

    private static readonly string[] s_core =
        ["$context.status", "$context.httpMethod", "$context.identity.sourceIp", "$context.path", "$context.apiId", "$context.responseLatency"];

    private static readonly string[] s_numbers = ["$context.status", "$context.requestTimeEpoch", "$context.responseLength"];

    private static readonly string[] s_names =
    [
        "ip", "id", "latency", "error", "errorMessage", "integrationStatus", "service", "x-env", "tenant", "", "\u00e9t\u00e9", "a b", "context", "status_code", "v",
        "\\u0069p", "message",
    ];

    private static readonly string[] s_spaces = ["", "", "", " ", "  ", "\t"];

    private static readonly string[] s_lines = [.. s_spaces, "\v", "\r\v", "\v  "];

    private static readonly string[] s_constants = ["\"-\"", "\"\"", "\"prod\"", "\"2026\"", "\"a\\\"b\"", "\"\\u0041\"", "1", "0", "true", "false", "{}", "{ }"];

    /// <summary>Constants with which no text of a template is learned, or none that fits.</summary>
    private static readonly string[] s_unlearnable = ["null", "[]", "[1,\"2\",{\"status\":\"1\"}]", "12.5", "-3", "1e3"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly string[] _spaces;
    private readonly string[] _spacing;
    private readonly bool _isIrregular;
    private readonly bool _isBare;
    private readonly bool _isLearnable;
    private readonly int _constants;

    private RandomTemplate(Random random)
    {
        _random = random;
        _spaces = random.Next(8) == 0 ? s_lines : s_spaces;
        _spacing = random.Next(2) == 0 ? ["", "", "", "", ""] : [.. Enumerable.Range(0, 5).Select(_ => Any(_spaces))];
        _isIrregular = random.Next(6) == 0;
        _isBare = random.Next(3) == 0;
        _isLearnable = random.Next(12) != 0;
        _constants = random.Next(3) == 0 ? 0 : random.Next(2, 12);
    }

    /// <summary>A template in the syntax of a stage's settings.</summary>
    public static string Create(Random random) => new RandomTemplate(random).Write();

    private string Write()
    {
        string[] variables = [.. s_variables];
        _random.Shuffle(variables);
        List<string> values = [.. variables.Take(_random.Next(4) == 0 ? _random.Next(30, variables.Length) : _random.Next(1, 30))];
        if (_random.Next(20) != 0)
        {
            string[] needed = [Any(s_times), Any(s_core)];
            values.RemoveAll(value => s_times.Contains(value) || needed.Contains(value));
            Array.ForEach(needed, value => values.Insert(_random.Next(values.Count + 1), value));
        }

        WriteObject(values, depth: 0);
        return _text.ToString();
    }

    private void WriteObject(List<string> values, int depth)
    {
        _text.Append('{');
        Space(0);
        for (int index = 0; index < values.Count; index++)
        {
            if (index > 0)
            {
                Separate();
            }

            if (_constants > 0 && _random.Next(_constants) == 0)
            {
                WriteName(Any(s_names));
                _text.Append(!_isLearnable && _random.Next(3) == 0 ? Any(s_unlearnable) : _random.Next(10) == 0 ? $"\"{new string('c', _random.Next(200))}\"" : Any(s_constants));
                Separate();
            }

            if (depth < 3 && _random.Next(12) == 0)
            {
                int count = Math.Min(_random.Next(6), values.Count - index - 1);
                WriteName(Any(["context", "identity", "integration", "error", "waf", "x", "a.b"]));
                WriteObject(values.GetRange(index, count), depth + 1);
                Separate();
                index += count;
            }

            WriteVariable(values[index]);
        }

        Space(3);
        _text.Append('}');
    }

    private void WriteVariable(string variable)
    {
        string name = variable["$context.".Length..];
        bool isNeeded = s_times.Contains(variable) || s_core.Contains(variable);
        WriteName(_random.Next(isNeeded ? 3 : 0, 12) switch
        {
            0 => Any(s_names),
            1 or 2 => $"field{_random.Next(100)}",
            3 => name,
            4 => variable,
            5 => name.Replace('.', '_').ToUpperInvariant(),
            _ => string.Concat(name.Split('.').Select((part, index) => index == 0 ? part : char.ToUpperInvariant(part[0]) + part[1..])),
        });
        bool isBare = _isBare && s_numbers.Contains(variable);
        _text.Append(isBare ? variable : !isNeeded && _random.Next(40) == 0 ? $"\"a {variable} b\"" : $"\"{variable}\"");
    }

    private void WriteName(string name)
    {
        _text.Append('"').Append(name).Append('"');
        Space(1);
        _text.Append(':');
        Space(2);
    }

    private void Separate()
    {
        Space(3);
        _text.Append(',');
        Space(4);
    }

    private void Space(int place) => _text.Append(_isIrregular ? Any(_spaces) : _spacing[place]);

    private T Any<T>(T[] items) => items[_random.Next(items.Length)];
}
