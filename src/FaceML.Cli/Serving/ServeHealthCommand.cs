using System.Net;

namespace FaceML.Cli;

/// <summary><c>faceml serve health</c>: whether a server is ready, for supervisors of containers and services.</summary>
internal static class ServeHealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Create(ToolTerminal terminal)
    {
        var url = new Option<string>("--url")
        {
            Description = "Where the server listens.",
            DefaultValueFactory = _ => ServeHost.DefaultUrl,
            HelpName = "URL",
        };
        var command = new Command("health", "Ask a server whether it is ready: exit code 0 if so, 1 if not.") { url };
        command.SetAction((parsed, cancellationToken) => AskAsync(terminal, parsed.GetValue(url)!, cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync(ToolTerminal terminal, string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
        {
            throw ServeHost.NoAddress(url);
        }

        using var client = new HttpClient { BaseAddress = address, Timeout = Patience };
        try
        {
            using HttpResponseMessage answer = await client.GetAsync("/healthz/ready", cancellationToken);
            string state = await answer.Content.ReadAsStringAsync(cancellationToken);
            terminal.Output.WriteLine(answer.StatusCode == HttpStatusCode.OK ? "ready" : $"not ready: {(int)answer.StatusCode} {state}");
            return answer.StatusCode == HttpStatusCode.OK ? ExitCode.Success : ExitCode.NoMatch;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            terminal.Output.WriteLine($"not ready: {e.Message}");
            return ExitCode.NoMatch;
        }
    }
}
