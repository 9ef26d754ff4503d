using Spectre.Console;

namespace FaceML.Cli;

/// <summary>
/// The two streams of the tool. Results go to <see cref="Output"/>, remarks and progress to <see cref="Error"/>,
/// so that a pipe gets the results alone. Into a pipe or a file nothing is colored, boxed or wrapped.
/// </summary>
internal sealed class ToolTerminal
{
    private const int WidthOfPipes = 4096; // a piped line is never wrapped

    public ToolTerminal(TextWriter output, TextWriter error)
    {
        Output = output;
        IsPlain = !ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected;
        Rich = Create(output, IsPlain);
        Error = Create(error, !ReferenceEquals(error, Console.Error) || Console.IsErrorRedirected);
    }

    /// <summary>Standard output as text, for JSON and plain lines.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard output for tables and colors; plain text when piped.</summary>
    public IAnsiConsole Rich { get; }

    /// <summary>Standard error.</summary>
    public IAnsiConsole Error { get; }

    /// <summary>Whether standard output is not a person's terminal.</summary>
    public bool IsPlain { get; }

    /// <summary>A sentence about something that did not work.</summary>
    public void Fail(string message) => Error.MarkupLineInterpolated($"[red]error:[/] {message}");

    /// <summary>A sentence worth knowing.</summary>
    public void Remark(string message) => Error.MarkupLineInterpolated($"[yellow]note:[/] {message}");

    private static IAnsiConsole Create(TextWriter writer, bool plain)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(plain ? new LineTrimmingWriter(writer) : writer),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = plain ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (plain)
        {
            console.Profile.Width = WidthOfPipes;
        }

        return console;
    }
}
