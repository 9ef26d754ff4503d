using System.CommandLine;

namespace Samples;

/// <summary>How the applications run a command line: each keeps its own exit codes and the errors that it expects.</summary>
internal static class CommandRun
{
    /// <summary>Runs an application until it ends or Ctrl-C asks it to; what is at hand is finished then.</summary>
    /// <param name="run">The application.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> UntilCancelKeyAsync(Func<CancellationToken, Task<int>> run)
    {
        using CancellationTokenSource stop = new();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        return await run(stop.Token);
    }

    /// <summary>Parses the arguments and runs the command that they name; a wrong argument or an expected error is one line.</summary>
    /// <param name="root">The commands.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Gets the answer.</param>
    /// <param name="error">Gets what goes wrong.</param>
    /// <param name="failed">The exit code of a wrong argument or an expected error.</param>
    /// <param name="isExpected">Whether an exception is the user's to mend; any other one keeps its stack.</param>
    /// <param name="stop">Ends the work early.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        this RootCommand root, IReadOnlyList<string> args, TextWriter output, TextWriter error, int failed,
        Func<Exception, bool> isExpected, CancellationToken stop)
    {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync(string.Join(Environment.NewLine, parsed.Errors.Select(e => e.Message)));
            return failed;
        }

        try
        {
            InvocationConfiguration invocation = new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };
            return await parsed.InvokeAsync(invocation, stop);
        }
        catch (Exception exception) when (isExpected(exception))
        {
            await error.WriteLineAsync(exception.Message);
            return failed;
        }
    }
}
