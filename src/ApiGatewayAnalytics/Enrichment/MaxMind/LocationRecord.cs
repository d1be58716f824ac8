namespace ApiGatewayAnalytics.Enrichment.MaxMind;

/// <summary>
/// Picks what a <see cref="GeoLocation"/> holds out of one record, a map of maps as in GeoLite2 and GeoIP2 or a flat one. Only the few
/// known maps are entered, so recursion is as deep as they are nested; all other values are skipped.
/// </summary>
internal ref struct LocationRecord(DataCursor cursor, GeoLocation location)
{
    private DataCursor _cursor = cursor;
    private double _latitude = double.NaN;
    private double _longitude = double.NaN;
    private bool _isKnown;

    /// <summary>Reads the record at <paramref name="position"/>; false where it is damaged.</summary>
    public bool TryRead(long position, out bool isKnown)
    {
        isKnown = false;
        if (!_cursor.TryRead(ref position, out DataValue record))
        {
            return false;
        }

        long part = record.Start;
        if (record.Type == DataType.Map && !TryReadMap(ref part, record.Size, RecordPart.Root))
        {
            return false;
        }

        if (!double.IsNaN(_latitude + _longitude))
        {
            location.SetCoordinates(_latitude, _longitude);
            _isKnown = true;
        }

        isKnown = _isKnown;
        return true;
    }

    private bool TryReadMap(ref long position, int pairs, RecordPart map)
    {
        for (int pair = 0; pair < pairs; pair++)
        {
            if (!_cursor.TryRead(ref position, out DataValue key) || key.Type != DataType.Text)
            {
                return false;
            }

            RecordPart part = RecordParts.Find(map, _cursor.Text(key));
            if (!(part == RecordPart.None ? _cursor.TrySkip(ref position) : TryReadPart(ref position, part)))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadPart(ref long position, RecordPart part)
    {
        long start = position;
        if (!_cursor.TryRead(ref position, out DataValue value))
        {
            return false;
        }

        if (value.Type == DataType.Map)
        {
            long inner = value.Start;
            bool isRead = TryReadMap(ref inner, value.Size, part);
            position = value.IsElsewhere ? position : inner;
            return isRead;
        }

        if (value.Type == DataType.Array)
        {
            position = start;
            return _cursor.TrySkip(ref position);
        }

        Take(part, value);
        return true;
    }

    private void Take(RecordPart part, in DataValue value)
    {
        if (value.Type == DataType.Text)
        {
            Take(part, _cursor.Text(value));
            return;
        }

        if (part == RecordPart.AutonomousSystemNumber && value.IsUnsigned)
        {
            TakeNumber(_cursor.Unsigned(value));
        }
        else if (_cursor.TryGetNumber(value, out double number))
        {
            TakeCoordinate(part, number);
        }
    }

    private void Take(RecordPart part, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        switch (part)
        {
            case RecordPart.CountryCode or RecordPart.Country when text.Length == 2:
                location.SetCountry(text);
                _isKnown = true;
                break;
            case RecordPart.Country or RecordPart.CountryName:
                Set(GeoText.CountryName, text);
                break;
            case RecordPart.Continent or RecordPart.ContinentCode:
                Set(GeoText.Continent, text);
                break;
            case RecordPart.City or RecordPart.CityName:
                Set(GeoText.City, text);
                break;
            case RecordPart.AutonomousSystemOrganization:
                Set(GeoText.AutonomousSystemOrganization, text);
                break;
            case RecordPart.Isp:
                Set(GeoText.Isp, text);
                break;
            case RecordPart.Organization:
                Set(GeoText.Organization, text);
                break;
            case RecordPart.AutonomousSystemNumber:
                int prefix = text.StartsWith("AS"u8) ? 2 : 0;
                if (AccessLogs.DecimalText.TryParse(text[prefix..], out long number))
                {
                    TakeNumber((ulong)number);
                }

                break;
            case RecordPart.Latitude or RecordPart.Longitude
                when System.Buffers.Text.Utf8Parser.TryParse(text, out double degrees, out int used) && used == text.Length:
                TakeCoordinate(part, degrees);
                break;
        }
    }

    private void Set(GeoText text, ReadOnlySpan<byte> value)
    {
        location.Set(text, value);
        _isKnown = true;
    }

    private void TakeNumber(ulong number)
    {
        if (number is > 0 and <= uint.MaxValue)
        {
            location.SetAutonomousSystemNumber((long)number);
            _isKnown = true;
        }
    }

    private void TakeCoordinate(RecordPart part, double degrees)
    {
        if (part == RecordPart.Latitude)
        {
            _latitude = degrees;
        }
        else if (part == RecordPart.Longitude)
        {
            _longitude = degrees;
        }
    }
}
