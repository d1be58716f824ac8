using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace ApiGatewayAnalytics.Hosting.Files;

/// <summary>
/// Follows the files behind a path, one pass at a time: reads what came since the last one, up to the last whole line, into a delivery that
/// counts as a whole; only then the place in the file moves on, so a file that fails half-way is read again from there and nothing counts
/// twice. A file is known by its first bytes, not by its name: renaming, copying with truncation, and compressing what was read make
/// nothing count twice either. Passes run one after another; <see cref="State"/> may be read by anybody meanwhile.
/// </summary>
internal sealed partial class FileFollower : IDisposable
{
    /// <summary>What counts as a whole of a file that is read line by line; more than a minute of most logs.</summary>
    private const long LargestPiece = 32 << 20;

    private const int Attempts = 3;
    private const int Patience = 12;
    private const int MostOpen = 500;
    private static readonly TimeSpan s_memory = TimeSpan.FromHours(24);

    private readonly AnalyticsEngine _engine;
    private readonly FilePattern _pattern;
    private readonly FollowedFilesOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly List<FollowedFile> _files = [];
    private readonly Dictionary<string, NamedFile> _names = new(StringComparer.Ordinal);
    private volatile FollowState _state;
    private long _pass;
    private DateTimeOffset _now;
    private bool _isTooMany;
    private bool _isCaughtUp;

    /// <param name="engine">What reads.</param>
    /// <param name="path">A file, a folder or a pattern.</param>
    /// <param name="options">How they are followed.</param>
    /// <param name="clock">Tells how long a file has not changed.</param>
    /// <param name="logger">Told of files that cannot be read.</param>
    public FileFollower(AnalyticsEngine engine, string path, FollowedFilesOptions options, TimeProvider clock, ILogger logger)
    {
        _engine = engine;
        Path = path;
        _pattern = new FilePattern(System.IO.Path.GetFullPath(path));
        _options = options;
        _clock = clock;
        _logger = logger;
        _state = new FollowState { CaughtUpAt = clock.GetUtcNow() };
    }

    public string Path { get; }

    public FollowedFilesOptions Options => _options;

    /// <summary>How far it is since the last pass.</summary>
    public FollowState State => _state;

    /// <summary>How long ago everything that could be read was read.</summary>
    public TimeSpan Lag => _clock.GetUtcNow() - _state.CaughtUpAt;

    /// <summary>Looks at all files once and reads what came. Files that cannot be read never make it fail.</summary>
    /// <param name="cancellationToken">Stops between pieces; what was not counted then is read again by the next pass.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Pass(CancellationToken cancellationToken = default)
    {
        _pass++;
        _now = _clock.GetUtcNow();
        _isTooMany = false;
        _isCaughtUp = true;
        foreach (string path in _pattern.Expand((folder, error) => Fail(_unopened, folder, error)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Try(_unopened, path, () => Look(path));
        }

        foreach (FollowedFile file in _files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.Handle is not null)
            {
                Try(_unread, file.Name, () => ReadOn(file, cancellationToken));
            }
        }

        Forget();
        _state = new FollowState
        {
            Files = _files.Count(file => file.SeenInPass == _pass),
            BytesBehind = _files.Sum(file => Math.Max(0, file.Length - file.Offset)),
            CaughtUpAt = _isCaughtUp && _unopened.Count + _unread.Count == 0 ? _now : _state.CaughtUpAt,
            Failing = [.. _unopened.Keys.Union(_unread.Keys).Order(StringComparer.Ordinal)],
            IsTooMany = _isTooMany,
        };
    }

    /// <summary>As <see cref="Pass"/>, on a thread of the pool.</summary>
    public Task PassAsync(CancellationToken cancellationToken = default) => Task.Run(() => Pass(cancellationToken), cancellationToken);

    public void Dispose()
    {
        foreach (FollowedFile file in _files)
        {
            file.Dispose();
        }
    }

    /// <summary>Finds out which file it is that has this name now.</summary>
    private void Look(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            return;
        }

        _names.TryGetValue(path, out NamedFile? named);
        if (named is not null && named.Length == info.Length && named.Written == info.LastWriteTimeUtc)
        {
            named.SeenInPass = _pass;
            named.File?.SeenInPass = _pass;
            return;
        }

        SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        bool isKept = false;
        try
        {
            FileHead head = FileHead.Read(handle);
            FollowedFile? file = head.IsEmpty ? null
                : named?.File is { } before && before.Head.Continues(head) ? before
                : _files.Find(known => known.Head.Begins(head) || head.Begins(known.Head) || (!head.IsGzip && known.ContentHead.Begins(head)));
            if (file is null && !head.IsEmpty)
            {
                if (_files.Count >= _options.MaxFiles)
                {
                    _isTooMany = true;
                    return;
                }

                _files.Add(file = new FollowedFile(path, head, head));
            }

            // A copy that is shorter, and what holds the same uncompressed, says nothing new.
            if (file is not null && file.Head.Continues(head) && RandomAccess.GetLength(handle) >= file.Offset)
            {
                file.Look(handle, head, _now);
                isKept = true;
            }

            file?.SeenInPass = _pass;
            _names[path] = new NamedFile { File = file, Length = info.Length, Written = info.LastWriteTimeUtc, SeenInPass = _pass };
        }
        finally
        {
            if (!isKept)
            {
                handle.Dispose();
            }
        }
    }

    private void ReadOn(FollowedFile file, CancellationToken cancellationToken)
    {
        file.Refresh(_now);
        TimeSpan quiet = _now - file.ChangedAt;
        bool isSettled = quiet >= _options.SettleTime;
        bool isForGood = quiet >= _options.SettleTime * Patience;
        bool isNameless = file.SeenInPass != _pass;
        if (file.Offset >= file.Length)
        {
            if (isForGood && (isNameless || file.IsWhole == true || _files.Count > MostOpen))
            {
                file.Close();
            }

            return;
        }

        // What was cut off and filled anew is another file, which its name leads to.
        if (!file.Head.Continues(FileHead.Read(file.Handle!)))
        {
            file.Close();
            return;
        }

        if (file.IsWhole == true)
        {
            if (isSettled && !IsReadUnderAnotherName(file))
            {
                Read(file, file.Length, isPatient: !isForGood, cancellationToken);
            }

            return;
        }

        while (file.Offset < file.Length)
        {
            long end = Math.Min(file.Offset + LargestPiece, file.Length);
            long lineEnd = FileLines.LastEnd(file.Handle!, file.Offset, end);
            if (lineEnd < 0 && end == file.Length)
            {
                break;
            }

            if (!Read(file, lineEnd < 0 ? end : lineEnd, isPatient: false, cancellationToken))
            {
                return;
            }
        }

        if (file.Offset < file.Length && (isForGood || (isSettled && (isNameless || FileLines.EndsLikeARecord(file.Handle!, file.Length)))))
        {
            Read(file, file.Length, isPatient: !isForGood && !isNameless, cancellationToken);
        }
    }

    /// <summary>Whether a compressed file holds what was read before it was compressed; then it counts as read.</summary>
    private bool IsReadUnderAnotherName(FollowedFile file)
    {
        if (!file.Head.IsGzip || file.Offset > 0)
        {
            return false;
        }

        FileHead content = file.Head.Decompressed(file.Handle!);
        bool isKnown = _files.Exists(other => other != file && other.ContentHead.Begins(content));
        file.ContentHead = content;
        if (isKnown)
        {
            file.Offset = file.Length;
            LogKnown(file.Name);
        }

        return isKnown;
    }

    /// <summary>Reads a part of a file as a whole; false where it has to be tried again.</summary>
    private bool Read(FollowedFile file, long end, bool isPatient, CancellationToken cancellationToken)
    {
        var source = new IngestionSource(file.Name) { Account = _options.Account, Region = _options.Region };
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using AnalyticsDelivery delivery = _engine.BeginDelivery(source);
            delivery.Ingest(new FileRange(file.Handle!, file.Offset, end), cancellationToken);
            if (isPatient && delivery.Ingestion.Rejected.ContainsKey("truncated"))
            {
                return false;
            }

            if (delivery.TryCommit())
            {
                file.Offset = end;
                return true;
            }
        }

        _isCaughtUp = false;
        return false;
    }

    [LoggerMessage(3, LogLevel.Information, "{Path} holds what was read before it was compressed; it is left out.")]
    private partial void LogKnown(string path);

    /// <summary>A name as it was found last.</summary>
    private sealed class NamedFile
    {
        public required FollowedFile? File { get; init; }

        public required long Length { get; init; }

        public required DateTime Written { get; init; }

        public required long SeenInPass { get; set; }
    }
}
