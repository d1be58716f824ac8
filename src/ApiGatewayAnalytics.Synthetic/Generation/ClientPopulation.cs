using System.Globalization;
using System.Net;

namespace ApiGatewayAnalytics.Synthetic.Generation;

/// <summary>The addresses and user agents of the clients, both by Zipf's law.</summary>
internal sealed class ClientPopulation
{
    private static readonly string[] s_tools =
    [
        "curl/8.{0}.{1}", "python-requests/2.{0}.{1}", "okhttp/4.{0}.{1}", "axios/1.{0}.{1}", "PostmanRuntime/7.{0}.{1}",
        "Boto3/1.{2}.{0} md/Botocore#1.{2}.{1} ua/2.0 os/linux#6.1.{3}-{1}.{0}.amzn2023.x86_64 md/arch#x86_64 lang/python#3.12.{1}",
        "aws-sdk-js/3.{3}.0 ua/2.1 os/linux#5.10.{2} lang/js md/nodejs#20.{0}.{1} api/apigatewaymanagementapi#3.{3}.0 m/E,n",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) AppleWebKit/537.36 Chrome/{2}.0.{3}.{0} Safari/537.36",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/{2}.0.{3}.{0} Safari/537.36",
    ];

    private static readonly string[] s_browsers =
    [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{2}.0.{3}.{0} Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{2}.0.{3}.{0} Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_{1} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.{1} Mobile/{0}E{3}",
        "Mozilla/5.0 (Linux; Android 14; SM-S{3}B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{2}.0.{0}.{1} Mobile Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:{2}.0) Gecko/20100101 Firefox/{2}.0 Build/{3}.{0}",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{2}.0.0.0 Safari/537.36 Edg/{2}.0.{3}.{0}",
    ];

    // JSON has to escape these.
    private static readonly string[] s_awkward =
    [
        "ExampleShop/{0}.{1}.{3} (\"tablet edition\"; Android {1}; build {2}) okhttp/4.{0}.1",
        "InventoryAgent/{0}.{1} (C:\\Program Files\\Inventory\\agent.exe; build {3}; Windows NT 10.0)",
    ];

    private readonly string[] _addresses;
    private readonly string[] _agents;
    private readonly WeightedChoice _address;
    private readonly WeightedChoice _agent;

    public ClientPopulation(Xoshiro256 random, SyntheticTraffic traffic)
    {
        _addresses = Distinct(traffic.Addresses, _ => Address(random));
        _agents = Distinct(traffic.UserAgents, i => Agent(random, i));
        _address = WeightedChoice.Zipf(_addresses.Length, offset: 20);
        _agent = WeightedChoice.Zipf(_agents.Length);
    }

    public string DrawAddress(Xoshiro256 random) => _addresses[_address.Draw(random)];

    public string DrawAgent(Xoshiro256 random) => _agents[_agent.Draw(random)];

    private static string[] Distinct(int count, Func<int, string> create)
    {
        var values = new string[count];
        var seen = new HashSet<string>(count, StringComparer.Ordinal);
        for (var i = 0; i < count;)
        {
            if (seen.Add(values[i] = create(i)))
                i++;
        }

        return values;
    }

    private static string Address(Xoshiro256 random)
    {
        if (random.Below(8) == 0)
        {
            Span<byte> bytes = stackalloc byte[16];
            var network = (0x2001L << 48) | ((long)(random.Next() >> 16) & 0x0FFF_FFFF_FF0F);
            BitConverter.TryWriteBytes(bytes, IPAddress.HostToNetworkOrder(network));
            BitConverter.TryWriteBytes(bytes[8..], random.Below(3) == 0 ? IPAddress.HostToNetworkOrder(1L) : (long)random.Next());
            return new IPAddress(bytes).ToString();
        }

        var first = random.Between(1, 215);
        if (first is 10 or 100 or 127 or 169 or 172 or 192 or 198 or 203)
            first = 51;
        return $"{first}.{random.Below(256)}.{random.Below(256)}.{random.Between(1, 254)}";
    }

    private static string Agent(Xoshiro256 random, int index)
    {
        var form = random.Pick(index % 40 == 39 ? s_awkward : index % 4 == 3 ? s_tools : s_browsers);
        return string.Format(
            CultureInfo.InvariantCulture,
            form,
            random.Between(1, 60),
            random.Between(0, 9),
            random.Between(90, 131),
            random.Between(100, 6999));
    }
}
