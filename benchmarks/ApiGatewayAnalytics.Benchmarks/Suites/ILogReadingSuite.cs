namespace ApiGatewayAnalytics.Benchmarks.Suites;

/// <summary>Marks suites each of whose operations reads one of <see cref="SampleLogs"/>: that of the parameter Layout, else REST.</summary>
internal interface ILogReadingSuite;
