using System.CommandLine;
using System.Net;
using ApiGatewayAnalytics.Cli.Running;
using ApiGatewayAnalytics.Cli.Serving;

namespace ApiGatewayAnalytics.Cli.Commands;

/// <summary>The options of every command that shows dashboards in the browser: where, to whom, and whether to open one.</summary>
internal sealed class ServerOptions
{
    private const string DefaultUrl = "http://127.0.0.1:5080";
    private const string Opened = "--allow-anonymous-requests-from-anywhere";

    private readonly Option<string?> _urls = OptionParsers.Text(
        "--urls", "URL", $"Where to listen; port 0 takes a free one, and ; separates several. [default: {DefaultUrl}]");

    private readonly Option<bool> _open = new("--open") { Description = "Open the page in the browser." };

    private readonly Option<bool> _isOpened = new(Opened)
    {
        Description = "Show everything to everybody who reaches --urls, without any authorization.",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_urls);
        command.Options.Add(_open);
        command.Options.Add(_isOpened);
    }

    /// <exception cref="CliException">An address is none, or not one of this machine without the option that says so.</exception>
    public ServerSettings Read(ParseResult arguments)
    {
        bool isOpened = arguments.GetValue(_isOpened);
        string[] urls = (arguments.GetValue(_urls) ?? DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (string url in urls)
        {
            // Kestrel takes * and + for every address of this machine.
            string named = url.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal);
            if (!Uri.TryCreate(named, UriKind.Absolute, out Uri? address) || address.Scheme != Uri.UriSchemeHttp || address.PathAndQuery != "/")
            {
                throw CliException.Usage($"--urls '{url}' is not an address to listen on; write http://ADDRESS:PORT, for example {DefaultUrl}");
            }

            bool isOfThisMachine = address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
            if (!isOfThisMachine && !isOpened)
            {
                throw CliException.Usage($"--urls '{url}' lets other machines in; say {Opened} if that is meant, or put a proxy with authorization in front of your own host");
            }
        }

        return urls.Length > 0
            ? new ServerSettings(urls, isOpened, arguments.GetValue(_open))
            : throw CliException.Usage($"--urls names no address; write for example {DefaultUrl}");
    }
}
