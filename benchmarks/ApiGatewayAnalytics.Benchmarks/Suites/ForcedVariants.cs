using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>
/// The option <c>--variants</c>: each benchmark once as the machine has it, and once for each set of instructions that it may be
/// denied, so that one table shows all of them. <c>--job</c> then says how long each of these jobs is.
/// </summary>
internal static class ForcedVariants
{
    private const string Option = "--variants";
    private const string JobOption = "--job";

    private static readonly (string Name, string? Variable)[] s_variants =
    [
        ("as it is", null),
        ("no AVX-512", "DOTNET_EnableAVX512"),
        ("no AVX2", "DOTNET_EnableAVX2"),
        ("no vectors", "DOTNET_EnableHWIntrinsic"),
    ];

    /// <summary>Adds the jobs if they are asked for, and gives the arguments that are left.</summary>
    /// <exception cref="ArgumentException">There is no such job.</exception>
    public static string[] AddTo(ManualConfig config, string[] args)
    {
        if (!args.Contains(Option))
        {
            return args;
        }

        List<string> left = [.. args];
        left.Remove(Option);
        Job length = Job.Default;
        int at = left.IndexOf(JobOption);
        if (at >= 0 && at + 1 < left.Count)
        {
            length = JobOf(left[at + 1]);
            left.RemoveRange(at, 2);
        }

        foreach ((string name, string? variable) in s_variants)
        {
            Job job = variable is null ? length : length.WithEnvironmentVariable(variable, "0");
            config.AddJob(job.WithId(name));
        }

        return [.. left];
    }

    private static Job JobOf(string name) => name.ToUpperInvariant() switch
    {
        "DEFAULT" => Job.Default,
        "DRY" => Job.Dry,
        "SHORT" => Job.ShortRun,
        "MEDIUM" => Job.MediumRun,
        "LONG" => Job.LongRun,
        _ => throw new ArgumentException($"'{name}' is none of the jobs default, dry, short, medium and long.", nameof(name)),
    };
}
