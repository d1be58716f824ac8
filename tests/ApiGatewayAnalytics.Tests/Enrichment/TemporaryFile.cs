using System.Text;

namespace ApiGatewayAnalytics.Tests.Enrichment;

/// <summary>A file that lives as long as a test.</summary>
internal sealed class TemporaryFile : IDisposable
{
    public TemporaryFile(ReadOnlySpan<byte> content) => Write(content);

    public TemporaryFile(string content) : this(Encoding.UTF8.GetBytes(content))
    {
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    /// <summary>Puts another file in its place.</summary>
    public void Write(ReadOnlySpan<byte> content)
    {
        string next = Path + ".next";
        using (FileStream stream = File.Create(next))
            stream.Write(content);
        File.Move(next, Path, overwrite: true);
    }

    public void Dispose() => File.Delete(Path);
}
