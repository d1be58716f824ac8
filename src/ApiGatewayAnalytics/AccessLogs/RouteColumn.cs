using ApiGatewayAnalytics.Columns;

namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>Fills <see cref="DerivedAccessLogFields.Route"/>. A route key is not copied.</summary>
internal sealed class RouteColumn : IDerivedColumn
{
    public void Fill(RecordBatch batch)
    {
        long unmatched = batch.KeepText("(unmatched)"u8);
        long[] routes = batch.Cells(AccessLogColumns.Route);
        long[] keys = batch.Cells(AccessLogColumns.RouteKey);
        for (int row = 0; row < batch.Count; row++)
        {
            if (RouteMatch.IsUnmatched(batch, row))
            {
                routes[row] = unmatched;
            }
            else if (RecordBatch.LengthOf(keys[row]) > 0)
            {
                routes[row] = keys[row];
            }
            else if (batch.IsPresent(AccessLogColumns.ResourcePath, row))
            {
                routes[row] = batch.IsPresent(AccessLogColumns.HttpMethod, row)
                    ? Joined(batch, row)
                    : batch.Cells(AccessLogColumns.ResourcePath)[row];
            }
        }
    }

    /// <summary>The method, a blank and the path of the resource: as a route key spells them.</summary>
    private static long Joined(RecordBatch batch, int row)
    {
        int methodLength = RecordBatch.LengthOf(batch.Cells(AccessLogColumns.HttpMethod)[row]);
        int length = methodLength + 1 + RecordBatch.LengthOf(batch.Cells(AccessLogColumns.ResourcePath)[row]);
        Span<byte> room = batch.ReserveSide(length);

        // Looked up behind the reservation, which can move the side buffer that they may stand in.
        batch.Text(AccessLogColumns.HttpMethod, row).CopyTo(room);
        room[methodLength] = (byte)' ';
        batch.Text(AccessLogColumns.ResourcePath, row).CopyTo(room[(methodLength + 1)..]);
        return batch.KeepSide(length);
    }
}
