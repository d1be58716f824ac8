namespace ApiGatewayAnalytics.Ingestion;

/// <summary>How much may still come out of the compressed data of one source, all nesting levels together.</summary>
internal sealed class ExpansionBudget(CountingStream input, IngestionOptions options)
{
    private long _decompressed;

    public bool IsExceeded { get; private set; }

    /// <summary>Starts anew for a further part of the input.</summary>
    public void Restart()
    {
        _decompressed = 0;
        IsExceeded = false;
    }

    public void Spend(int bytes)
    {
        _decompressed += bytes;
        IsExceeded |= _decompressed > options.ExpansionAllowance && _decompressed / options.MaxExpansion > input.BytesRead;
    }
}
