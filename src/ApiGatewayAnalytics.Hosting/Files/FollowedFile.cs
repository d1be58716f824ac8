using Microsoft.Win32.SafeHandles;

namespace ApiGatewayAnalytics.Hosting.Files;

/// <summary>
/// A file as far as it was read. It stays open while it is written to, so that what was written before it was renamed or deleted is read to
/// its end. Belongs to the pass.
/// </summary>
/// <param name="name">What it was called when it was found.</param>
/// <param name="head">How it begins.</param>
/// <param name="contentHead">How that begins which it holds, decompressed.</param>
internal sealed class FollowedFile(string name, FileHead head, FileHead contentHead) : IDisposable
{
    public string Name => name;

    public FileHead Head { get; private set; } = head;

    public FileHead ContentHead { get; set; } = contentHead;

    /// <summary>The file; null once it has not changed for long.</summary>
    public SafeFileHandle? Handle { get; private set; }

    /// <summary>Up to where it counts.</summary>
    public long Offset { get; set; }

    /// <summary>How long it was when it was looked at last.</summary>
    public long Length { get; private set; }

    /// <summary>When it was seen to have changed last.</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Whether it is read only when it has settled; null where that is not known yet.</summary>
    public bool? IsWhole { get; private set; }

    /// <summary>The last pass that found it under a name.</summary>
    public long SeenInPass { get; set; }

    /// <summary>Takes the file as it is now.</summary>
    public void Look(SafeFileHandle handle, FileHead current, DateTimeOffset now)
    {
        if (!ReferenceEquals(handle, Handle))
        {
            Handle?.Dispose();
            Handle = handle;
        }

        if (!ReferenceEquals(current, Head))
        {
            Head = current;
            ContentHead = current.IsGzip ? ContentHead : current;
        }

        Refresh(now);
        IsWhole ??= Head.IsWhole(handle);
    }

    /// <summary>Looks how long the open file is.</summary>
    public void Refresh(DateTimeOffset now)
    {
        long length = Handle is null ? Length : RandomAccess.GetLength(Handle);
        if (length != Length || ChangedAt == default)
        {
            Length = length;
            ChangedAt = now;
        }
    }

    public void Close()
    {
        Handle?.Dispose();
        Handle = null;
    }

    public void Dispose() => Close();
}
