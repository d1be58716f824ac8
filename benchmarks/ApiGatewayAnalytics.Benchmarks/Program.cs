using ApiGatewayAnalytics.Benchmarks.Breakdown;
using ApiGatewayAnalytics.Benchmarks.Comparison;
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

if (args is ["work", .. var work])
{
    return WorkCommand.Run(work);
}

if (args is ["naive", .. var naive])
{
    return await NaiveCommand.RunAsync(naive);
}

if (args is ["gunzip", .. var gunzip])
{
    return GunzipCommand.Run(gunzip);
}

BenchmarkSwitcher.FromAssembly(typeof(ThroughputConfig).Assembly).Run(args, new ThroughputConfig());
return 0;
