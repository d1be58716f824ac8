using System.Text.Json;

namespace ApiGatewayAnalytics.Ingestion;

/// <summary>
/// One level of nesting in a <see cref="RecordFeed"/>: the part of the shared buffer that is not read yet, where more comes
/// from, and the envelope that is open in it. Reused from payload to payload.
/// </summary>
internal sealed class FeedLevel
{
    /// <summary>The next byte to read, an index into the buffer of the feed.</summary>
    public int Position;

    /// <summary>After the last byte there is.</summary>
    public int End;

    /// <summary>Skips the rest of what was too long.</summary>
    public RecordSkipper Skipper;

    /// <summary>Where in the array of elements the open envelope is.</summary>
    public JsonReaderState JsonState;

    /// <summary>Where more bytes come from; null where all are there.</summary>
    public Stream? Source { get; set; }

    /// <summary>Whether no more bytes come.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Why the bytes stop in the middle, if they do; there may be more behind.</summary>
    public RejectReason? Cut { get; set; }

    /// <summary>How many gunzip stages <see cref="Source"/> has.</summary>
    public int Stages { get; set; }

    /// <summary>What is known of the records of this level.</summary>
    public RecordOrigin Origin { get; } = new();

    /// <summary>Whether a JSON object came last, so that what joins objects is skipped.</summary>
    public bool IsAfterObject { get; set; }

    /// <summary>Up to where the bytes are known not to end the record that is waited for; -1 where nothing is waited for.</summary>
    public int WaitedTo { get; set; }

    public EnvelopeStage Stage { get; set; }

    /// <summary>The bytes of the binary message that is being read, from <see cref="Position"/> on; 0 where none is.</summary>
    public int MessageLength { get; set; }

    /// <summary>The bytes to leave out of a binary message that is too long.</summary>
    public int MessageSkip { get; set; }

    /// <summary>Whether <see cref="JsonState"/> is that of the array's start, where an element can follow without a comma.</summary>
    public bool IsArrayStart { get; set; }

    /// <summary>Whether a comma or the array's end follows behind an element that <see cref="JsonState"/> does not know of.</summary>
    public bool IsCommaDue { get; set; }

    /// <summary>Whether the open envelope only probes the destination.</summary>
    public bool IsControl { get; set; }

    /// <summary>What the open envelope says of the records in it.</summary>
    public RecordOrigin EnvelopeOrigin { get; } = new();

    public void Open(int position, int end, Stream? source)
    {
        Position = position;
        End = end;
        Source = source;
        Skipper = default;
        IsEnded = source is null;
        Cut = null;
        Stages = 0;
        IsAfterObject = false;
        WaitedTo = -1;
        Stage = EnvelopeStage.None;
        MessageLength = MessageSkip = 0;
    }

    public void OpenEnvelope()
    {
        Stage = EnvelopeStage.Members;
        JsonState = new JsonReaderState(EnvelopeElement.JsonOptions);
        IsControl = false;
        IsArrayStart = false;
        IsCommaDue = false;
        EnvelopeOrigin.CopyFrom(Origin);
    }

    public void Close()
    {
        (Source as GunzipStream)?.Dispose();
        Source = null;
    }
}
