using System.IO.Pipelines;
using ApiGatewayAnalytics.Ingestion;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace ApiGatewayAnalytics.AspNetCore.Firehose;

/// <summary>
/// The HTTP endpoint destination of Amazon Data Firehose, protocol 1.0. A body is read as it arrives, into a delivery that is committed when
/// its last byte is verified and before it is answered; whatever fails before leaves nothing and is sent again. Thread-safe.
/// </summary>
internal sealed partial class FirehoseReceiver(AnalyticsEngine engine, FirehoseReceiverOptions options, TimeProvider clock, ILogger logger)
{
    /// <summary>The largest body, decompressed.</summary>
    public const int LargestBody = 64 << 20;

    private const int PipeBuffer = 64 << 10;

    /// <summary>Seconds after which what is busy is asked again.</summary>
    private const int ShortWait = 1;
    private const int LongWait = 5;

    private readonly AccessKeys _keys = new(options.AccessKeys);
    private readonly FlightGate _gate = new(options.MaxRequestsInFlight, options.MaxBytesInFlight);
    private readonly RequestBook _requests = new(clock);
    private readonly ILogger _logger = logger;

    public async Task ReceiveAsync(HttpContext context)
    {
        string requestId = FirehoseHeaders.RequestIdOf(context.Request);
        FirehoseAnswer answer;
        try
        {
            answer = await AnswerAsync(context).ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException && error is not BadHttpRequestException)
        {
            // Whoever sent it is gone: there is nobody to answer.
            LogAborted(requestId);
            context.Abort();
            return;
        }
        catch (BadHttpRequestException)
        {
            answer = FirehoseAnswer.BadRequest("The body cannot be read.");
        }
        catch (Exception error)
        {
            LogFailed(requestId, error);
            answer = new FirehoseAnswer(StatusCodes.Status500InternalServerError, "The request failed.");
        }

        if (answer.Error is not null)
        {
            LogRefused(requestId, answer.Status, answer.Error);
        }

        await answer.WriteAsync(context, requestId, clock.GetUtcNow()).ConfigureAwait(false);
    }

    private async Task<FirehoseAnswer> AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (request.Headers[FirehoseHeaders.AccessKey] is not [{ Length: > 0 } key] || !_keys.Contain(key))
        {
            return new FirehoseAnswer(StatusCodes.Status401Unauthorized, "The access key is wrong.");
        }

        FirehoseHeaders? headers = FirehoseHeaders.Read(request, out FirehoseAnswer? refusal);
        if (headers is null)
        {
            return refusal!;
        }

        // The server's own limit is smaller, and its 413 would make Firehose drop the batch.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        using FlightGate.Flight? flight = _gate.TryEnter(Math.Min(request.ContentLength ?? 0, LargestBody));
        if (flight is null)
        {
            return FirehoseAnswer.Busy("Too much is being received.", LongWait);
        }

        Guid id = RequestBook.IdOf(headers.RequestId);
        switch (_requests.Claim(id))
        {
            case RequestClaim.InFlight:
                return FirehoseAnswer.Busy("The same request is being received.", ShortWait);
            case RequestClaim.Finished:
                await DrainAsync(request.BodyReader, context.RequestAborted).ConfigureAwait(false);
                return FirehoseAnswer.Success;
        }

        bool isCommitted = false;
        try
        {
            using AnalyticsDelivery delivery = engine.BeginDelivery(headers.Source);
            string? mistake = await ReadAsync(
                request.BodyReader, headers.RequestId, headers.IsGzip, delivery.Ingest, flight, context.RequestAborted).ConfigureAwait(false);
            if (mistake is not null)
            {
                return FirehoseAnswer.BadRequest(mistake);
            }

            isCommitted = delivery.TryCommit();
            return isCommitted ? FirehoseAnswer.Success : FirehoseAnswer.Busy("The same events were received another way.", ShortWait);
        }
        finally
        {
            if (isCommitted)
            {
                _requests.Finish(id);
            }
            else
            {
                _requests.Release(id);
            }
        }
    }

    /// <summary>Reads a body; what is wrong with it, or null where every byte is as it has to be.</summary>
    /// <param name="body">The body.</param>
    /// <param name="requestId">What the header calls the request.</param>
    /// <param name="isGzip">Whether the body is compressed.</param>
    /// <param name="take">Takes the bytes of a record, which are gone afterwards.</param>
    /// <param name="flight">Where what was read is counted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    internal static async Task<string?> ReadAsync(
        PipeReader body, string requestId, bool isGzip, Action<ReadOnlyMemory<byte>> take, FlightGate.Flight flight, CancellationToken cancellationToken)
    {
        using var records = new FirehoseBody(requestId, take);
        if (!isGzip)
        {
            return await ReadAsync(body, records, flight, cancellationToken).ConfigureAwait(false) ?? records.Finish();
        }

        var compressed = new CountingStream(body.AsStream(leaveOpen: true));
        await using var gunzip = new GunzipStream([], compressed, new ExpansionBudget(compressed, IngestionOptions.Default));
        PipeReader decompressed = PipeReader.Create(gunzip, new StreamPipeReaderOptions(bufferSize: PipeBuffer, leaveOpen: true));
        string? mistake = await ReadAsync(decompressed, records, flight, cancellationToken).ConfigureAwait(false);
        await decompressed.CompleteAsync().ConfigureAwait(false);
        return mistake ?? (gunzip.Damage is null ? records.Finish() : "The body is not gzip, or cut.");
    }

    private static async Task<string?> ReadAsync(
        PipeReader body, FirehoseBody records, FlightGate.Flight flight, CancellationToken cancellationToken)
    {
        long done = 0;
        long unfinished = 0;
        while (true)
        {
            // A text that has not come as a whole is looked at anew: so not before there is more than twice as much of it.
            int wanted = (int)Math.Min(2 * unfinished, FirehoseBody.LongestText) + 1;
            ReadResult read = await body.ReadAtLeastAsync(wanted, cancellationToken).ConfigureAwait(false);
            long length = done + read.Buffer.Length;
            flight.Charge(length);
            SequencePosition end = read.Buffer.Start;
            string? mistake = length > LargestBody ? $"The body has more than {LargestBody} bytes." : records.Read(read.Buffer, out end);
            unfinished = read.Buffer.Slice(end).Length;
            done = length - unfinished;
            body.AdvanceTo(end, read.Buffer.End);
            if (mistake is not null || read.IsCompleted)
            {
                return mistake;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Lets the sender finish, so that it gets the answer.</summary>
    private static async Task DrainAsync(PipeReader body, CancellationToken cancellationToken)
    {
        long length = 0;
        bool isCompleted = false;
        while (!isCompleted && length <= LargestBody)
        {
            ReadResult read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            length += read.Buffer.Length;
            isCompleted = read.IsCompleted;
            body.AdvanceTo(read.Buffer.End);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Firehose request {RequestId} was aborted; nothing of it counts.")]
    private partial void LogAborted(string requestId);

    [LoggerMessage(2, LogLevel.Warning, "Firehose request {RequestId} was refused with {Status}: {Reason}")]
    private partial void LogRefused(string requestId, int status, string reason);

    [LoggerMessage(3, LogLevel.Error, "Firehose request {RequestId} failed; nothing of it counts.")]
    private partial void LogFailed(string requestId, Exception error);
}
