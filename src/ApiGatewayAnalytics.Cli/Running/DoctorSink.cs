using ApiGatewayAnalytics.Diagnosis;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>Lets the doctor look at sources.</summary>
internal sealed class DoctorSink(AccessLogDoctor doctor) : ILogSink
{
    public void Ingest(Stream source, string? path, CancellationToken cancellationToken) => doctor.Read(source, path ?? "-", cancellationToken);
}
