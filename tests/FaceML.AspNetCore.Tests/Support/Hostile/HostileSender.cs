using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FaceML.AspNetCore.Tests.Hostile;

/// <summary>What came back; <see cref="Status"/> is 0 where the connection was closed without an answer.</summary>
internal sealed record HostileAnswer(int Status, string Text);

/// <summary>Sends bytes over a connection of their own.</summary>
internal static class HostileSender
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Sends a request and reads the answer, where it is waited for.</summary>
    /// <returns>The answer; null where it is not waited for.</returns>
    /// <exception cref="TimeoutException">The server neither answered nor closed the connection.</exception>
    public static async Task<HostileAnswer?> SendAsync(Uri server, HostileRequest request, int cut)
    {
        using TcpClient client = new() { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port);
        NetworkStream stream = client.GetStream();
        using CancellationTokenSource time = new(Patience);
        switch (request.Sending)
        {
            case Sending.CutOff:
            case Sending.NotWaitedFor:
                int length = request.Sending == Sending.CutOff ? cut % request.Bytes.Length : request.Bytes.Length;
                await Ignore(stream.WriteAsync(request.Bytes.AsMemory(0, length), time.Token).AsTask());
                client.LingerState = new LingerOption(true, 0);
                return null;
            case Sending.Slow:
                using (CancellationTokenSource answered = CancellationTokenSource.CreateLinkedTokenSource(time.Token))
                {
                    Task<HostileAnswer> answer = ReadAsync(stream, time.Token);
                    Task dribble = DribbleAsync(stream, request.Bytes, answered.Token);
                    HostileAnswer result = await answer;
                    await answered.CancelAsync();
                    await Ignore(dribble);
                    return result;
                }

            default:
                // A server may answer, and close, before it has read all.
                Task write = Ignore(stream.WriteAsync(request.Bytes, time.Token).AsTask());
                HostileAnswer whole = await ReadAsync(stream, time.Token);
                await write;
                return whole;
        }
    }

    private static async Task DribbleAsync(NetworkStream stream, byte[] bytes, CancellationToken stop)
    {
        int half = bytes.Length / 2;
        await stream.WriteAsync(bytes.AsMemory(0, half), stop);
        for (int i = half; i < bytes.Length; i++)
        {
            await Task.Delay(200, stop);
            await stream.WriteAsync(bytes.AsMemory(i, 1), stop);
        }
    }

    private static async Task<HostileAnswer> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        using MemoryStream answer = new();
        byte[] part = new byte[16 << 10];
        try
        {
            for (int read; (read = await stream.ReadAsync(part, stop)) > 0;)
            {
                answer.Write(part, 0, read);
            }
        }
        catch (IOException)
        {
            // Closed by the server before all was sent; what it said before counts.
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No end of the answer within {Patience}.");
        }

        string text = Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
        bool isHttp = text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && text.Length > 12;
        return new(isHttp ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text);
    }

    private static async Task Ignore(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The server had enough.
        }
    }
}
