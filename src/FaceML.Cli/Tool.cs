using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace FaceML.Cli;

/// <summary>The tool as a function of its arguments and streams: what <c>Program</c> and the tests call.</summary>
internal static class Tool
{
    /// <summary>All commands.</summary>
    private const string Purpose = "Face recognition in .NET: find faces, compare them, and decide with a stated error rate.";

    private static readonly (string Name, Func<ToolTerminal, Command> Create)[] Commands =
    [
        ("quickstart", QuickstartCommand.Create),
        ("verify", VerifyCommand.Create),
        ("fit", FitCommand.Create),
        ("calibrate", CalibrateCommand.Create),
        ("evaluate", EvaluateCommand.Create),
        ("compare", CompareCommand.Create),
        ("train", TrainCommand.Create),
        ("cluster", ClusterCommand.Create),
        ("finetune", FineTuneCommand.Create),
        ("train-network", TrainNetworkCommand.Create),
        ("distill", DistillCommand.Create),
        ("augment", AugmentCommand.Create),
        ("export", ExportCommand.Create),
        ("inspect", InspectCommand.Create),
        ("new", NewCommand.Create),
        ("detect", DetectCommand.Create),
        ("liveness", LivenessCommand.Create),
        ("embed", EmbedCommand.Create),
        ("gallery", GalleryCommand.Create),
        ("serve", ServeCommand.Create),
        ("keys", KeysCommand.Create),
        ("networks", NetworksCommand.Create),
    ];

    /// <summary>The tool's command line.</summary>
    /// <param name="terminal">Where commands write.</param>
    /// <param name="only">The one command to make, where the arguments name it: making the options of all took a tenth of a start. Null, or
    /// a name that is no command's, for all.</param>
    public static Command CreateRoot(ToolTerminal terminal, string? only = null)
    {
        // Not a RootCommand: that one is named after the assembly, and the help would tell people to type a name that is no command.
        Command root = new("faceml", $"{Purpose}\n\n{ExitCode.Description}") { new HelpOption(), new VersionOption() };
        bool known = Array.Exists(Commands, command => command.Name == only);
        foreach ((string name, Func<ToolTerminal, Command> create) in Commands)
        {
            if (!known || name == only)
            {
                root.Add(create(terminal));
            }
        }

        return root;
    }

    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        var terminal = new ToolTerminal(output, error);
        Command root = CreateRoot(terminal, args is [string first, ..] ? first : null);
        ParseResult parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction && parsed.CommandResult.Command != root)
        {
            return Refuse(terminal, parsed);
        }

        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
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
            terminal.Fail(Explain(exception));
            return ExitCode.Error;
        }
    }

    // The errors, and where the options are: the whole help would push the errors out of sight.
    private static int Refuse(ToolTerminal terminal, ParseResult parsed)
    {
        foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
        {
            terminal.Fail(message);
        }

        string path = parsed.CommandResult.Command.Name;
        for (SymbolResult? above = parsed.CommandResult.Parent; above is CommandResult command; above = command.Parent)
        {
            path = $"{command.Command.Name} {path}";
        }

        terminal.Remark($"'{path} --help' shows the options.");
        return ExitCode.Error;
    }

    /// <summary>
    /// What the user is told: the message where it was written for users; of a bug its stack too, so that it can be reported.
    /// </summary>
    internal static string Explain(Exception exception) => exception switch
    {
        AggregateException { InnerException: { } inner } => Explain(inner),
        _ when IsForUsers(exception) => MessageOf(exception),
        _ => $"This is a bug in faceml, not a mistake of yours. Please report it with your command and these lines:\n{exception}",
    };

    // FaceML's own errors, those of files, and arguments and states that a library refuses.
    private static bool IsForUsers(Exception exception) =>
        exception is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException
        || exception.GetType() == typeof(InvalidOperationException)
        || exception is ArgumentException and not ArgumentNullException
        || exception.GetType().FullName!.StartsWith($"{nameof(FaceML)}.", StringComparison.Ordinal);

    // Without the names of parameters in code, which .NET puts at the end.
    private static string MessageOf(Exception exception) => exception is ArgumentException { ParamName: { } parameter }
        ? exception.Message.Split($" (Parameter '{parameter}')")[0]
        : exception.Message;
}
