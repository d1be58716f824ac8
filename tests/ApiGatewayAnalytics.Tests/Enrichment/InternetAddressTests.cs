using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using ApiGatewayAnalytics.Enrichment;

namespace ApiGatewayAnalytics.Tests.Enrichment;

/// <summary>Addresses as logs spell them, held against those of the framework.</summary>
public sealed class InternetAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData(" 192.0.2.7 ", "192.0.2.7")]
    [InlineData("192.0.2.7:443", "192.0.2.7")]
    [InlineData("192.0.2.7, 198.51.100.1", "192.0.2.7")]
    [InlineData("2001:db8::1,192.0.2.7", "2001:db8::1")]
    [InlineData("[2001:db8::1]:8080", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("\"[2001:db8::1]\"", "2001:db8::1")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("::FFFF:c000:0207", "192.0.2.7")]
    [InlineData("[::ffff:192.0.2.7]:80", "192.0.2.7")]
    [InlineData("::", "::")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void ReadsWhatLogsHold(string text, string expected) => Assert.Equal(Address(expected), Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("AWS Internal")]
    [InlineData("config.amazonaws.com")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.7.8")]
    [InlineData("192.0.2.256")]
    [InlineData("192.0.2.07")]
    [InlineData("192.0.2.7:")]
    [InlineData("192.0.2.7:port")]
    [InlineData("1.2.3.4::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1::2::3")]
    [InlineData("12345::")]
    [InlineData("[2001:db8::1")]
    [InlineData("[2001:db8::1]x")]
    [InlineData(":::")]
    public void RefusesTheRest(string text) => Assert.Null(Parse(text));

    [Fact]
    public void ALongTextIsNotRead()
    {
        Assert.Null(Parse(new string('1', 1_000_000)));
        Assert.Null(Parse(new string(' ', 200) + "192.0.2.7"));
        Assert.Equal(Address("192.0.2.7"), Parse("192.0.2.7," + new string('x', 1_000_000)));
    }

    [Fact]
    public void EveryAddressReadsAsTheFrameworkReadsIt()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.NextBytes(bytes);
            for (int zero = random.Next(12); zero > 0 && bytes.Length == 16; zero--)
                bytes[random.Next(bytes.Length)] = 0;
            string text = new IPAddress(bytes).ToString();
            Assert.Equal(Address(text), Parse(text));
        }
    }

    [Fact]
    public void WhatIsReadOfDamagedTextTheFrameworkReadsAlike()
    {
        const string Characters = "0123456789abcdef:.:.";
        string[] seeds = ["192.0.2.7", "2001:db8::1", "::ffff:192.0.2.7", "1:2:3:4:5:6:7:8", "64:ff9b::192.0.2.33", "::"];
        var random = new Random(2);
        for (int i = 0; i < 50_000; i++)
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                int at = random.Next(text.Length);
                text[at] = Characters[random.Next(Characters.Length)];
            }

            if (InternetAddress.TryParseNetwork(Encoding.UTF8.GetBytes(text.ToString()), out InternetAddress read, out _))
                Assert.Equal(Address(text.ToString()), read);
        }
    }

    [Theory]
    [InlineData("192.0.2.77/24", "192.0.2.0", 24)]
    [InlineData("192.0.2.77", "192.0.2.77", 32)]
    [InlineData("192.0.2.77/0", "0.0.0.0", 0)]
    [InlineData("2001:db8:1:2::/48", "2001:db8:1::", 48)]
    [InlineData("2001:db8::/0", "::", 0)]
    [InlineData("::ffff:192.0.2.77/120", "192.0.2.0", 24)]
    public void ReadsNetworks(string text, string start, int prefix)
    {
        Assert.True(InternetAddress.TryParseNetwork(Encoding.UTF8.GetBytes(text), out InternetAddress network, out int read));
        Assert.Equal(Address(start), network);
        Assert.Equal(prefix, read);
    }

    [Theory]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/")]
    [InlineData("192.0.2.0/-1")]
    [InlineData("192.0.2.0/24/24")]
    [InlineData("2001:db8::/129")]
    [InlineData("::ffff:192.0.2.0/24")]
    [InlineData("/24")]
    public void RefusesNetworksThatAreNone(string text) =>
        Assert.False(InternetAddress.TryParseNetwork(Encoding.UTF8.GetBytes(text), out _, out _));

    internal static InternetAddress Address(string text)
    {
        IPAddress address = IPAddress.Parse(text);
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var bits = (UInt128)new BigInteger(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
        return new InternetAddress(bits, address.AddressFamily == AddressFamily.InterNetwork);
    }

    private static InternetAddress? Parse(string text) =>
        InternetAddress.TryParse(Encoding.UTF8.GetBytes(text), out InternetAddress address) ? address : null;
}
