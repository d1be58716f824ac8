using ApiGatewayAnalytics.Cli.Input;
using Spectre.Console;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>
/// A bar with bytes, rate and time left on standard error, while reading takes long enough for somebody to wonder; it leaves no
/// trace. Bytes are those of the files, before decompression, since only their total is known.
/// </summary>
internal sealed class ProgressDisplay : IDisposable
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _done = new();
    private readonly Task _display;

    private ProgressDisplay(Surroundings surroundings, SourceReader reader, long total) =>
        _display = Task.Run(() => ShowAsync(surroundings, reader, total));

    /// <summary>Starts a display where there is a terminal; else returns null.</summary>
    public static ProgressDisplay? Start(Surroundings surroundings, SourceReader reader, IReadOnlyList<LogSource> sources) =>
        surroundings.ErrorIsTerminal && sources.Count > 0
            ? new ProgressDisplay(surroundings, reader, sources.Any(source => source.Length == 0) ? 0 : sources.Sum(source => source.Length))
            : null;

    public void Dispose()
    {
        _done.Cancel();
        _display.Wait();
        _done.Dispose();
    }

    private async Task ShowAsync(Surroundings surroundings, SourceReader reader, long total)
    {
        try
        {
            await Task.Delay(2 * s_refresh, _done.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(surroundings.Error) });
        await console.Progress().AutoClear(true).HideCompleted(false)
            .Columns(total > 0
                ? [new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn()]
                : [new SpinnerColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new ElapsedTimeColumn()])
            .StartAsync(async context =>
            {
                // A total that is not known is kept just ahead, so that the task never ends by itself.
                ProgressTask task = context.AddTask("reading", maxValue: Math.Max(1, total));
                while (!_done.IsCancellationRequested)
                {
                    long read = reader.BytesRead;
                    task.MaxValue = Math.Max(total, read + 1);
                    task.Value = read;
                    await Task.Delay(s_refresh, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }).ConfigureAwait(false);
    }
}
