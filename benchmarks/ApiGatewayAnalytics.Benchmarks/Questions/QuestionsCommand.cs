using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Benchmarks.Questions;

/// <summary>
/// The verb <c>questions</c>: a live engine is filled with days of traffic, then answers every dashboard over all of them while one thread
/// goes on feeding it, and then each panel by itself. Cold is the first question after everything that was remembered of earlier ones was forgotten. With <c>--http</c> the dashboards are asked over loopback instead, as pages do when they refresh.
/// Prints a line per row, of <c>name=value</c>.
/// </summary>
internal static class QuestionsCommand
{
    private const int LiveMinutes = 20;
    private const int Few = 3;

    public static int Run(string[] args)
    {
        if (!QuestionSettings.TryRead(args, out QuestionSettings settings, out string wrong))
        {
            Console.Error.WriteLine($"'{wrong}' is not understood. Usage: {QuestionSettings.Usage}");
            return 2;
        }

        var options = new AnalyticsOptions { MemoryLimit = settings.MemoryMegabytes * 1_000_000L };
        Console.WriteLine($"machine runtime={RuntimeInformation.FrameworkDescription.Replace(' ', '_')} processors={Environment.ProcessorCount}");
        Console.WriteLine(Invariant($"setting keys={settings.Keys} days={settings.Days} records_a_day={settings.RecordsADay} memory_limit_mb={settings.MemoryMegabytes}"));
        var traffic = new SyntheticTraffic
        {
            Addresses = settings.Keys,
            UserAgents = Math.Min(settings.Keys, 100_000),
            DistinctPaths = Math.Max(1_000, settings.Keys),

            // As many routes as keys, over 36 stages and two methods.
            Resources = Math.Clamp(settings.Keys / 72, 1, 80),
            Duration = TimeSpan.FromDays(settings.Days),
            Records = (long)settings.Days * settings.RecordsADay,
        };
        var clock = new MovingClock();
        var engine = new AnalyticsEngine(options, clock);
        string[] asked = [.. engine.Dashboards.Select(dashboard => dashboard.Id).Where(id => settings.Dashboard is null || id == settings.Dashboard)];
        if (asked.Length == 0)
        {
            Console.Error.WriteLine($"There is no dashboard '{settings.Dashboard}'; there are {string.Join(", ", engine.Dashboards.Select(dashboard => dashboard.Id))}.");
            return 2;
        }

        long started = Stopwatch.GetTimestamp();
        (byte[] live, int liveRecords) = Fill(engine, clock, traffic);
        Console.WriteLine(Invariant(
            $"filled records={engine.Ingestion.Accepted} seconds={Stopwatch.GetElapsedTime(started).TotalSeconds:F1} state_mb={engine.Bytes / 1e6:F1}"));
        clock.Start();
        if (settings.IsOverHttp)
        {
            AskOverHttp(engine, clock, asked, settings, live, liveRecords);
        }
        else
        {
            var query = new PanelQuery { Last = TimeSpan.FromDays(settings.Days), Dashboards = [.. asked] };
            Ask(engine, query, live, liveRecords, settings.Rounds);
        }

        return 0;
    }

    /// <summary>Feeds hour after hour, each when it is over; returns the last minutes, which is what goes on being fed.</summary>
    private static (byte[] Records, int Count) Fill(AnalyticsEngine engine, MovingClock clock, SyntheticTraffic traffic)
    {
        // So that the last minutes stand in an hour that has begun.
        traffic = traffic with { Start = traffic.Start.AddMinutes(LiveMinutes) };
        DateTimeOffset until = traffic.Start.AddMinutes(60 - LiveMinutes);
        var writer = new SyntheticRequestWriter(SyntheticLayout.Rest);
        var part = new ArrayBufferWriter<byte>();
        int count = 0;
        foreach (SyntheticRequest request in traffic.Requests())
        {
            if (request.Time >= until)
            {
                HandOver(until);
                part.ResetWrittenCount();
                count = 0;
                until = until.AddHours(1);
            }

            writer.WriteLine(request, part);
            count++;
        }

        HandOver(traffic.Start + traffic.Duration);
        return (part.WrittenSpan.ToArray(), count);

        void HandOver(DateTimeOffset now)
        {
            clock.Set(now);
            engine.Ingest(part.WrittenMemory, new IngestionSource("past"));
        }
    }

    private static void Ask(AnalyticsEngine engine, PanelQuery query, byte[] live, int liveRecords, int rounds)
    {
        // The first questions compile the code.
        for (int i = 0; i < 5; i++)
        {
            engine.GetAnswer(query);
        }

        Rate("alone", Feed(engine, live, liveRecords, () => Thread.Sleep(TimeSpan.FromSeconds(5))));
        Rate("with_questions", Feed(engine, live, liveRecords, () =>
        {
            foreach (PanelQuery asked in query.Dashboards.Select(dashboard => query with { Dashboards = [dashboard] }).Append(query))
            {
                string id = asked.Dashboards is [var only] ? only : "all";
                Print("cold", id, Math.Max(Few, rounds / 10), () =>
                {
                    engine.ForgetAnswers();
                    engine.GetAnswer(asked);
                });
                Print("warm", id, rounds, () => engine.GetAnswer(asked));
            }
        }));
        Rate("alone", Feed(engine, live, liveRecords, () => Thread.Sleep(TimeSpan.FromSeconds(5))));
        foreach (string id in engine.Dashboards.Where(dashboard => query.Dashboards.Contains(dashboard.Id)).SelectMany(dashboard => dashboard.Panels).Select(panel => panel.Id))
        {
            Print("cold_panel", id, Few, () =>
            {
                engine.ForgetAnswers();
                engine.GetPanel(id, query);
            });
            Print("warm_panel", id, Few, () => engine.GetPanel(id, query));
        }

        AnalyticsAnswer answer = engine.GetAnswer(query);
        PanelData[] panels = [.. answer.Dashboards.SelectMany(dashboard => dashboard.Panels)];
        Console.WriteLine(Invariant(
            $"memory state_mb={engine.Bytes / 1e6:F1} answers_mb={engine.AnswerBytes / 1e6:F1} panels={panels.Length} inexact={panels.Count(panel => !panel.Exact)}"));
    }

    /// <summary>Asks for each dashboard as its page does when it refreshes.</summary>
    private static void AskOverHttp(
        AnalyticsEngine engine, MovingClock clock, string[] dashboards, QuestionSettings settings, byte[] live, int liveRecords)
    {
        using var http = new AskedOverHttp(engine, clock);
        Rate("with_questions", Feed(engine, live, liveRecords, () =>
        {
            foreach (string id in dashboards)
            {
                int bytes = 0;
                for (int i = 0; i < Few; i++)
                {
                    bytes = http.Ask(id, settings.Days);
                }

                Print("http", id, settings.Rounds, () => http.Ask(id, settings.Days));
                Console.WriteLine(Invariant($"http_size {id} bytes={bytes}"));
            }
        }));
    }

    private static Ingestion Feed(AnalyticsEngine engine, byte[] live, int liveRecords, Action meanwhile)
    {
        using var ingestion = new Ingestion(engine, live, liveRecords);
        meanwhile();
        return ingestion;
    }

    private static void Print(string phase, string question, int rounds, Action ask)
    {
        var times = new QuestionTimes(phase, question);
        for (int i = 0; i < rounds; i++)
        {
            times.Measure(ask);
        }

        Console.WriteLine(times);
    }

    private static void Rate(string name, Ingestion ingestion) =>
        Console.WriteLine(Invariant($"ingestion {name} records_a_second={ingestion.PerSecond:F0} cpu_ns_a_record={ingestion.NanosecondsOfCpu:F0}"));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
