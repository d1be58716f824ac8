using ApiGatewayAnalytics.Benchmarks.Breakdown;
using ApiGatewayAnalytics.Benchmarks.Suites;
using BenchmarkDotNet.Running;

if (args is ["breakdown", .. var rest])
{
    return BreakdownCommand.Run(rest);
}

if (args is ["read", .. var files])
{
    return ReadCommand.Run(files);
}

if (args is ["gate"])
{
    return GateCommand.Run();
}

var config = new ThroughputConfig();
BenchmarkSwitcher.FromAssembly(typeof(ThroughputConfig).Assembly).Run(ForcedVariants.AddTo(config, args), config);
return 0;
