namespace ApiGatewayAnalytics.Tests;

/// <summary>
/// Tests that count allocated bytes. A collection that another thread starts retires the thread's allocation buffer, which counts as
/// up to 8 KB allocated, so nothing else may run meanwhile.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
