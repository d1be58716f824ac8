using Microsoft.Extensions.Logging;

namespace ApiGatewayAnalytics.Hosting.Files;

/// <content>What cannot be read, and what is no longer there.</content>
internal sealed partial class FileFollower
{
    /// <summary>What cannot be opened, by name.</summary>
    private readonly Dictionary<string, Failure> _unopened = new(StringComparer.Ordinal);

    /// <summary>What was opened and cannot be read on.</summary>
    private readonly Dictionary<string, Failure> _unread = new(StringComparer.Ordinal);

    private void Try(Dictionary<string, Failure> failures, string path, Action work)
    {
        if (failures.TryGetValue(path, out Failure? failure))
        {
            failure.SeenInPass = _pass;
            if (failure.NextTry > _now)
            {
                return;
            }
        }

        try
        {
            work();
            if (failure is not null && failures.Remove(path))
            {
                LogRecovered(path);
            }
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // It went between being listed and being opened.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fail(failures, path, error);
        }
    }

    private void Fail(Dictionary<string, Failure> failures, string path, Exception error)
    {
        if (!failures.TryGetValue(path, out Failure? failure))
        {
            failures.Add(path, failure = new Failure());
            LogUnreadable(path, error.GetType().Name);
        }

        double factor = Math.Pow(2, Math.Min(failure.Count++, 20));
        failure.NextTry = _now + TimeSpan.FromTicks((long)Math.Min(_options.PollInterval.Ticks * factor, _options.LongestBackOff.Ticks));
        failure.SeenInPass = _pass;
    }

    private void Forget()
    {
        foreach ((string path, NamedFile named) in _names)
        {
            if (named.SeenInPass != _pass && !_unopened.ContainsKey(path))
            {
                _names.Remove(path);
            }
        }

        foreach (Dictionary<string, Failure> failures in (Dictionary<string, Failure>[])[_unopened, _unread])
        {
            foreach ((string path, Failure failure) in failures)
            {
                if (failure.SeenInPass != _pass)
                {
                    failures.Remove(path);
                }
            }
        }

        _files.RemoveAll(file => file.Handle is null && file.SeenInPass != _pass
            && (_now - file.ChangedAt > s_memory || _files.Count >= _options.MaxFiles));
    }

    [LoggerMessage(1, LogLevel.Warning, "{Path} cannot be read ({Error}); it is tried again.")]
    private partial void LogUnreadable(string path, string error);

    [LoggerMessage(2, LogLevel.Information, "{Path} can be read again.")]
    private partial void LogRecovered(string path);

    private sealed class Failure
    {
        public int Count { get; set; }

        public DateTimeOffset NextTry { get; set; }

        public long SeenInPass { get; set; }
    }
}
