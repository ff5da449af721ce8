using System.Security.Authentication;
using System.Text;

namespace Eseur.Admin.Shared.Mail.Smtp;

/// <summary>Commands one way, replies the other. Whatever goes wrong is an <see cref="IOException"/>: silence and nonsense too.</summary>
internal sealed class SmtpWire(Stream stream, TimeSpan patience) : IAsyncDisposable
{
    private const int LongestLine = 2048;
    private const int MostLines = 100;
    private const int PieceSize = 256 * 1024;

    private readonly byte[] unread = new byte[LongestLine * 2];
    private int start;
    private int end;

    public Stream Stream => stream;

    /// <summary>The server has said more than was read.</summary>
    public bool HasUnread => start < end;

    public Task WriteAsync(string command, CancellationToken cancel) => WriteAsync(Encoding.UTF8.GetBytes(command), cancel);

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(PieceSize, bytes.Length)..])
        {
            var piece = bytes[..Math.Min(PieceSize, bytes.Length)];
            await InTimeAsync(async token =>
            {
                await stream.WriteAsync(piece, token);
                return 0;
            }, cancel);
        }
    }

    public async Task<SmtpReply> ReadAsync(CancellationToken cancel)
    {
        var (code, lines) = await ReadLinesAsync(cancel);
        return SmtpReply.Of(code, lines);
    }

    public Task<(int Code, IReadOnlyList<string> Lines)> ReadLinesAsync(CancellationToken cancel) => InTimeAsync(async token =>
    {
        var lines = new List<string>();
        var code = 0;
        while (lines.Count < MostLines)
        {
            var line = await ReadLineAsync(token);
            var said = Code(line);
            if (said < 0 || (lines.Count > 0 && said != code))
                throw new IOException("The server answered something that is no reply.");
            code = said;
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ')
                return (code, (IReadOnlyList<string>)lines);
        }
        throw new IOException("The server's reply does not end.");
    }, cancel);

    private static int Code(string line) =>
        line.Length >= 3 && line[0] is >= '2' and <= '5' && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2]) && (line.Length == 3 || line[3] is ' ' or '-')
            ? ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0')
            : -1;

    private async ValueTask<string> ReadLineAsync(CancellationToken cancel)
    {
        for (var seen = 0; ;)
        {
            var length = unread.AsSpan(start + seen, end - start - seen).IndexOf((byte)'\n') + seen;
            if (length >= seen)
                return Take(length);
            seen = end - start;
            if (seen > LongestLine)
                throw new IOException("The server's reply has a line without an end.");
            if (start > 0)
            {
                unread.AsSpan(start, seen).CopyTo(unread);
                (start, end) = (0, seen);
            }
            var read = await stream.ReadAsync(unread.AsMemory(end), cancel);
            if (read == 0)
                throw new IOException("The server closed the connection.");
            end += read;
        }
    }

    private string Take(int length)
    {
        var line = Encoding.UTF8.GetString(unread, start, length).TrimEnd('\r');
        start += length + 1;
        return string.Create(line.Length, line, (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
    }

    private async Task<T> InTimeAsync<T>(Func<CancellationToken, Task<T>> act, CancellationToken cancel)
    {
        using var patient = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patient.CancelAfter(patience);
        try
        {
            return await act(patient.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new IOException("The server fell silent.", e);
        }
        catch (AuthenticationException e)
        {
            throw new IOException("The encryption broke.", e);
        }
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
