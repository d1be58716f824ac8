using System.Collections.Immutable;
using System.Text.Json;
using ApiGatewayAnalytics.Columns;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ApiGatewayAnalytics.AspNetCore;

/// <content>From a question to the bytes of its answer.</content>
internal sealed partial class AnalyticsApi
{
    private Task QuestionAsync(
        HttpContext context, ImmutableArray<Field> filterable, Action<Question, Utf8JsonWriter> answer, params ReadOnlySpan<string> parameters) =>
        QuestionAsync(context, new QuestionReader(context.Request.Query, _defaults), filterable, hasShape: true, answer, "", parameters);

    private Task QuestionAsync(
        HttpContext context,
        QuestionReader reader,
        ImmutableArray<Field> filterable,
        bool hasShape,
        Action<Question, Utf8JsonWriter> answer,
        string state,
        params ReadOnlySpan<string> parameters)
    {
        // The revision first: what is read meanwhile makes the answer newer than its tag says, never older.
        long revision = _engine.Revision;
        Question question = reader.Knows(range: true, hasShape, parameters).Read(filterable);
        return IsSound(context, reader, out Task refusal)
            ? AnswerInTurnAsync(context, _tag.Of(context.Request, revision, question.Query, state), writer => answer(question, writer))
            : refusal;
    }

    private static bool IsSound(HttpContext context, QuestionReader reader, out Task refusal)
    {
        refusal = reader.Mistake is { } mistake
            ? Problem.WriteAsync(context, StatusCodes.Status400BadRequest, $"The parameter '{mistake.Parameter}' is wrong. {mistake.Detail}", mistake.Parameter)
            : Task.CompletedTask;
        return reader.Mistake is null;
    }

    private async Task AnswerInTurnAsync(HttpContext context, EntityTagHeaderValue tag, Action<Utf8JsonWriter> answer)
    {
        if (IsKnown(context, tag))
        {
            return;
        }

        if (!await _gate.EnterAsync(context.RequestAborted).ConfigureAwait(false))
        {
            await Problem.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, "Too many questions are being answered; ask again in a moment.", retryAfterSeconds: 1).ConfigureAwait(false);
            return;
        }

        try
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            Write(context, tag, answer);
        }
        finally
        {
            _gate.Leave();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task SendAsync(HttpContext context, EntityTagHeaderValue tag, Action<Utf8JsonWriter> answer)
    {
        if (!IsKnown(context, tag))
        {
            Write(context, tag, answer);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Answers a client that has the answer already.</summary>
    private static bool IsKnown(HttpContext context, EntityTagHeaderValue tag)
    {
        if (!AnswerTag.Matches(context.Request, tag))
        {
            return false;
        }

        SetHeaders(context.Response, tag);
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        return true;
    }

    private static void Write(HttpContext context, EntityTagHeaderValue tag, Action<Utf8JsonWriter> answer)
    {
        SetHeaders(context.Response, tag);
        context.Response.ContentType = "application/json";
        using var body = new AnswerBody(context.Response, ContentCodings.Accepted(context.Request));
        using (var writer = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true }))
        {
            answer(writer);
        }

        body.Complete();
    }

    private static void SetHeaders(HttpResponse response, EntityTagHeaderValue tag)
    {
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "private, no-cache";
    }
}
