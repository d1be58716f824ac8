using ApiGatewayAnalytics.Benchmarks.Breakdown;
using ApiGatewayAnalytics.Benchmarks.Comparison;
using ApiGatewayAnalytics.Benchmarks.Questions;
using ApiGatewayAnalytics.Benchmarks.Receiving;
using ApiGatewayAnalytics.Benchmarks.Suites;
using BenchmarkDotNet.Running;

return args switch
{
    ["breakdown", .. var settings] => BreakdownCommand.Run(settings),
    ["read", .. var files] => ReadCommand.Run(files),
    ["gate"] => GateCommand.Run(),
    ["questions", .. var settings] => QuestionsCommand.Run(settings),
    ["work", .. var work] => WorkCommand.Run(work),
    ["naive", .. var files] => await NaiveCommand.RunAsync(files),
    ["firehose", .. var settings] => await FirehoseCommand.RunAsync(settings),
    [FirehoseSender.Verb, var address, var shape] => await FirehoseSender.RunAsync(new Uri(address), shape),
    ["gunzip", .. var files] => GunzipCommand.Run(files),
    _ => RunSuites(args),
};

static int RunSuites(string[] args)
{
    var config = new ThroughputConfig();
    BenchmarkSwitcher.FromAssembly(typeof(ThroughputConfig).Assembly).Run(ForcedVariants.AddTo(config, args), config);
    return 0;
}
