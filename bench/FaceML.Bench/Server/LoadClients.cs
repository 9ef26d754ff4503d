using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace FaceML.Bench.Server;

/// <summary>What clients got: how often, how fast, and what else than an answer.</summary>
/// <param name="Seconds">How long they asked.</param>
/// <param name="Milliseconds">How long each answered request took, from the shortest to the longest.</param>
/// <param name="Refused">Answers of status 429 or 503 with <c>Retry-After</c>: declared back-pressure.</param>
/// <param name="Failures">Everything else, in words.</param>
internal sealed record LoadResult(double Seconds, double[] Milliseconds, int Refused, IReadOnlyList<string> Failures)
{
    public double PerSecond => Milliseconds.Length / Seconds;

    /// <summary>The duration that a share of the requests stays within.</summary>
    public double Percentile(double share) =>
        Milliseconds.Length == 0 ? double.NaN : Milliseconds[(int)Math.Min(Milliseconds.Length - 1, share * Milliseconds.Length)];
}

/// <summary>Clients of a server that ask without a pause, each with a connection of its own.</summary>
internal sealed class LoadClients : IDisposable
{
    private readonly HttpClient client;
    private readonly Func<int, int, HttpRequestMessage> request;
    private readonly int[] turns;

    /// <param name="address">The server.</param>
    /// <param name="clients">How many clients.</param>
    /// <param name="request">The request of a client's turn; a turn that was refused for now comes again.</param>
    public LoadClients(Uri address, int clients, Func<int, int, HttpRequestMessage> request)
    {
        (this.request, turns) = (request, new int[clients]);
        client = new(new SocketsHttpHandler { MaxConnectionsPerServer = clients })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    public void Dispose() => client.Dispose();

    /// <summary>Asks until the time is up; requests that are under way then are waited for and not counted.</summary>
    public async Task<LoadResult> AskAsync(TimeSpan time)
    {
        ConcurrentBag<double> durations = [];
        ConcurrentBag<string> failures = [];
        int refused = 0;
        long start = Stopwatch.GetTimestamp();

        async Task ClientAsync(int number)
        {
            while (Stopwatch.GetElapsedTime(start) < time)
            {
                long asked = Stopwatch.GetTimestamp();
                using HttpRequestMessage message = request(number, turns[number]);
                try
                {
                    using HttpResponseMessage response = await client.SendAsync(message);
                    byte[] answer = await response.Content.ReadAsByteArrayAsync();
                    if (IsBackPressure(response))
                    {
                        Interlocked.Increment(ref refused);
                        await Task.Delay(response.Headers.RetryAfter!.Delta!.Value);
                        continue;
                    }

                    if (!response.IsSuccessStatusCode)
                    {
                        failures.Add(
                            $"{message.Method} {message.RequestUri}: {(int)response.StatusCode} {Encoding.UTF8.GetString(answer)}");
                    }
                    else if (Stopwatch.GetElapsedTime(start) < time)
                    {
                        durations.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                    }
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    failures.Add($"{message.Method} {message.RequestUri}: {e}");
                }

                turns[number]++;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, turns.Length).Select(ClientAsync));
        return new(time.TotalSeconds, [.. durations.Order()], refused, [.. failures]);
    }

    private static bool IsBackPressure(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
        && response.Headers.RetryAfter?.Delta is not null;
}
