using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class ExampleCommand : Command
{
    private readonly string[] _examples;

    public ExampleCommand(string name, string description, params string[] examples)
        : base(name, description) => _examples = examples;

    /// <summary>The help of the library, followed by the examples of the command and by what the root adds.</summary>
    internal sealed class Help(HelpAction inner, string rootText) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = inner.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            if (parseResult.CommandResult.Command is ExampleCommand { _examples: { Length: > 0 } examples })
            {
                output.WriteLine("Examples:");
                foreach (string example in examples)
                {
                    output.WriteLine("  " + example);
                }

                output.WriteLine();
            }
            else
            {
                output.WriteLine(rootText);
            }

            return code;
        }
    }
}
