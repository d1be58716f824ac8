using System.Text;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.CloudTrail;
using ApiGatewayAnalytics.CloudWatchMetrics;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Ingestion;

namespace ApiGatewayAnalytics.Diagnosis;

/// <summary>
/// Looks at access logs and says which panels they feed. What a panel needs comes from its definition, what a log provides from
/// the keys of its records. Input never throws. Every record is looked at, which takes several times as long as counting it; memory
/// does not depend on the length of the log. CloudTrail events and datapoints that stand beside the logs are counted as skipped, of
/// another source. May be used from several threads.
/// </summary>
/// <example><code>
/// var doctor = new AccessLogDoctor();
/// using FileStream log = File.OpenRead("access.log.gz");
/// doctor.Read(log);
/// foreach (DiagnosisFinding finding in doctor.Diagnose().Findings)
/// {
///     Console.WriteLine(finding.Message);
/// }
/// </code></example>
public sealed class AccessLogDoctor
{
    private readonly object _lock = new();
    private readonly AccessLogDoctorOptions _options;
    private readonly AccessLogParserOptions _parserOptions;
    private readonly RecordSchema _schema;
    private readonly LayoutObserver _observed;

    /// <summary>What a folder of logs may hold besides, so that it is not taken for broken logs.</summary>
    private readonly TelemetrySource[] _others;

    /// <summary>Makes a doctor who has seen nothing yet.</summary>
    /// <param name="options">What logs are held against. Default: <see cref="AccessLogDoctorOptions.Default"/>.</param>
    /// <param name="timeProvider">The clock that tells what lies in the future. Default: the system's.</param>
    /// <exception cref="ArgumentException">The options name a field that does not exist, or one twice.</exception>
    public AccessLogDoctor(AccessLogDoctorOptions? options = null, TimeProvider? timeProvider = null)
    {
        _options = options ?? AccessLogDoctorOptions.Default;
        _schema = AccessLogSchema.Create(_options.Reader.CustomFields);
        TimeProvider clock = timeProvider ?? TimeProvider.System;
        _parserOptions = _options.Reader.ToParserOptions(clock);
        _others =
        [
            new CloudTrailSource(CloudTrailReaderOptions.Default, CloudTrailSchema.Default, clock, new ApiNameBook([], null)),
            new MetricSource(MetricQueries.None, clock),
        ];
        _observed = new LayoutObserver(_parserOptions, _schema);
    }

    /// <summary>Looks at a stream to its end.</summary>
    /// <param name="source">The stream; it stays the caller's.</param>
    /// <param name="name">What the source is called in positions and counts. Default: empty.</param>
    /// <param name="cancellationToken">Stops reading; what was read so far counts.</param>
    /// <exception cref="OperationCanceledException">Reading was stopped.</exception>
    /// <exception cref="IOException">The stream failed; what was read so far counts.</exception>
    public void Read(Stream source, string name = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        var observer = new LayoutObserver(_parserOptions, _schema);
        var host = new RecordOrigin
        {
            Account = Encoding.UTF8.GetBytes(_options.Reader.Account ?? ""),
            Region = Encoding.UTF8.GetBytes(_options.Reader.Region ?? ""),
        };
        RecordLane[] lanes =
        [
            new RecordLane(observer, []) { Batch = new RecordBatch(FieldSet.All(_schema)) },
            .. _others.Select(other => other.CreateLane(shard: null, observer.Tally)),
        ];
        using var feed = new RecordFeed(source, lanes, observer.Tally, name, _options.Reader.Limits, host);
        try
        {
            while (feed.Fill())
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            lock (_lock)
            {
                _observed.MergeFrom(observer);
            }
        }
    }

    /// <summary>Judges what was read so far.</summary>
    public LogDiagnosis Diagnose()
    {
        lock (_lock)
        {
            return new DiagnosisBuilder(_options, _schema, _observed).Build();
        }
    }
}
