namespace ApiGatewayAnalytics.Cli.Serving;

/// <summary>Where dashboards are shown, and to whom. Immutable.</summary>
/// <param name="Urls">The addresses to listen on.</param>
/// <param name="IsOpened">Whether everybody who reaches them may see everything.</param>
/// <param name="OpensPage">Whether the page is shown to the user.</param>
internal sealed record ServerSettings(string[] Urls, bool IsOpened, bool OpensPage);
