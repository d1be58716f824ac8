using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.CloudTrail;

/// <content>What the values of an event mean, and its row.</content>
internal sealed partial class CloudTrailParser
{
    private const long FutureTolerance = 24 * 60 * 60 * 1000;

    private static readonly long s_earliest = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    /// <summary>The fields whose values stand in the event as they are.</summary>
    private int[] _plain = [];
    private FieldSet? _captured;
    private readonly EventMembers _response = EventSlots.CreateResponse();
    private EventMembers _event = new([]);
    private readonly EventClock _times = new();
    private long _latest = long.MinValue;

    private static ReadOnlySpan<byte> RoleMark => ":assumed-role/"u8;

    /// <summary>Decides what becomes of a complete event.</summary>
    private ParseResult Take(RecordBatch batch, int consumed, RecordOrigin origin)
    {
        if (_values.IsPresent(EventSlots.DigestStartTime))
        {
            return ParseResult.Skipped(consumed, SkipReason.Digest);
        }

        if (_values.Raw(CloudTrailColumns.EventCategory).SequenceEqual("Insight"u8)
            || _values.Raw(CloudTrailColumns.EventType).SequenceEqual("AwsCloudTrailInsight"u8))
        {
            return ParseResult.Skipped(consumed, SkipReason.Insight);
        }

        if (!_values.IsPresent(CloudTrailColumns.EventSource) && !_values.IsPresent(CloudTrailColumns.EventName))
        {
            return ParseResult.Rejected(consumed, RejectReason.NotAnEvent);
        }

        ReadOnlySpan<byte> source = _values.Raw(CloudTrailColumns.EventSource);
        if (!source.SequenceEqual(_exactEventSource) && !_eventSource.Matches(source))
        {
            return ParseResult.Skipped(consumed, SkipReason.OtherEventSource);
        }

        if (!_times.TryRead(_values.Raw(EventSlots.EventTime), out long time))
        {
            return ParseResult.Rejected(consumed, RejectReason.NoTime);
        }

        if (time < s_earliest)
        {
            return ParseResult.Rejected(consumed, RejectReason.BadTime);
        }

        if (time > _latest)
        {
            _latest = clock.GetUtcNow().ToUnixTimeMilliseconds() + FutureTolerance;
            if (time > _latest)
            {
                return ParseResult.Rejected(consumed, RejectReason.FutureTime);
            }
        }

        ReadOnlySpan<byte> id = _values.Raw(CloudTrailColumns.EventId);
        if (eventIds is not null && !id.IsEmpty && !eventIds.TryAdd(id))
        {
            return ParseResult.Duplicate(consumed);
        }

        Fill(batch, origin);
        batch.Commit(time);
        return ParseResult.Accepted(consumed, Repairs.None);
    }

    private void Bind(FieldSet captured)
    {
        _captured = captured;
        _event = EventSlots.CreateEvent(captured);
        _plain =
        [
            .. captured.Members().Where(field => captured.Schema.Fields[field].Variable is not null
                && field != CloudTrailColumns.ErrorMessage && field != CloudTrailColumns.ResponseElements),
        ];
    }

    /// <summary>
    /// Looks into the response, which few events need: those on an API, those that name no other API, and those with a message in it.
    /// </summary>
    private void ReadResponse(RecordBatch batch, bool isOnApi, bool hasApi)
    {
        ReadOnlySpan<byte> response = _values.Raw(EventSlots.Response);
        if (response.IsEmpty || response[0] != '{')
        {
            return;
        }

        bool needsMessage = !_values.IsPresent(CloudTrailColumns.ErrorMessage) && batch.Captured[CloudTrailColumns.ErrorMessage];
        if (isOnApi || !hasApi || (needsMessage && response.IndexOf("essage\""u8) >= 0))
        {
            int start = _values.Offset(EventSlots.Response);
            var cursor = new JsonCursor(batch.Buffer.AsSpan(0, start + response.Length), start + 1);
            Walk(ref cursor, _response);
        }
    }

    private void Fill(RecordBatch batch, RecordOrigin origin)
    {
        batch.BeginRow();
        foreach (int field in _plain)
        {
            if (_values.TryCell(field, out long cell))
            {
                batch.Cells(field)[batch.Count] = cell;
            }
            else if (_values.IsThere(field))
            {
                Put(batch, field, field);
            }
        }

        bool isOnApi = IsOnApi(_values.Raw(CloudTrailColumns.EventName));
        int api = _values.First(EventSlots.RestApiId, _values.First(EventSlots.RequestApiId, EventSlots.BodyApiId));
        ReadResponse(batch, isOnApi, _values.IsPresent(api));
        PutFirst(batch, CloudTrailColumns.ResponseElements, EventSlots.Response);
        PutFirst(batch, CloudTrailColumns.ErrorMessage, CloudTrailColumns.ErrorMessage, EventSlots.ResponseMessage, EventSlots.ResponseCapitalMessage);
        PutFirst(batch, CloudTrailColumns.AccountId, CloudTrailColumns.RecipientAccountId, CloudTrailColumns.UserAccountId);
        PutFirst(batch, CloudTrailColumns.PatchOperations, EventSlots.RequestPatch, EventSlots.BodyPatch);
        PutFirst(batch, CloudTrailColumns.Stage, EventSlots.RequestStage, EventSlots.BodyStage);
        if (!PutFirst(batch, CloudTrailColumns.Account, CloudTrailColumns.RecipientAccountId, CloudTrailColumns.UserAccountId))
        {
            PutCopy(batch, CloudTrailColumns.Account, origin.Account.Span);
        }

        if (!PutFirst(batch, CloudTrailColumns.Region, CloudTrailColumns.AwsRegion))
        {
            PutCopy(batch, CloudTrailColumns.Region, origin.Region.Span);
        }

        PutCopy(batch, CloudTrailColumns.EventStatus, _values.IsPresent(CloudTrailColumns.ErrorCode) ? "Failure"u8 : "Success"u8);
        PutApi(batch, isOnApi, _values.First(api, EventSlots.ResponseApiId));
        PutUser(batch);
    }

    private void PutApi(RecordBatch batch, bool isOnApi, int api)
    {
        if (isOnApi)
        {
            PutFirst(batch, CloudTrailColumns.EventApiName, EventSlots.ResponseName);
        }

        if (!_values.IsPresent(api) && isOnApi)
        {
            api = EventSlots.ResponseId;
        }

        PutFirst(batch, CloudTrailColumns.ApiId, api);
        if (!PutFirst(batch, CloudTrailColumns.Api, api) && isOnApi)
        {
            PutFirst(batch, CloudTrailColumns.Api, EventSlots.ResponseName);
        }
    }

    /// <summary>Whether an operation is on an API itself, so that the name in its response is the API's.</summary>
    private static bool IsOnApi(ReadOnlySpan<byte> operation) => operation.Length switch
    {
        9 => operation.SequenceEqual("CreateApi"u8) || operation.SequenceEqual("ImportApi"u8) || operation.SequenceEqual("UpdateApi"u8),
        10 => operation.SequenceEqual("PutRestApi"u8),
        11 => operation.SequenceEqual("ReimportApi"u8),
        13 => operation.SequenceEqual("CreateRestApi"u8) || operation.SequenceEqual("ImportRestApi"u8) || operation.SequenceEqual("UpdateRestApi"u8),
        _ => false,
    };

    private void PutUser(RecordBatch batch)
    {
        const int None = -1;
        if (!batch.Captured[CloudTrailColumns.User])
        {
            return;
        }

        int slot = _values.IsPresent(CloudTrailColumns.UserName) ? CloudTrailColumns.UserName
            : _values.IsPresent(CloudTrailColumns.Arn) ? CloudTrailColumns.Arn
            : _values.IsPresent(CloudTrailColumns.InvokedBy) ? CloudTrailColumns.InvokedBy
            : None;
        if (slot == None)
        {
            return;
        }

        long cell = CellOf(batch, slot);
        if (slot == CloudTrailColumns.Arn)
        {
            ReadOnlySpan<byte> arn = batch.TextOf(cell);
            int role = arn.IndexOf(RoleMark);
            int from = role >= 0 ? role + RoleMark.Length : arn.LastIndexOfAny((byte)'/', (byte)':') + 1;
            if (from == arn.Length)
            {
                return;
            }

            cell = RecordBatch.CellFrom(cell, from);
        }

        batch.Cells(CloudTrailColumns.User)[batch.Count] = cell;
    }

    /// <summary>Sets a captured field to the first of some values that is present. Whether one is.</summary>
    private bool PutFirst(RecordBatch batch, int field, params ReadOnlySpan<int> slots)
    {
        foreach (int slot in slots)
        {
            if (_values.IsPresent(slot))
            {
                if (batch.Captured[field])
                {
                    Put(batch, field, slot);
                }

                return true;
            }
        }

        return false;
    }

    private static void PutCopy(RecordBatch batch, int field, ReadOnlySpan<byte> text)
    {
        if (batch.Captured[field] && !text.IsEmpty)
        {
            batch.SetTextCopy(field, text);
        }
    }

    private void Put(RecordBatch batch, int field, int slot) => batch.Cells(field)[batch.Count] = CellOf(batch, slot);

    /// <summary>The cell of a value, with its escapes decoded.</summary>
    private long CellOf(RecordBatch batch, int slot)
    {
        if (_values.TryCell(slot, out long cell))
        {
            return cell;
        }

        ReadOnlySpan<byte> raw = _values.Raw(slot);
        Span<byte> decoded = batch.ReserveSide(raw.Length);
        raw.CopyTo(decoded);
        return batch.StoreSide(JsonText.UnescapeInPlace(decoded));
    }
}
