namespace ApiGatewayAnalytics.Aggregation;

/// <summary>Translates the keys of one table to those of another: when segments merge, are saved or are queried.</summary>
internal abstract class KeyMap
{
    /// <summary>Keys that mean the same everywhere, such as a status.</summary>
    public static KeyMap Identity { get; } = new Same();

    public abstract int Map(int key);

    private sealed class Same : KeyMap
    {
        public override int Map(int key) => key;
    }
}
