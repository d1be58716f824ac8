using System.Buffers;
using System.Text;
using System.Text.Json;
using ApiGatewayAnalytics.AccessLogs;
using ApiGatewayAnalytics.Columns;
using ApiGatewayAnalytics.Diagnosis;
using ApiGatewayAnalytics.Panels;
using ApiGatewayAnalytics.Synthetic;

namespace ApiGatewayAnalytics.Tests.Diagnosis;

public sealed class RecommendedTemplateTests
{
    public static TheoryData<ApiKind, SyntheticLayout> Kinds => new()
    {
        { ApiKind.Rest, SyntheticLayout.Rest },
        { ApiKind.Http, SyntheticLayout.Http },
        { ApiKind.WebSocket, SyntheticLayout.WebSocket },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ALogOfTheTemplateLacksNothing(ApiKind kind, SyntheticLayout layout)
    {
        RecommendedTemplate template = RecommendedTemplate.For(kind);
        var writer = new SyntheticRequestWriter(template.Text);
        var log = new ArrayBufferWriter<byte>();
        foreach (SyntheticRequest request in Diagnoses.Traffic.Requests(layout))
        {
            writer.WriteLine(request, log);
        }

        LogDiagnosis diagnosis = Diagnoses.Of(log.WrittenSpan.ToArray());

        Assert.Equal([kind], diagnosis.Kinds.ToArray());
        Assert.True(diagnosis.IsAllFed);
        Assert.Equal("", diagnosis.MissingVariables());
        Assert.Equal("", diagnosis.FindingKinds());
        Assert.Equal(template.Fields.ToHashSet(), Assert.Single(diagnosis.Layouts).Fields.ToHashSet());
        Assert.Equal(template.Text, Assert.Single(diagnosis.Templates).Text);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheTemplateIsOneThatAwsTakes(ApiKind kind, SyntheticLayout layout)
    {
        // Whatever the log has so far goes in as well, but for the secret.
        LogDiagnosis diagnosis = Diagnoses.Of(SyntheticLog.ToArray(Diagnoses.Traffic, layout));
        string[] refused = kind switch
        {
            ApiKind.Rest => ["routeKey", "dataProcessed", "awsEndpointRequestId2", "connect", "message", "eventType", "identity.apiKey"],
            ApiKind.Http =>
            [
                "waf", "webacl", "authenticate.", "authorize.", "resource", "identity.api", "authorizer.status", "authorizer.latency", "xray",
                "deployment", "connect", "eventType", "error.validation", "tls", "cipher", "identity.vpc",
            ],
            _ =>
            [
                "accountId", "httpMethod", "protocol", "path", "resource", "responseL", "wafResponseCode", "webacl", "domainPrefix",
                "identity.clientCert", "identity.apiKey", "dataProcessed",
            ],
        };
        foreach (RecommendedTemplate template in diagnosis.Templates.Append(RecommendedTemplate.For(kind)))
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(template.Text), 2, 3000);
            Assert.DoesNotContain('\n', template.Text);
            Assert.Contains("\"$context.requestId\"", template.Text, StringComparison.Ordinal);
            Assert.Empty(template.LeftOut);
            using var document = JsonDocument.Parse(template.Text);
            string[] variables = [.. document.RootElement.EnumerateObject().Select(member => member.Value.GetString()!)];
            Assert.All(variables, variable =>
            {
                Assert.StartsWith("$context.", variable, StringComparison.Ordinal);
                Assert.DoesNotContain("messageString", variable, StringComparison.Ordinal);
                Assert.DoesNotContain(refused, prefix => prefix == "identity.apiKey"
                    ? variable == "$context.identity.apiKey"
                    : variable.StartsWith("$context." + prefix, StringComparison.Ordinal));
            });
            Assert.Equal(variables.Length, variables.Distinct().Count());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKeyMeansTheVariableItHolds(ApiKind kind, SyntheticLayout layout)
    {
        Assert.True(Enum.IsDefined(layout));
        // A panel that shows every field there is.
        Field[] all = [.. AccessLogFields.All.Where(field => field.Variable is not null && field != AccessLogFields.IdentityApiKey)];
        PanelDefinition[] panels = [.. all.Chunk(30).Select((fields, index) => new PanelDefinition
        {
            Id = $"own/all-{index}", Title = "All", Chart = Chart.Table, Measure = Measure.Rows(fields),
        })];
        var options = new AccessLogDoctorOptions { Dashboards = [new() { Id = "own", Title = "Own", Panels = [.. panels[..2]] }] };
        RecommendedTemplate template = RecommendedTemplate.For(kind, options);
        Assert.True(template.Fields.Length > 20);
        string log = template.Text;
        foreach ((int index, Field field) in template.Fields.Select((field, index) => (index, field)))
        {
            string value = field == AccessLogFields.RequestTime ? "15/Jan/2026:00:00:14 +0000"
                : field == AccessLogFields.RequestTimeEpoch ? "1768435471035"
                : field.Kind == FieldKind.Text ? $"v{index}" : $"{100 + index}";
            log = log.Replace($"\"{field.Variable}\"", $"\"{value}\"", StringComparison.Ordinal);
        }

        using var reader = new AccessLogReader(Encoding.UTF8.GetBytes(log));
        Assert.True(reader.Read());
        foreach ((int index, Field field) in template.Fields.Select((field, index) => (index, field)))
        {
            if (field == AccessLogFields.RequestTime || field == AccessLogFields.RequestTimeEpoch)
            {
                continue;
            }

            string? value = field.Kind == FieldKind.Text ? reader.Current.GetString(field) : reader.Current.TryGetNumber(field, out long number) ? $"{number}" : null;
            Assert.Equal(field.Kind == FieldKind.Text ? $"v{index}" : $"{100 + index}", value);
        }
    }

    [Fact]
    public void WhatFindsNoRoomIsSaid()
    {
        PanelDefinition[] panels = [.. AccessLogFields.All.Where(field => field.Variable is not null).Chunk(30).Select((fields, index) => new PanelDefinition
        {
            Id = $"own/all-{index}", Title = "All", Chart = Chart.Table, Measure = Measure.Rows(fields),
        })];
        RecommendedTemplate template = RecommendedTemplate.For(
            ApiKind.Rest, new AccessLogDoctorOptions { Dashboards = [new() { Id = "own", Title = "Own", Panels = [.. panels] }] });

        Assert.InRange(template.Text.Length, 2900, RecommendedTemplate.MaxLength);
        Assert.NotEmpty(template.LeftOut.ToArray());
        Assert.Empty(template.LeftOut.Intersect(template.Fields));
    }

    [Fact]
    public void FieldsOfTheHostAreLoggedUnderTheirVariable()
    {
        var tenant = new CustomField("tenant", "tenantId", "$context.authorizer.tenant");
        var plain = new CustomField("plan");
        var panel = new PanelDefinition
        {
            Id = "own/tenants",
            Title = "Tenants",
            Chart = Chart.Bar,
            Where = [Predicate.Present(tenant.Field)],
            By = [tenant.Field, plain.Field],
            Measure = Measure.Count,
        };
        RecommendedTemplate template = RecommendedTemplate.For(ApiKind.Http, new AccessLogDoctorOptions
        {
            Dashboards = [new() { Id = "own", Title = "Own", Panels = [panel] }],
            Reader = new() { CustomFields = [tenant, plain] },
        });

        Assert.Contains("\"tenant\":\"$context.authorizer.tenant\"", template.Text, StringComparison.Ordinal);
        Assert.Equal([plain.Field], template.LeftOut.ToArray());
    }
}
