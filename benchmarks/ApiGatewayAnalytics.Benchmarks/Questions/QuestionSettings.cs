using System.Globalization;

namespace ApiGatewayAnalytics.Benchmarks.Questions;

/// <summary>What the verb <c>questions</c> is told. Immutable.</summary>
internal sealed record QuestionSettings
{
    public const string Usage = "questions [--http] [--dashboard ID] [--keys N] [--days N] [--records N a day] [--memory MB] [--rounds N]";

    public bool IsOverHttp { get; init; }

    /// <summary>The one dashboard that is asked for; null for all.</summary>
    public string? Dashboard { get; init; }

    public int Keys { get; init; } = 1_000;

    public int Days { get; init; } = 7;

    public int RecordsADay { get; init; } = 1_000_000;

    public int MemoryMegabytes { get; init; } = (int)(new AnalyticsOptions().MemoryLimit / 1_000_000);

    public int Rounds { get; init; } = 100;

    /// <summary>Reads arguments; gives false and what is not understood where they are wrong.</summary>
    public static bool TryRead(ReadOnlySpan<string> arguments, out QuestionSettings settings, out string wrong)
    {
        settings = new QuestionSettings();
        wrong = "";
        for (int i = 0; i < arguments.Length; i++)
        {
            wrong = arguments[i];
            if (wrong == "--http")
            {
                settings = settings with { IsOverHttp = true };
                continue;
            }

            if (++i == arguments.Length)
            {
                return false;
            }

            string text = arguments[i];
            bool isCount = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0;
            QuestionSettings? next = wrong switch
            {
                "--dashboard" => settings with { Dashboard = text },
                "--keys" when isCount => settings with { Keys = count },
                "--days" when isCount => settings with { Days = count },
                "--records" when isCount => settings with { RecordsADay = count },
                "--memory" when isCount => settings with { MemoryMegabytes = count },
                "--rounds" when isCount => settings with { Rounds = count },
                _ => null,
            };
            if (next is null)
            {
                return false;
            }

            settings = next;
        }

        return true;
    }
}
