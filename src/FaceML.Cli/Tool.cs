using System.CommandLine;
using System.CommandLine.Help;

namespace FaceML.Cli;

/// <summary>The tool as a function of its arguments and streams: what <c>Program</c> and the tests call.</summary>
internal static class Tool
{
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var terminal = new ToolTerminal(output, error);
        // Not a RootCommand: that one is named after the assembly, and the help would tell people to type a name that is no command.
        var root = new Command("faceml", "Face recognition in .NET: find faces, compare them, and decide with a stated error rate.")
        {
            new HelpOption(),
            new VersionOption(),
            QuickstartCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            FitCommand.Create(terminal),
            CalibrateCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            CompareCommand.Create(terminal),
            TrainCommand.Create(terminal),
            ClusterCommand.Create(terminal),
            FineTuneCommand.Create(terminal),
            TrainNetworkCommand.Create(terminal),
            DistillCommand.Create(terminal),
            AugmentCommand.Create(terminal),
            ExportCommand.Create(terminal),
            InspectCommand.Create(terminal),
            DetectCommand.Create(terminal),
            EmbedCommand.Create(terminal),
            NetworksCommand.Create(terminal),
        };

        ParseResult parsed = root.Parse(args);
        var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            int code = await parsed.InvokeAsync(invocation, cancellationToken);
            return parsed.Errors.Count > 0 ? ExitCode.Error : code;
        }
        catch (OperationCanceledException)
        {
            terminal.Fail("Stopped. Nothing half-written was left behind.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception)
        {
            terminal.Fail(exception.Message);
            return ExitCode.Error;
        }
    }
}
