namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>
/// The resources of the APIs. Four of five have path parameters; their values come from one number below a bound, so that the number
/// of different raw paths is bounded too.
/// </summary>
internal sealed class ResourcePopulation
{
    private const int Scans = 40;

    private static readonly string[] s_nouns =
    [
        "orders", "customers", "products", "invoices", "payments", "shipments", "carts", "users", "sessions", "devices",
        "reports", "messages", "documents", "subscriptions", "tickets", "events", "accounts", "offers", "stores", "reviews",
    ];

    private static readonly (string Suffix, bool IsItem, string[] Methods)[] s_shapes =
    [
        ("", false, ["GET", "GET", "GET", "GET", "GET", "GET", "POST", "POST", "POST", "HEAD"]),
        ("/{id}", true, ["GET", "GET", "GET", "GET", "GET", "GET", "PUT", "PATCH", "PATCH", "DELETE"]),
        ("/{id}/items/{itemId}", true, ["GET", "GET", "GET", "GET", "PUT", "PUT", "PATCH", "DELETE"]),
        ("/{id}/status", true, ["GET", "GET", "GET", "GET", "GET", "PUT"]),
        ("/{id}/notes", true, ["GET", "GET", "POST"]),
    ];

    private static readonly string[] s_scans =
    [
        "/.env", "/wp-login.php", "/.git/config", "/admin/config.php", "/phpmyadmin/", "/actuator/health", "/cgi-bin/luci",
        "/../../etc/passwd",
    ];

    private readonly WeightedChoice _popularity;
    private readonly (string Template, string[] Pieces, string[] Methods)[] _resources;
    private readonly int _ids;

    public ResourcePopulation(SyntheticTraffic traffic)
    {
        _resources = new (string, string[], string[])[traffic.Resources];
        var items = 0;
        for (var i = 0; i < _resources.Length; i++)
        {
            var (suffix, isItem, methods) = s_shapes[i % s_shapes.Length];
            var round = i / s_shapes.Length / s_nouns.Length;
            var template = $"/{(round == 0 ? "" : $"v{round + 1}/")}{s_nouns[i / s_shapes.Length % s_nouns.Length]}{suffix}";
            _resources[i] = (template, template.Split(["{id}", "{itemId}"], StringSplitOptions.None), methods);
            items += isItem ? 1 : 0;
        }

        _popularity = WeightedChoice.Zipf(_resources.Length, offset: 15);

        // A raw path starts with the stage or, on a custom domain, with nothing.
        var prefixes = traffic.StagesPerApi + 1;
        var others = (_resources.Length - items + Scans) * prefixes;
        _ids = Math.Max(1, (traffic.DistinctPaths - others) / Math.Max(1, items * prefixes));
    }

    /// <summary>The APIs share the resources but each has another favourite.</summary>
    public int Draw(Xoshiro256 random, ApiProfile api) => (_popularity.Draw(random) + (api.Index * 7)) % _resources.Length;

    public string Template(int resource) => _resources[resource].Template;

    public string DrawMethod(Xoshiro256 random, int resource) => random.Pick(_resources[resource].Methods);

    public string DrawPath(Xoshiro256 random, int resource, string prefix)
    {
        var pieces = _resources[resource].Pieces;
        if (pieces.Length == 1)
            return prefix + pieces[0];
        var number = random.Below(_ids);
        return pieces.Length == 2
            ? $"{prefix}{pieces[0]}{100_000_000 + number}{pieces[1]}"
            : $"{prefix}{pieces[0]}{100_000_000 + (number / 7)}{pieces[1]}{1 + (number % 7)}";
    }

    /// <summary>A path that no API has, as scanners try them.</summary>
    public static string DrawScan(Xoshiro256 random, string prefix)
    {
        var scan = random.Below(Scans);
        return $"{prefix}{s_scans[scan % s_scans.Length]}{(scan < s_scans.Length ? "" : $"%27%20OR%201={scan / s_scans.Length}")}";
    }
}
