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
    private const string Usage = "questions [--http] [--keys N] [--days N] [--records N a day] [--memory MB] [--rounds N]";
    private const int LiveMinutes = 20;
    private const int Few = 3;

    public static int Run(string[] args)
    {
        int keys = 1_000;
        int days = 7;
        long records = 1_000_000;
        int rounds = 100;
        var options = new AnalyticsOptions();
        bool isOverHttp = args is ["--http", ..];
        for (int i = isOverHttp ? 1 : 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out int value) || value <= 0)
            {
                return Misunderstood(args[i]);
            }

            switch (args[i])
            {
                case "--keys":
                    keys = value;
                    break;
                case "--days":
                    days = value;
                    break;
                case "--records":
                    records = value;
                    break;
                case "--memory":
                    options.MemoryLimit = value * 1_000_000L;
                    break;
                case "--rounds":
                    rounds = value;
                    break;
                default:
                    return Misunderstood(args[i]);
            }
        }

        Console.WriteLine($"machine runtime={RuntimeInformation.FrameworkDescription.Replace(' ', '_')} processors={Environment.ProcessorCount}");
        Console.WriteLine(Invariant($"setting keys={keys} days={days} records_a_day={records} memory_limit_mb={options.MemoryLimit / 1_000_000}"));
        var traffic = new SyntheticTraffic
        {
            Addresses = keys,
            UserAgents = Math.Min(keys, 100_000),
            DistinctPaths = Math.Max(1_000, keys),

            // As many routes as keys, over 36 stages and two methods.
            Resources = Math.Clamp(keys / 72, 1, 80),
            Duration = TimeSpan.FromDays(days),
            Records = days * records,
        };
        var clock = new MovingClock();
        var engine = new AnalyticsEngine(options, clock);
        long started = Stopwatch.GetTimestamp();
        (byte[] live, int liveRecords) = Fill(engine, clock, traffic);
        Console.WriteLine(Invariant(
            $"filled records={engine.Ingestion.Accepted} seconds={Stopwatch.GetElapsedTime(started).TotalSeconds:F1} state_mb={engine.Bytes / 1e6:F1}"));
        clock.Start();
        if (isOverHttp)
        {
            AskOverHttp(engine, clock, days, live, liveRecords, rounds);
        }
        else
        {
            Ask(engine, new PanelQuery { Last = TimeSpan.FromDays(days) }, live, liveRecords, rounds);
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
            foreach (string id in engine.Dashboards.Select(dashboard => dashboard.Id).Append("all"))
            {
                PanelQuery asked = id == "all" ? query : query with { Dashboards = [id] };
                Print("cold", id, Math.Max(Few, rounds / 10), () =>
                {
                    engine.ForgetAnswers();
                    engine.GetAnswer(asked);
                });
                Print("warm", id, rounds, () => engine.GetAnswer(asked));
            }
        }));
        Rate("alone", Feed(engine, live, liveRecords, () => Thread.Sleep(TimeSpan.FromSeconds(5))));
        foreach (string id in engine.Dashboards.SelectMany(dashboard => dashboard.Panels).Select(panel => panel.Id))
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
    private static void AskOverHttp(AnalyticsEngine engine, MovingClock clock, int days, byte[] live, int liveRecords, int rounds)
    {
        using var http = new AskedOverHttp(engine, clock);
        Rate("with_questions", Feed(engine, live, liveRecords, () =>
        {
            foreach (string id in engine.Dashboards.Select(dashboard => dashboard.Id))
            {
                int bytes = 0;
                for (int i = 0; i < Few; i++)
                {
                    bytes = http.Ask(id, days);
                }

                Print("http", id, rounds, () => http.Ask(id, days));
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

    private static int Misunderstood(string argument)
    {
        Console.Error.WriteLine($"'{argument}' is not understood. Usage: {Usage}");
        return 2;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
