using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Planning;

namespace ApiGatewayAnalytics.Timeline;

/// <summary>
/// Finds the entity of each row: whose API it is. A service has few, so a small cache in front of the dictionaries answers most rows
/// by comparing bytes with a copy of the entity's texts. Not thread-safe.
/// </summary>
internal sealed class EntityCache(AggregationPlan plan)
{
    private const int SizeBits = 10;

    private readonly int[] _cached = new int[1 << SizeBits];
    private readonly List<Texts?> _texts = [];
    private Segment? _segment;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(RecordBatch batch, ReadOnlySpan<int> rows, Segment segment, int[] entities)
    {
        if (_segment != segment)
        {
            _segment = segment;
            _texts.Clear();
            Array.Clear(_cached);
        }

        TextColumn accounts = batch.Texts(plan.EntityFields[(int)EntityPart.Account]);
        TextColumn regions = batch.Texts(plan.EntityFields[(int)EntityPart.Region]);
        TextColumn apis = batch.Texts(plan.EntityFields[(int)EntityPart.ApiId]);
        TextColumn stages = batch.Texts(plan.EntityFields[(int)EntityPart.Stage]);
        foreach (int row in rows)
        {
            ReadOnlySpan<byte> api = apis[row];
            ReadOnlySpan<byte> stage = stages[row];
            ref int cached = ref _cached[Bucket(api, stage)];
            if (cached == 0 || !_texts[cached]!.AreThose(accounts[row], regions[row], api, stage))
            {
                cached = Find(accounts[row], regions[row], api, stage);
            }

            entities[row] = cached;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bucket(ReadOnlySpan<byte> api, ReadOnlySpan<byte> stage)
    {
        ulong hash = api.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(api) : (ulong)api.Length;
        if (!stage.IsEmpty)
        {
            hash ^= (((ulong)stage[0] << 16) | ((ulong)stage[^1] << 8) | (uint)stage.Length) << 40;
        }

        return (int)((hash * 0x9E37_79B9_7F4A_7C15) >> (64 - SizeBits));
    }

    private int Find(ReadOnlySpan<byte> account, ReadOnlySpan<byte> region, ReadOnlySpan<byte> api, ReadOnlySpan<byte> stage)
    {
        Span<int> parts = stackalloc int[4];
        parts[(int)EntityPart.Account] = NumberOf(EntityPart.Account, account);
        parts[(int)EntityPart.Region] = NumberOf(EntityPart.Region, region);
        parts[(int)EntityPart.ApiId] = NumberOf(EntityPart.ApiId, api);
        parts[(int)EntityPart.Stage] = NumberOf(EntityPart.Stage, stage);
        int entity = _segment!.Entities.GetOrAdd(parts);
        while (_texts.Count <= entity)
        {
            _texts.Add(null);
        }

        _texts[entity] ??= new Texts(account, region, api, stage);
        return entity;
    }

    private int NumberOf(EntityPart part, ReadOnlySpan<byte> text) => _segment!.Dictionary(plan.EntityFields[(int)part]).GetOrAdd(text);

    /// <summary>The texts of one entity, side by side as they stand in records.</summary>
    private sealed class Texts(ReadOnlySpan<byte> account, ReadOnlySpan<byte> region, ReadOnlySpan<byte> api, ReadOnlySpan<byte> stage)
    {
        private readonly byte[] _all = [.. account, .. region, .. api, .. stage];
        private readonly int _region = account.Length;
        private readonly int _api = account.Length + region.Length;
        private readonly int _stage = account.Length + region.Length + api.Length;

        public bool AreThose(ReadOnlySpan<byte> account, ReadOnlySpan<byte> region, ReadOnlySpan<byte> api, ReadOnlySpan<byte> stage)
        {
            ReadOnlySpan<byte> all = _all;
            return api.SequenceEqual(all[_api.._stage]) && stage.SequenceEqual(all[_stage..]) && region.SequenceEqual(all[_region.._api])
                && account.SequenceEqual(all[.._region]);
        }
    }
}
