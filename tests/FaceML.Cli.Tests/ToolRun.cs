namespace FaceML.Cli.Tests;

/// <summary>One run of the tool: what it printed and what it told the shell.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static Task<ToolRun> InProcess(params string[] args) => Cancelled(CancellationToken.None, args);

    /// <summary>As <see cref="InProcess"/>, with a token that stands for Ctrl-C.</summary>
    public static async Task<ToolRun> Cancelled(CancellationToken cancellation, params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = await Tool.RunAsync(args, output, error, cancellation);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>As a user starts it, in a process of its own.</summary>
    public static async Task<ToolRun> AsProcess(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "FaceML.Cli.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return await Finish(Process.Start(start)!, null);
    }

    /// <summary>Another build of the tool, in a process of its own.</summary>
    public static Task<ToolRun> Program(string assembly, params string[] args) =>
        Finish(Process.Start(new ProcessStartInfo(
            "dotnet", [assembly, .. args])
        { RedirectStandardOutput = true, RedirectStandardError = true })!, null);

    /// <summary>As a user starts it and, once it has computed for so long, stops it with Ctrl-C.</summary>
    public static Task<ToolRun> Interrupted(TimeSpan after, params string[] args) => Finish(Start(args), after);

    /// <summary>Starts the tool in a process of its own, for whoever requires to do something to it.</summary>
    public static Process Start(params string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet",
        [Path.Combine(AppContext.BaseDirectory, "FaceML.Cli.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError =
        true
        })!;

    private static async Task<ToolRun> Finish(Process started, TimeSpan? interruptAfter)
    {
        using Process process = started;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        while (interruptAfter is { } limit && !process.HasExited && process.TotalProcessorTime < limit)
        {
            await Task.Delay(50);
        }

        if (interruptAfter is not null && !process.HasExited)
        {
            using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }
}
