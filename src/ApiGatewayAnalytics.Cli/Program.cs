using ApiGatewayAnalytics.Cli.Commands;
using ApiGatewayAnalytics.Cli.Running;

using var interrupts = new Interrupts();
return Apigw.Run(args, Terminal.Surroundings(), interrupts.Token);
