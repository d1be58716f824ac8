using ApiGatewayAnalytics.Benchmarks.Breakdown;
using ApiGatewayAnalytics.Benchmarks.Questions;
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

if (args is ["questions", .. var settings])
{
    return QuestionsCommand.Run(settings);
}

BenchmarkSwitcher.FromAssembly(typeof(ThroughputConfig).Assembly).Run(args, new ThroughputConfig());
return 0;
