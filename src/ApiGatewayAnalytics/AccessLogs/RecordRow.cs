using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// The row that is being filled: takes the values of a record in the order in which they stand there, whatever technique found
/// them, and knows everything that values mean: what is absent, what is a number, when it happened, whose API it is. Of several
/// values for one field the first present one stays. One per parser, reused; no allocation per record. Not thread-safe.
/// </summary>
internal sealed partial class RecordRow(AccessLogParserOptions options, IngestionTally tally)
{
    public const int LeastStatus = 100;
    public const int MostStatus = 599;

    private const long FutureTolerance = 24 * 60 * 60 * 1000;

    private static readonly long s_earliest = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly FieldErrors _errors = new(tally);
    private readonly ExecuteApiDomains _domains = new();
    private readonly ClfClock _clock = new();
    private ValueRole[] _roles = [];
    private FieldSet? _captured;
    private RecordBatch _batch = null!;
    private byte[] _buffer = [];
    private byte[] _decoded = new byte[256];
    private int _decodedLength;
    private long _epoch;
    private int _timeOffset = -1;
    private long _timeThere;
    private Kept _requestTime;
    private Kept _accountId;
    private Kept _apiId;
    private Kept _domainName;
    private Kept _messageString;
    private long _latest = long.MinValue;

    /// <summary>Begins a row. Nothing of it shows in the batch before <see cref="TryCommit"/>.</summary>
    public void Begin(RecordBatch batch)
    {
        if (batch.Captured != _captured)
        {
            Bind(batch.Captured);
        }

        _batch = batch;
        _buffer = batch.Buffer;
        _decodedLength = 0;
        _timeOffset = -1;
        _epoch = RecordBatch.AbsentNumber;
        _requestTime = _accountId = _apiId = _domainName = _messageString = default;
        _errors.Clear();
        batch.BeginRow();
    }

    /// <summary>Takes the value of a field: bytes of the buffer, which may hold JSON escapes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int field, int offset, int length, bool escaped)
    {
        ValueRole role = _roles[field];
        if (role != ValueRole.Skip && !(length == 1 && _buffer[offset] == '-'))
        {
            Add(role, field, offset, length, escaped);
        }
    }

    /// <summary>Whether there is a time in common log format at an offset of the buffer; it need not be read again.</summary>
    public bool IsTime(int offset)
    {
        _timeOffset = offset;
        return _clock.TryParse(_buffer.AsSpan(offset, TimeText.ClfLength), out _timeThere);
    }

    /// <summary>Any other status is a number, only not one of HTTP: it is absent.</summary>
    public static bool IsStatus(long number) => number is >= LeastStatus and <= MostStatus;

    /// <summary>Completes the row from the record's surroundings and commits it.</summary>
    /// <param name="origin">What the surroundings say.</param>
    /// <param name="prefixTime">The time that stood before the record on its line, or -1.</param>
    /// <param name="reason">Why it cannot be committed.</param>
    public bool TryCommit(RecordOrigin origin, long prefixTime, out RejectReason reason)
    {
        long time;
        if (_epoch != RecordBatch.AbsentNumber)
        {
            time = TimeText.FromEpoch(_epoch);
        }
        else if (_requestTime.IsSet && !_requestTime.IsDecoded && _requestTime.Offset == _timeOffset)
        {
            time = _timeThere;
        }
        else if (!_requestTime.IsSet || !_clock.TryParse(Text(_requestTime), out time))
        {
            time = prefixTime >= 0 ? prefixTime : origin.Time;
            if (time < 0)
            {
                reason = RejectReason.NoTime;
                return false;
            }
        }

        if (time < s_earliest)
        {
            reason = RejectReason.BadTime;
            return false;
        }

        if (time > _latest)
        {
            _latest = options.Clock.GetUtcNow().ToUnixTimeMilliseconds() + FutureTolerance;
            if (time > _latest)
            {
                reason = RejectReason.FutureTime;
                return false;
            }
        }

        Derive(origin);
        _errors.Report();
        _batch.Commit(time);
        reason = default;
        return true;
    }

    /// <summary>
    /// What a row does with the values of a field. Who found the first one of a record may store a <see cref="ValueRole.Text"/> as it
    /// stands unless it is <c>-</c> or holds escapes, a <see cref="ValueRole.Number"/> of decimal digits, and a
    /// <see cref="ValueRole.Status"/> within its range. Everything else is for <see cref="Add(int, int, int, bool)"/>.
    /// </summary>
    public ValueRole RoleOf(RecordBatch batch, int field)
    {
        if (batch.Captured != _captured)
        {
            Bind(batch.Captured);
        }

        return _roles[field];
    }

    private void Bind(FieldSet captured)
    {
        _captured = captured;
        _roles = new ValueRole[captured.Schema.Count];
        for (int field = 0; field < _roles.Length; field++)
        {
            if (captured[field])
            {
                _roles[field] = captured.Schema.Fields[field].Kind switch
                {
                    FieldKind.Text => ValueRole.Text,
                    FieldKind.Status => ValueRole.Status,
                    _ => ValueRole.Number,
                };
            }
        }

        _roles[AccessLogColumns.RequestTime] = ValueRole.RequestTime;
        _roles[AccessLogColumns.RequestTimeEpoch] = ValueRole.RequestTimeEpoch;
        MakeSource(AccessLogColumns.AccountId, AccessLogColumns.Account);
        MakeSource(AccessLogColumns.ApiId, AccessLogColumns.ApiId);
        MakeSource(AccessLogColumns.DomainName, AccessLogColumns.ApiId, AccessLogColumns.Region);
        MakeSource(AccessLogColumns.ErrorMessageString, AccessLogColumns.ErrorMessage);
        if (captured[AccessLogColumns.IdentitySourceIp] && options.ShortenAddresses)
        {
            _roles[AccessLogColumns.IdentitySourceIp] = ValueRole.ShortenedAddress;
        }

        if (captured[AccessLogColumns.IdentityApiKey])
        {
            _roles[AccessLogColumns.IdentityApiKey] = options.CaptureApiKey ? ValueRole.MaskedKey : ValueRole.Skip;
        }

        void MakeSource(int field, params ReadOnlySpan<int> derived)
        {
            foreach (int other in derived)
            {
                if (captured[other])
                {
                    _roles[field] = ValueRole.Source;
                }
            }
        }
    }
}
