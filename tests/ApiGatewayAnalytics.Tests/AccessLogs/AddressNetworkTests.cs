using System.Text;
using ApiGatewayAnalytics.AccessLogs;

namespace ApiGatewayAnalytics.Tests.AccessLogs;

public sealed class AddressNetworkTests
{
    [Theory]
    [InlineData("203.0.113.77", "203.0.113.0")]
    [InlineData("::ffff:203.0.113.77", "203.0.113.0")]
    [InlineData("::FFFF:cb00:714d", "203.0.113.0")]
    [InlineData("0:0:0:0:0:ffff:cb00:714d", "203.0.113.0")]
    [InlineData("::ffff:255.255.255.255", "255.255.255.0")]
    [InlineData("::fffe:203.0.113.77", "::")]
    [InlineData("::1:ffff:203.0.113.77", "::")]
    [InlineData("2001:db8:1:2::ffff:1", "2001:db8:1::")]
    [InlineData("2001:db8::ffff:203.0.113.77", "2001:db8::")]
    [InlineData("::1", "::")]
    [InlineData("203.0.113", "")]
    [InlineData("::ffff:203.0.113.277", "")]
    public void AnAddressIsCutToItsNetwork(string address, string network)
    {
        Span<byte> written = stackalloc byte[AddressNetwork.LongestText];
        int length = AddressNetwork.Write(Encoding.ASCII.GetBytes(address), written);
        Assert.Equal(network, Encoding.ASCII.GetString(written[..length]));
    }
}
