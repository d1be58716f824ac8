using System.CommandLine;
using System.CommandLine.Parsing;
using ApiGatewayAnalytics.Cli.Input;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>Options whose values are checked while the command line is parsed, so that every mistake is a usage error.</summary>
internal static class OptionParsers
{
    public static Option<TimeSpan?> Duration(string name, string description) =>
        Of<TimeSpan?>(name, "DURATION", description, (text, result) =>
            Durations.TryParse(text, out TimeSpan value) ? value : Refuse<TimeSpan?>(result, $"{name} '{text}' is not a duration; {Durations.Hint}"));

    public static Option<DateTimeOffset?> Moment(string name, string description) =>
        Of<DateTimeOffset?>(name, "TIME", description, (text, result) =>
            Moments.TryParse(text, out DateTimeOffset value) ? value : Refuse<DateTimeOffset?>(result, $"{name} '{text}' is not a time; {Moments.Hint}"));

    public static Option<long?> Number(string name, string helpName, string description, long least, long most) =>
        Of<long?>(name, helpName, description, (text, result) =>
            long.TryParse(text, out long value) && value >= least && value <= most
                ? value
                : Refuse<long?>(result, $"{name} '{text}' is not a whole number from {least} to {most}"));

    /// <summary>One word of a few; the first is the default.</summary>
    public static Option<string> Choice(string name, string description, params string[] words)
    {
        Option<string> option = Of(name, string.Join('|', words), description, (text, result) =>
            words.Contains(text.ToLowerInvariant(), StringComparer.Ordinal)
                ? text.ToLowerInvariant()
                : Refuse<string>(result, $"{name} '{text}' is unknown; choose one of {string.Join(", ", words)}")!);
        option.DefaultValueFactory = _ => words[0];
        return option;
    }

    /// <summary>A text that is taken as it is.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    /// <summary>A text that may be given several times.</summary>
    public static Option<string[]> Texts(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Arity = ArgumentArity.OneOrMore, DefaultValueFactory = _ => [] };

    /// <summary>One or more paths. What looks like an option is a mistyped one; a file of such a name can be written as <c>./-name</c>.</summary>
    public static Argument<string[]> Paths(string name, string description, bool required = true)
    {
        var argument = new Argument<string[]>(name)
        {
            Description = description,
            Arity = required ? ArgumentArity.OneOrMore : ArgumentArity.ZeroOrMore,
        };
        argument.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value is ['-', _, ..]) is { } option)
            {
                result.AddError($"'{option.Value}' is not an option here");
            }
        });
        return argument;
    }

    private static Option<T> Of<T>(string name, string helpName, string description, Func<string, ArgumentResult, T> parse) => new(name)
    {
        HelpName = helpName,
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => parse(result.Tokens[0].Value, result),
    };

    private static T? Refuse<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}
