using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace ApiGatewayAnalytics.AspNetCore.Tests.Readme;

/// <summary>The README's example of a web application.</summary>
internal static class WebExample
{
    public static void Run(string[] args, Action<WebApplication> built)
    {
        #region web
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddApiGatewayAnalytics().AddMonitors().AddFiles("/var/log/api-gateway/*.log");

        WebApplication app = builder.Build();
        app.MapApiGatewayAnalytics("/api-gateway");
        app.MapFirehoseReceiver("/firehose", options => options.AccessKeys.Add(app.Configuration["Firehose:AccessKey"]!));
        #endregion
        built(app);
        #region web
        app.Run();
        #endregion
    }
}
