using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.AccessLogs;

/// <content>What becomes of single values, and of fields that are derived from others.</content>
internal sealed partial class RecordRow
{
    private const int ShownOfApiKey = 4;

    private void Add(ValueRole role, int field, int offset, int length, bool escaped)
    {
        switch (role)
        {
            case ValueRole.Text:
                SetText(field, offset, length, escaped);
                break;
            case ValueRole.Number or ValueRole.Status:
                if (length > 0 && _batch.Number(field, _batch.Count) == RecordBatch.AbsentNumber)
                {
                    SetNumber(role, field, Text(Keep(offset, length, escaped)));
                }

                break;
            case ValueRole.Source when !escaped && length > 0:
                Keep(ref Source(field), field, new Kept(offset, length, IsDecoded: false), escaped);
                break;
            case ValueRole.RequestTime when !escaped && length > DecimalText.MostDigits:
                Keep(ref _requestTime, field, new Kept(offset, length, IsDecoded: false), escaped);
                break;
            case ValueRole.RequestTimeEpoch when !escaped && length > 0:
                SetEpoch(_buffer.AsSpan(offset, length));
                break;
            default:
                AddSpecial(role, field, Keep(offset, length, escaped), escaped);
                break;
        }
    }

    private void SetText(int field, int offset, int length, bool escaped)
    {
        if (_batch.IsPresent(field, _batch.Count))
        {
            return;
        }

        if (!escaped)
        {
            _batch.SetText(field, offset, length);
            return;
        }

        Span<byte> room = _batch.ReserveSide(length);
        int decoded = JsonText.Decode(_buffer.AsSpan(offset, length), room);
        if (!(decoded == 1 && room[0] == '-'))
        {
            _batch.CommitSide(field, decoded);
        }
    }

    private void SetNumber(ValueRole role, int field, ReadOnlySpan<byte> text)
    {
        if (!DecimalText.TryParse(text, out long value))
        {
            _errors.Add(field);
        }
        else if (role != ValueRole.Status || IsStatus(value))
        {
            _batch.SetNumber(field, value);
        }
    }

    private void AddSpecial(ValueRole role, int field, Kept value, bool escaped)
    {
        ReadOnlySpan<byte> text = Text(value);
        if (text.IsEmpty || text is [(byte)'-'])
        {
            if (text.IsEmpty && role is ValueRole.RequestTime or ValueRole.Source && _captured![field])
            {
                SetText(field, value.Offset, 0, escaped: false);
            }

            return;
        }

        switch (role)
        {
            case ValueRole.RequestTime:
                // Some templates log the epoch under this name: then it is the epoch.
                if (DecimalText.TryParse(text, out _))
                {
                    SetEpoch(text);
                }
                else
                {
                    Keep(ref _requestTime, field, value, escaped);
                }

                break;
            case ValueRole.RequestTimeEpoch:
                SetEpoch(text);
                break;
            case ValueRole.Source:
                Keep(ref Source(field), field, value, escaped);
                break;
            case ValueRole.ShortenedAddress:
                SetShortened(field, text);
                break;
            case ValueRole.MaskedKey:
                SetMasked(field, text);
                break;
        }
    }

    private void SetEpoch(ReadOnlySpan<byte> text)
    {
        if (_epoch != RecordBatch.AbsentNumber)
        {
            return;
        }

        if (!DecimalText.TryParse(text, out _epoch))
        {
            _epoch = RecordBatch.AbsentNumber;
            _errors.Add(AccessLogColumns.RequestTimeEpoch);
        }
        else if (_captured![AccessLogColumns.RequestTimeEpoch])
        {
            _batch.SetNumber(AccessLogColumns.RequestTimeEpoch, _epoch);
        }
    }

    private ref Kept Source(int field)
    {
        if (field == AccessLogColumns.AccountId)
        {
            return ref _accountId;
        }

        if (field == AccessLogColumns.ApiId)
        {
            return ref _apiId;
        }

        if (field == AccessLogColumns.DomainName)
        {
            return ref _domainName;
        }

        return ref _messageString;
    }

    private void Keep(ref Kept kept, int field, Kept value, bool escaped)
    {
        if (kept.IsSet)
        {
            return;
        }

        kept = value;
        if (!_captured![field])
        {
            return;
        }

        if (escaped)
        {
            _batch.SetTextCopy(field, Text(value));
        }
        else
        {
            _batch.SetText(field, value.Offset, value.Length);
        }
    }

    private void SetShortened(int field, ReadOnlySpan<byte> address)
    {
        if (_batch.IsPresent(field, _batch.Count))
        {
            return;
        }

        int length = AddressNetwork.Write(address, _batch.ReserveSide(AddressNetwork.LongestText));
        if (length > 0)
        {
            _batch.CommitSide(field, length);
        }
        else
        {
            _errors.Add(field);
        }
    }

    /// <summary>Stores the last characters behind a fixed mask; of a short key, which they would give away, the mask alone.</summary>
    private void SetMasked(int field, ReadOnlySpan<byte> key)
    {
        if (_batch.IsPresent(field, _batch.Count))
        {
            return;
        }

        ReadOnlySpan<byte> mask = "****"u8;
        ReadOnlySpan<byte> shown = key.Length >= 4 * ShownOfApiKey ? key[^ShownOfApiKey..] : default;
        Span<byte> room = _batch.ReserveSide(mask.Length + shown.Length);
        mask.CopyTo(room);
        shown.CopyTo(room[mask.Length..]);
        _batch.CommitSide(field, mask.Length + shown.Length);
    }

    private void Derive(RecordOrigin origin)
    {
        FieldSet captured = _captured!;
        if (captured[AccessLogColumns.Account])
        {
            SetDerived(AccessLogColumns.Account, _accountId, origin.Account);
        }

        bool needsId = captured[AccessLogColumns.ApiId] && !_apiId.IsSet;
        if (needsId || captured[AccessLogColumns.Region])
        {
            Kept regionText = default;
            if (_domainName.IsSet && _domains.TryParse(Text(_domainName), out Range id, out Range region))
            {
                regionText = Part(_domainName, region);
                if (needsId && !id.Equals(default))
                {
                    SetDerived(AccessLogColumns.ApiId, Part(_domainName, id), default);
                }
            }

            if (captured[AccessLogColumns.Region])
            {
                SetDerived(AccessLogColumns.Region, regionText, origin.Region);
            }
        }

        if (_messageString.IsSet && captured[AccessLogColumns.ErrorMessage] && !_batch.IsPresent(AccessLogColumns.ErrorMessage, _batch.Count))
        {
            DeriveErrorMessage();
        }
    }

    private void DeriveErrorMessage()
    {
        Kept message = _messageString;
        if (Text(message) is [(byte)'"', .., (byte)'"'])
        {
            message = Part(message, 1..^1);
        }

        ReadOnlySpan<byte> text = Text(message);
        if (!text.IsEmpty && text is not [(byte)'-'])
        {
            SetDerived(AccessLogColumns.ErrorMessage, message, default);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetDerived(int field, Kept value, ReadOnlyMemory<byte> otherwise)
    {
        if (value.IsSet && !value.IsDecoded)
        {
            _batch.SetText(field, value.Offset, value.Length);
        }
        else if (value.IsSet || !otherwise.IsEmpty)
        {
            _batch.SetTextCopy(field, value.IsSet ? Text(value) : otherwise.Span);
        }
    }

    private Kept Keep(int offset, int length, bool escaped)
    {
        if (!escaped)
        {
            return new Kept(offset, length, IsDecoded: false);
        }

        if (_decoded.Length - _decodedLength < length)
        {
            Array.Resize(ref _decoded, Math.Max(_decoded.Length * 2, _decodedLength + length));
        }

        int start = _decodedLength;
        _decodedLength += JsonText.Decode(_buffer.AsSpan(offset, length), _decoded.AsSpan(start));
        return new Kept(start, _decodedLength - start, IsDecoded: true);
    }

    private ReadOnlySpan<byte> Text(Kept value) => (value.IsDecoded ? _decoded : _buffer).AsSpan(value.Offset, value.Length);

    private static Kept Part(Kept whole, Range range)
    {
        (int offset, int length) = range.GetOffsetAndLength(whole.Length);
        return new Kept(whole.Offset + offset, length, whole.IsDecoded);
    }

    /// <summary>A present value of this record: bytes of the buffer, or of the decoded values.</summary>
    private readonly record struct Kept(int Offset, int Length, bool IsDecoded)
    {
        public bool IsSet => Length > 0;
    }
}
