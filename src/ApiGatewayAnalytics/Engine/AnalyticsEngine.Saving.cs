using System.IO.Compression;
using System.Security.Cryptography;
using ApiGatewayAnalytics.Ingestion;
using ApiGatewayAnalytics.Monitoring;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics;

/// <content>Saving and loading: states, counts, what was read before, and alerts.</content>
public sealed partial class AnalyticsEngine
{
    private const int Version = 2;

    /// <summary>Tells alerts, which only engines with monitors write, from the end.</summary>
    private const byte AlertsFollow = 1;

    private static ReadOnlySpan<byte> Signature => "APIGWSTATE"u8;

    /// <summary>Saves everything that was read so far to a file, which is replaced only when all is written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops writing; the old file stays.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            await using (FileStream file = File.Create(temporary))
            {
                await SaveAsync(file, cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Saves everything that was read so far.</summary>
    /// <param name="target">Where to write; it stays the caller's.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public async Task SaveAsync(Stream target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var content = new MemoryStream();
        using (var compressed = new BrotliStream(content, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(new BufferedStream(compressed, 1 << 16)))
        {
            // All under one lock, so that a delivery is in it as a whole or not at all.
            lock (_lock)
            {
                _tally.WriteTo(writer);
                foreach (AnalyticsStore store in _stores.All)
                {
                    store.WriteTo(writer);
                }

                foreach (TelemetrySource source in _sources.All)
                {
                    source.WriteTo(writer);
                }

                _eventIds.WriteTo(writer);
                _files.WriteTo(writer);
                _stores.Metrics?.WriteTo(writer);
            }

            if (!Monitors.Definitions.IsEmpty && _mode == EngineMode.Live)
            {
                writer.Write(AlertsFollow);
                Monitors.WriteTo(writer);
            }
        }

        ReadOnlyMemory<byte> bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        byte[] header = [.. Signature, Version];
        await target.WriteAsync(header, cancellationToken).ConfigureAwait(false);
        await target.WriteAsync(SHA256.HashData(bytes.Span), cancellationToken).ConfigureAwait(false);
        await target.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Merges what <see cref="SaveAsync(string, CancellationToken)"/> wrote into this engine.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops reading; then nothing was merged.</param>
    /// <exception cref="InvalidDataException">It is not what this version writes, is damaged, or belongs to other panels.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task LoadAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        await using FileStream file = File.OpenRead(path);
        await LoadAsync(file, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Merges what <see cref="SaveAsync(Stream, CancellationToken)"/> wrote into this engine.</summary>
    /// <param name="source">Where to read, to its end; it stays the caller's.</param>
    /// <param name="cancellationToken">Stops reading; then nothing was merged.</param>
    /// <exception cref="InvalidDataException">It is not what this version writes, is damaged, or belongs to other panels.</exception>
    public async Task LoadAsync(Stream source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var content = new MemoryStream();
        await source.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        Load(content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    private void Load(ReadOnlySpan<byte> bytes)
    {
        int start = Signature.Length + 1 + SHA256.HashSizeInBytes;
        if (bytes.Length < start || !bytes.StartsWith(Signature))
        {
            throw new InvalidDataException("This is not a saved state.");
        }

        if (bytes[Signature.Length] != Version)
        {
            throw new InvalidDataException($"Version {bytes[Signature.Length]} of saved states is unknown; this library reads {Version}.");
        }

        if (!SHA256.HashData(bytes[start..]).AsSpan().SequenceEqual(bytes[(Signature.Length + 1)..start]))
        {
            throw new InvalidDataException("The saved state is damaged.");
        }

        try
        {
            using var compressed = new BrotliStream(new MemoryStream(bytes[start..].ToArray()), CompressionMode.Decompress);
            using var reader = new BinaryReader(new BufferedStream(compressed, 1 << 16));
            var tally = new IngestionTally(_sources.Fields);
            tally.ReadFrom(reader);
            Segment[][] segments = [.. _stores.All.Select(store => store.Read(reader))];
            Action[] remember = [.. _sources.All.Select(source => source.Read(reader))];
            var eventIds = new EventIdFilter();
            var files = new SourceFilter();
            eventIds.ReadFrom(reader);
            files.ReadFrom(reader);
            MetricStore? metrics = _stores.Metrics is { } kept ? MetricStore.ReadFrom(reader, [.. kept.Percentages]) : null;
            MonitorBook? alerts = Monitors.Definitions.IsEmpty || reader.BaseStream.ReadByte() != AlertsFollow ? null : Monitors.Read(reader);

            // Only now, when nothing of it can be refused any more.
            foreach (Action one in remember)
            {
                one();
            }

            _eventIds.MergeFrom(eventIds);
            _files.MergeFrom(files);
            lock (_lock)
            {
                _tally.MergeFrom(tally);
                _revision++;
                if (metrics is not null)
                {
                    _tally.CountSkipped(SkipReason.LateDatapoint, _stores.Merge(metrics));
                }

                for (int i = 0; i < segments.Length; i++)
                {
                    _stores.All[i].Merge(segments[i]);
                }
            }

            if (alerts is not null)
            {
                Monitors.Merge(alerts);
            }
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The saved state ends early.", e);
        }
        catch (Exception e) when (e is FormatException or IOException or InvalidOperationException or ArgumentException or OverflowException)
        {
            // Whoever makes up a state makes up its checksum, too.
            throw new InvalidDataException("The saved state is damaged.", e);
        }
    }
}
