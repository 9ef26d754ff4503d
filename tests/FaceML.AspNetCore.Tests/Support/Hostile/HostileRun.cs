using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace FaceML.AspNetCore.Tests.Hostile;

/// <summary>Sends hostile requests, several at the same time, and keeps what must not have come back.</summary>
internal sealed partial class HostileRun
{
    private readonly ConcurrentDictionary<(string Kind, int Status), int> counts = new();

    /// <summary>How often which kind was answered with which status; −1 where the answer was not waited for.</summary>
    public IReadOnlyDictionary<(string Kind, int Status), int> Counts => counts;

    /// <summary>Answers that a server must not give, in words.</summary>
    public ConcurrentBag<string> Faults { get; } = [];

    /// <summary>How many images were enrolled: changed forms whose image remained one.</summary>
    public int Enrolled => enrolled;

    private int enrolled;

    /// <summary>Sends requests.</summary>
    /// <param name="server">The server.</param>
    /// <param name="requests">What is sent.</param>
    /// <param name="count">How many.</param>
    /// <param name="atOnce">How many at the same time.</param>
    /// <param name="seed">Where uploads are cut off.</param>
    /// <param name="sent">Is told after each how many were sent.</param>
    public async Task SendAsync(Uri server, HostileRequests requests, int count, int atOnce, int seed, Action<int>? sent = null)
    {
        Random random = new(seed);
        int begun = 0, done = 0;
        Lock gate = new();

        async Task SenderAsync()
        {
            while (true)
            {
                HostileRequest request;
                int cut;
                lock (gate)
                {
                    if (begun++ >= count)
                    {
                        return;
                    }

                    (request, cut) = (requests.Next(), random.Next());
                }

                try
                {
                    Judge(request, await HostileSender.SendAsync(server, request, cut));
                }
                catch (Exception e)
                {
                    Faults.Add($"{request.Kind}: {e.Message}");
                }

                sent?.Invoke(Interlocked.Increment(ref done));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(SenderAsync)));
    }

    private void Judge(HostileRequest request, HostileAnswer? answer)
    {
        counts.AddOrUpdate((request.Kind, answer?.Status ?? -1), 1, (_, before) => before + 1);
        if (answer is null)
        {
            return;
        }

        if (answer.Status == (int)HttpStatusCode.Created)
        {
            Interlocked.Increment(ref enrolled);
        }

        bool declared = answer.Status == (int)HttpStatusCode.ServiceUnavailable
            && answer.Text.Contains("\r\nRetry-After:", StringComparison.OrdinalIgnoreCase);
        if ((answer.Status >= 500 && !declared) || Inside().IsMatch(answer.Text))
        {
            Faults.Add($"{request.Kind}: {Shown(request)} was answered with {answer.Text[..Math.Min(1500, answer.Text.Length)]}");
        }
    }

    private static string Shown(HostileRequest request) =>
        System.Text.Encoding.Latin1.GetString(request.Bytes, 0, Math.Min(300, request.Bytes.Length));

    // Names of the code, of its files or of the machine's.
    [GeneratedRegex(@"Exception\b|\bat [A-Z]\w+\.\w+|\.cs:line|root:x:|/home/|/tmp/")]
    private static partial Regex Inside();
}
