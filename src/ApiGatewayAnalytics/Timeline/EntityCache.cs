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

    /// <summary>Where the texts of entities stand, by entity; rows of a few segments in turn fill both all the time, so nothing of it is given away.</summary>
    private Texts[] _texts = new Texts[8];
    private byte[] _bytes = new byte[512];
    private int _entityCount;
    private int _used;
    private Segment? _segment;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(RecordBatch batch, ReadOnlySpan<int> rows, Segment segment, int[] entities)
    {
        if (_segment != segment)
        {
            _segment = segment;
            _texts.AsSpan(0, _entityCount).Clear();
            _entityCount = _used = 0;
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
            if (cached == 0 || !AreThose(cached, accounts[row], regions[row], api, stage))
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
        Remember(entity, account, region, api, stage);
        return entity;
    }

    private int NumberOf(EntityPart part, ReadOnlySpan<byte> text) => _segment!.Dictionary(plan.EntityFields[(int)part]).GetOrAdd(text);

    private void Remember(int entity, ReadOnlySpan<byte> account, ReadOnlySpan<byte> region, ReadOnlySpan<byte> api, ReadOnlySpan<byte> stage)
    {
        if (entity >= _texts.Length)
        {
            Array.Resize(ref _texts, Math.Max(entity + 1, _texts.Length * 2));
        }

        _entityCount = Math.Max(_entityCount, entity + 1);
        if (_texts[entity].End > 0)
        {
            return;
        }

        Texts texts = Texts.At(_used, account, region, api, stage);
        if (texts.End > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(texts.End, _bytes.Length * 2));
        }

        account.CopyTo(_bytes.AsSpan(texts.Account));
        region.CopyTo(_bytes.AsSpan(texts.Region));
        api.CopyTo(_bytes.AsSpan(texts.Api));
        stage.CopyTo(_bytes.AsSpan(texts.Stage));
        _texts[entity] = texts;
        _used = texts.End;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool AreThose(int entity, ReadOnlySpan<byte> account, ReadOnlySpan<byte> region, ReadOnlySpan<byte> api, ReadOnlySpan<byte> stage)
    {
        ref readonly Texts texts = ref _texts[entity];
        ReadOnlySpan<byte> all = _bytes;
        return api.SequenceEqual(all[texts.Api..texts.Stage]) && stage.SequenceEqual(all[texts.Stage..texts.End])
            && region.SequenceEqual(all[texts.Region..texts.Api]) && account.SequenceEqual(all[texts.Account..texts.Region]);
    }

    /// <summary>Where the texts of one entity begin, side by side, and where they end.</summary>
    private readonly record struct Texts(int Account, int Region, int Api, int Stage, int End)
    {
        public static Texts At(int start, ReadOnlySpan<byte> account, ReadOnlySpan<byte> region, ReadOnlySpan<byte> api, ReadOnlySpan<byte> stage)
        {
            int regions = start + account.Length;
            int apis = regions + region.Length;
            int stages = apis + api.Length;
            return new Texts(start, regions, apis, stages, stages + stage.Length);
        }
    }
}
