using Microsoft.Win32.SafeHandles;

namespace ApiGatewayAnalytics.Cli.Running;

/// <summary>
/// Standard output that says when nobody reads any more. The console's own stream swallows that on Unix, so a pipe to <c>head</c> would
/// be written to its very end. A redirection to a file stays with the console's stream, which shares its position with the shell.
/// </summary>
internal sealed class StandardOutput(Stream inner) : Stream
{
    private const int StandardOutputHandle = 1;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static Stream Open()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return new StandardOutput(Console.OpenStandardOutput());
        }

        var pipe = new FileStream(new SafeFileHandle(StandardOutputHandle, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return new StandardOutput(pipe.CanSeek ? Console.OpenStandardOutput() : pipe);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException error) when (IsBrokenPipe(error))
        {
            throw new BrokenPipeException();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>EPIPE, or the codes that Windows has for a pipe without a reader.</summary>
    private static bool IsBrokenPipe(IOException error) =>
        error.HResult is 32 or unchecked((int)0x8007006D) or unchecked((int)0x800700E8);
}
