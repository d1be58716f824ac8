using System.CommandLine;
using ApiGatewayAnalytics.Cli.Input;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>The options that say what is known besides the records: names of APIs, where addresses are, which are threats.</summary>
internal sealed class EnrichmentOptions
{
    private readonly Option<string?> _apiNames = OptionParsers.Text(
        "--api-names", "FILE", "Names of APIs: a JSON object from id to name, or an array of objects with apiId and name.");

    private readonly Option<string[]> _geo = OptionParsers.Texts(
        "--geo", "FILE", "Where addresses are: a MaxMind DB file (.mmdb); can be given several times.");

    private readonly Option<string[]> _threats = OptionParsers.Texts(
        "--threats", "FILE", "Which addresses are threats: a list of addresses and networks, CSV, or a STIX 2.1 bundle; can be given several times.");

    public void AddTo(Command command)
    {
        command.Options.Add(_apiNames);
        command.Options.Add(_geo);
        command.Options.Add(_threats);
    }

    public void ApplyTo(AnalyticsOptions options, ParseResult arguments)
    {
        if (arguments.GetValue(_apiNames) is { } file)
        {
            options.ApiNameResolver = EnrichmentFiles.LoadNames(file);
        }

        options.GeoLocator = EnrichmentFiles.OpenLocations(arguments.GetValue(_geo) ?? []);
        options.ThreatList = EnrichmentFiles.LoadThreats(arguments.GetValue(_threats) ?? []);
    }
}
