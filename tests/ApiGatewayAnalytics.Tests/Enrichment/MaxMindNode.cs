namespace ApiGatewayAnalytics.Tests.Enrichment;

/// <summary>A node of the tree that <see cref="MaxMindWriter"/> builds, or a leaf, or nothing.</summary>
internal sealed class MaxMindNode
{
    public MaxMindNode?[] Sides { get; } = new MaxMindNode?[2];

    public object? Value { get; set; }

    public int Number { get; set; } = -1;

    public bool IsLeaf => Value is not null;
}
