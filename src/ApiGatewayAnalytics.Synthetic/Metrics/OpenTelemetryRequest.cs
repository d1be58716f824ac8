using System.Buffers.Binary;
using System.Text;

namespace ApiGatewayAnalytics.Synthetic;

/// <summary>
/// Encodes datapoints as an ExportMetricsServiceRequest of OpenTelemetry behind its length: one resource per account and region, one metric
/// per datapoint. Field numbers are those of opentelemetry-proto.
/// </summary>
internal static class OpenTelemetryRequest
{
    public static byte[] Encode(IReadOnlyCollection<SyntheticDatapoint> points, bool isVersion10)
    {
        var request = new ProtobufMessage();
        foreach (IGrouping<(string Account, string Region), SyntheticDatapoint> resource in points.GroupBy(point => (point.Account, point.Region)))
        {
            var attributes = new ProtobufMessage();
            foreach ((string name, string value) in new[]
            {
                KeyValuePair.Create("cloud.provider", "aws"),
                KeyValuePair.Create("cloud.account.id", resource.Key.Account),
                KeyValuePair.Create("cloud.region", resource.Key.Region),
                KeyValuePair.Create("aws.exporter.arn", $"arn:aws:cloudwatch:{resource.Key.Region}:{resource.Key.Account}:metric-stream/api-metrics"),
            })
            {
                attributes.Add(1, KeyValue(name, value));
            }

            var metrics = new ProtobufMessage();
            foreach (SyntheticDatapoint point in resource)
            {
                metrics.Add(2, Metric(point, isVersion10));
            }

            request.Add(1, new ProtobufMessage().Add(1, attributes).Add(2, metrics));
        }

        return request.ToDelimited();
    }

    private static ProtobufMessage Metric(SyntheticDatapoint point, bool isVersion10)
    {
        string unit = point.Unit switch { "Milliseconds" => "ms", "Bytes" => "By", "Count" => "{Count}", _ => "1" };
        var summary = new ProtobufMessage().Add(1, Datapoint(point, isVersion10));
        return new ProtobufMessage().Add(1, $"amazonaws.com/{point.Namespace}/{point.Metric}").Add(3, unit).Add(11, summary);
    }

    private static ProtobufMessage Datapoint(SyntheticDatapoint point, bool isVersion10)
    {
        var message = new ProtobufMessage();
        if (!isVersion10)
        {
            message.Add(1, Label("Namespace", point.Namespace)).Add(1, Label("MetricName", point.Metric));
            foreach ((string name, string value) in point.Dimensions)
            {
                message.Add(1, Label(name, value));
            }
        }

        long start = point.Time.ToUnixTimeMilliseconds();
        message.AddFixed(2, (ulong)start * 1_000_000).AddFixed(3, (ulong)(start + (long)point.Period.TotalMilliseconds) * 1_000_000);
        message.AddFixed(4, (ulong)point.SampleCount).AddDouble(5, point.Sum);
        message.Add(6, Quantile(0, point.Minimum));
        foreach ((double percent, double value) in point.Percentiles)
        {
            message.Add(6, Quantile(percent / 100, value));
        }

        message.Add(6, Quantile(1, point.Maximum));
        if (isVersion10)
        {
            var dimensions = new ProtobufMessage();
            foreach ((string name, string value) in point.Dimensions)
            {
                dimensions.Add(1, KeyValue(name, value));
            }

            message.Add(7, KeyValue("Namespace", point.Namespace)).Add(7, KeyValue("MetricName", point.Metric));
            message.Add(7, new ProtobufMessage().Add(1, "Dimensions").Add(2, new ProtobufMessage().Add(6, dimensions)));
        }

        return message;
    }

    /// <summary>A StringKeyValue.</summary>
    private static ProtobufMessage Label(string key, string value) => new ProtobufMessage().Add(1, key).Add(2, value);

    /// <summary>A KeyValue of an AnyValue of a string.</summary>
    private static ProtobufMessage KeyValue(string key, string value) =>
        new ProtobufMessage().Add(1, key).Add(2, new ProtobufMessage().Add(1, value));

    /// <summary>Fields with their default value are left out, as proto3 has it.</summary>
    private static ProtobufMessage Quantile(double quantile, double value)
    {
        var message = new ProtobufMessage();
        if (quantile != 0)
        {
            message.AddDouble(1, quantile);
        }

        if (value != 0)
        {
            message.AddDouble(2, value);
        }

        return message;
    }

    private sealed class ProtobufMessage
    {
        private byte[] _bytes = new byte[64];
        private int _count;

        private ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

        public ProtobufMessage Add(int field, ProtobufMessage message)
        {
            AddLength(field, message._count);
            message.Written.CopyTo(Next(message._count));
            return this;
        }

        public ProtobufMessage Add(int field, string text)
        {
            int length = Encoding.UTF8.GetByteCount(text);
            AddLength(field, length);
            Encoding.UTF8.GetBytes(text, Next(length));
            return this;
        }

        public ProtobufMessage AddDouble(int field, double value) => AddFixed(field, BitConverter.DoubleToUInt64Bits(value));

        public ProtobufMessage AddFixed(int field, ulong value)
        {
            AddNumber(((ulong)field << 3) | 1);
            BinaryPrimitives.WriteUInt64LittleEndian(Next(sizeof(ulong)), value);
            return this;
        }

        public byte[] ToDelimited()
        {
            var framed = new ProtobufMessage();
            framed.AddNumber((ulong)_count);
            return [.. framed.Written, .. Written];
        }

        private void AddLength(int field, int length)
        {
            AddNumber(((ulong)field << 3) | 2);
            AddNumber((ulong)length);
        }

        private void AddNumber(ulong number)
        {
            for (; number >= 0x80; number >>= 7)
            {
                Next(1)[0] = (byte)(number | 0x80);
            }

            Next(1)[0] = (byte)number;
        }

        private Span<byte> Next(int length)
        {
            if (_count + length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(_count + length, 2 * _bytes.Length));
            }

            _count += length;
            return _bytes.AsSpan(_count - length, length);
        }
    }
}
