using Spectre.Console;

namespace FaceML.Cli;

/// <summary>
/// The two streams of the tool. Results go to <see cref="Output"/>, remarks and progress to <see cref="Error"/>,
/// so that a pipe gets the results alone. Into a pipe or a file nothing is colored, boxed or wrapped.
/// </summary>
internal sealed class ToolTerminal
{
    private const int WidthOfPipes = 4096; // a piped line is never wrapped

    // Made when something is written to them: their library takes longer to start than most commands need it.
    private readonly Lazy<IAnsiConsole> rich;
    private readonly Lazy<IAnsiConsole> error;

    public ToolTerminal(TextWriter output, TextWriter error)
    {
        Output = output;
        IsPlain = !ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected;
        rich = new(() => Create(output, IsPlain));
        this.error = new(() => Create(error, !ReferenceEquals(error, Console.Error) || Console.IsErrorRedirected));
    }

    /// <summary>Standard output as text, for JSON and plain lines.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard output for tables and colors; plain text when piped.</summary>
    public IAnsiConsole Rich => rich.Value;

    /// <summary>Standard error.</summary>
    public IAnsiConsole Error => error.Value;

    /// <summary>Whether standard output is not a person's terminal.</summary>
    public bool IsPlain { get; }

    /// <summary>A line of the result.</summary>
    public void Line(string text)
    {
        if (IsPlain)
        {
            Output.WriteLine(text);
        }
        else
        {
            Rich.WriteLine(text);
        }
    }

    /// <summary>A line of the result, of which the beginning has a style, such as <c>bold green</c>.</summary>
    public void Line(string style, string lead, string rest = "")
    {
        if (IsPlain)
        {
            Output.WriteLine(lead + rest);
        }
        else
        {
            Rich.MarkupLine($"[{style}]{Markup.Escape(lead)}[/]{Markup.Escape(rest)}");
        }
    }

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
