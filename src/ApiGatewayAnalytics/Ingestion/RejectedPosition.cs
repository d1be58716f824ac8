namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// Where a rejected record begins, in the decompressed top-level input. A record out of an envelope is at the string of the
/// top-level input that holds it.
/// </summary>
/// <param name="Source">The name of the input, as the host gave it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="ByteOffset">Bytes before it, from 0.</param>
public readonly record struct RejectedPosition(string Source, long Line, long ByteOffset);
