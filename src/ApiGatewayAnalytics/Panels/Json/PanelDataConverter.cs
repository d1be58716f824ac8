using System.Collections.Immutable;
using System.Text.Json;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Panels;

/// <summary>The data of a panel, by what kind it is: what all panels have, then what only this kind has.</summary>
internal sealed class PanelDataConverter : WriteOnlyConverter<PanelData>
{
    public override void Write(Utf8JsonWriter writer, PanelData value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, value.Id);
        writer.WriteString("title"u8, value.Title);
        writer.WriteString("chart"u8, KebabCase<Chart>.Names[(int)value.Chart]);
        writer.WriteString("unit"u8, value.Unit);
        writer.WriteRange("range"u8, value.Range);
        writer.WriteString("status"u8, KebabCase<PanelStatus>.Names[(int)value.Status]);
        if (value.Reason is { } reason)
        {
            writer.WriteString("reason"u8, reason);
        }

        writer.WriteBoolean("exact"u8, value.Exact);
        if (value.MaxError is { } maxError)
        {
            writer.WriteNumber("maxError"u8, maxError);
        }

        if (value.OtherCount is { } otherCount)
        {
            writer.WriteNumber("otherCount"u8, otherCount);
        }

        if (value.RelativeError is { } relativeError)
        {
            writer.WriteNumber("relativeError"u8, relativeError);
        }

        if (value.Basis is { } basis)
        {
            writer.WriteString("basis"u8, basis);
        }

        switch (value)
        {
            case ValueData single:
                writer.WriteNumberOrNull("value"u8, single.Value);
                writer.WriteNumberOrNull("previous"u8, single.Previous);
                break;
            case RowsData table:
                writer.WritePropertyName("rows"u8);
                WriteRows(writer, table.Rows);
                break;
            case SeriesData trend:
                writer.WritePropertyName("series"u8);
                WriteSeriesSet(writer, trend.Series);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter writer, PanelRows table)
    {
        writer.WriteStartObject();
        writer.WriteTexts("columns"u8, table.Columns.AsSpan());
        writer.WriteStartArray("rows"u8);
        foreach (ImmutableArray<PanelValue> row in table.Rows)
        {
            writer.WriteStartArray();
            foreach (PanelValue cell in row)
            {
                PanelValueConverter.Write(writer, cell);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("otherRow"u8, table.OtherRow);
        if (table.Total is { } total)
        {
            writer.WriteNumber("total"u8, total);
        }

        writer.WriteEndObject();
    }

    private static void WriteSeriesSet(Utf8JsonWriter writer, PanelSeriesSet set)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("interval"u8);
        IsoDurationConverter.Write(writer, set.Interval);
        writer.WriteTexts("columns"u8, set.Columns.AsSpan());
        writer.WriteStartArray("series"u8);
        foreach (PanelSeries series in set.Series)
        {
            WriteSeries(writer, series);
        }

        writer.WriteEndArray();
        if (set.Omitted > 0)
        {
            writer.WriteNumber("omitted"u8, set.Omitted);
        }

        writer.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter writer, PanelSeries series)
    {
        writer.WriteStartObject();
        writer.WriteTexts("key"u8, series.Key.AsSpan());
        writer.WriteString("shift"u8, series.Shift);
        writer.WriteStartArray("points"u8);
        foreach (PanelPoint point in series.Points)
        {
            PanelPointConverter.Write(writer, point);
        }

        writer.WriteEndArray();
        if (series.Other)
        {
            writer.WriteBoolean("other"u8, true);
        }

        writer.WriteEndObject();
    }
}
