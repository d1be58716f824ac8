namespace ApiGatewayAnalytics.CloudWatchMetrics;

/// <summary>
/// What datapoints of one stream begin with (its name, account, region and namespace), learned from one to be compared with the next
/// instead of being read. Not thread-safe.
/// </summary>
internal sealed class MetricStart
{
    private readonly byte[] _text = new byte[256];
    private (int Start, int Length) _account;
    private (int Start, int Length) _region;
    private (int Start, int Length) _namespace;

    /// <summary>The bytes of it; 0 where nothing is known.</summary>
    public int Length { get; private set; }

    /// <summary>The name of its last member; null where nothing is known.</summary>
    public MetricName? Last { get; private set; }

    /// <summary>Whether a datapoint begins so and goes on.</summary>
    public bool IsOf(ReadOnlySpan<byte> text) => Length > 0 && text.Length > Length && text.StartsWith(_text.AsSpan(0, Length));

    /// <summary>Gives a row what the start of its text says, which is this.</summary>
    /// <param name="row">The row.</param>
    /// <param name="text">The datapoint.</param>
    /// <param name="offset">Where that stands in the buffer.</param>
    public void Set(MetricRow row, ReadOnlySpan<byte> text, int offset)
    {
        if (_account.Length > 0)
        {
            row.Batch.SetText(MetricColumns.Account, offset + _account.Start, _account.Length);
        }

        if (_region.Length > 0)
        {
            row.Batch.SetText(MetricColumns.Region, offset + _region.Start, _region.Length);
        }

        if (_namespace.Start > 0)
        {
            row.SetNamespace(text.Slice(_namespace.Start, _namespace.Length));
        }
    }

    public void Forget()
    {
        Length = 0;
        (_account, _region, _namespace) = (default, default, default);
    }

    /// <summary>Takes note of where a member's value stands.</summary>
    public void Remember(MetricName name, int start, int length)
    {
        if (name.Kind == MetricNameKind.Namespace)
        {
            _namespace = (start, length);
        }
        else if (name.Kind == MetricNameKind.Text)
        {
            (name.Field == MetricColumns.Account ? ref _account : ref _region) = (start, length);
        }
    }

    /// <summary>Learns what a datapoint began with, after its members were remembered.</summary>
    public void Learn(ReadOnlySpan<byte> start, MetricName last)
    {
        // One that ends the object is no beginning of another.
        if (start.Length > 1 && start.Length <= _text.Length && start[^1] == ',')
        {
            start.CopyTo(_text);
            (Length, Last) = (start.Length, last);
        }
    }
}
