using System.Globalization;
using System.Text;
using ApiGatewayAnalytics.Aggregation;
using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.Enrichment;

/// <summary>
/// Fills the columns of <see cref="AddressColumns"/> for the rows of a batch. An address is looked up when it comes for the first time;
/// what was found is kept for the newest 50,000 or so, and stands in the side buffer of a batch once. 0 bytes are allocated where no
/// address is new. Not thread-safe; one per writer.
/// </summary>
internal sealed class AddressEnricher
{
    private const int MostKnown = 50_000;

    private readonly IGeoLocator? _locator;
    private readonly IThreatList? _threats;
    private readonly int _address;
    private readonly int[] _columns;
    private readonly GeoLocation _location = new();
    private readonly List<Known?> _known = [null];
    private KeyDictionary _addresses = new();
    private int _batch;

    private AddressEnricher(FieldSet captured, IGeoLocator? locator, IThreatList? threats)
    {
        _locator = locator;
        _threats = threats;
        _address = captured.Schema.IndexOf(captured.Schema.Address!.Name);
        _columns =
        [
            .. new[]
            {
                AddressColumns.Country, AddressColumns.Latitude, AddressColumns.Longitude, AddressColumns.ThreatType, AddressColumns.Actor,
                AddressColumns.Confidence, AddressColumns.HighThreat,
            }.Select(column => captured.Schema.IndexOf(column.Name)).Select(number => number >= 0 && captured[number] ? number : -1),
        ];
    }

    /// <summary>One for batches of some fields; null where none of them is about an address.</summary>
    public static AddressEnricher? For(FieldSet captured, IGeoLocator? locator, IThreatList? threats)
    {
        if (captured.Schema.Address is null)
        {
            return null;
        }

        var enricher = new AddressEnricher(captured, locator, threats);
        return enricher._columns.Any(column => column >= 0) ? enricher : null;
    }

    /// <summary>Fills the columns of every row.</summary>
    public void Fill(RecordBatch batch)
    {
        if (_addresses.Count > MostKnown)
        {
            _addresses = new KeyDictionary();
            _known.RemoveRange(1, _known.Count - 1);
        }

        _batch++;
        for (int row = 0; row < batch.Count; row++)
        {
            int id = _addresses.GetOrAdd(batch.Text(_address, row));
            if (id >= _known.Count)
            {
                _known.Add(LookUp(_addresses[id]));
            }

            if (_known[id] is { } known)
            {
                Fill(batch, row, known);
            }
        }
    }

    private void Fill(RecordBatch batch, int row, Known known)
    {
        for (int i = 0; i < _columns.Length; i++)
        {
            if (known.Texts[i] is { } text && _columns[i] >= 0)
            {
                if (known.Batch != _batch)
                {
                    text.CopyTo(batch.ReserveSide(text.Length));
                    known.Cells[i] = batch.StoreSide(text.Length);
                }

                batch.Cells(_columns[i])[row] = known.Cells[i];
            }
        }

        known.Batch = _batch;
    }

    /// <summary>What is known of an address; null where nothing is.</summary>
    private Known? LookUp(ReadOnlySpan<byte> address)
    {
        _location.Clear();
        bool isLocated = _locator?.TryLocate(address, _location) == true && !_location.Country.IsEmpty;
        Threat? threat = _threats?.Find(address);
        return !isLocated && threat is null
            ? null
            : new Known(
            [
                isLocated ? _location.Country.ToArray() : null,
                isLocated ? Degrees(_location.Latitude) : null,
                isLocated ? Degrees(_location.Longitude) : null,
                Text(threat?.Type),
                Text(threat?.Actor),
                Text(threat?.Confidence),
                threat is { IsHigh: true } ? "1"u8.ToArray() : null,
            ]);
    }

    private static byte[]? Degrees(double? degrees) => degrees is { } number ? Text(number.ToString("R", CultureInfo.InvariantCulture)) : null;

    private static byte[]? Text(string? text) => string.IsNullOrEmpty(text) ? null : Encoding.UTF8.GetBytes(text);

    private sealed class Known(byte[]?[] texts)
    {
        public byte[]?[] Texts => texts;

        /// <summary>Where the texts stand in the batch that they were put into last.</summary>
        public long[] Cells { get; } = new long[texts.Length];

        public int Batch { get; set; }
    }
}
