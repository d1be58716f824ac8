using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Tests.Ingestion;

/// <summary>Holds every way of cutting an input, and of reading it, against the whole.</summary>
internal static class Cuts
{
    /// <param name="data">The input.</param>
    /// <param name="whole">What it gives in one piece.</param>
    /// <param name="options">The limits.</param>
    /// <param name="name">The name of the input.</param>
    /// <param name="ids">Whether events are counted once.</param>
    public static void AllEqual(byte[] data, Feeding whole, IngestionOptions? options = null, string name = "input", bool ids = false)
    {
        string expected = whole.Outcome;
        foreach (int length in (int[])[1, 2, 3, 7, 16, 61, 256])
        {
            Assert.Equal(expected, Feeding.Run(data, [length], options, Ids(), name).Outcome);
            Assert.Equal(expected, Feeding.RunAsync(data, [length], options, Ids(), name, 16).GetAwaiter().GetResult().Outcome);
            Assert.Equal(expected, Feeding.RunAhead(data, [length], options, Ids(), name, 16).Outcome);
        }

        for (int at = 1; at < data.Length; at++)
            Assert.Equal(expected, Feeding.Run(data, [at, int.MaxValue], options, Ids(), name, (at & 1) == 0 ? 64 : 1 << 16).Outcome);
        Assert.Equal(expected, Feeding.RunAsync(data, null, options, Ids(), name).GetAwaiter().GetResult().Outcome);

        EventIdFilter? Ids() => ids ? new EventIdFilter() : null;
    }
}
