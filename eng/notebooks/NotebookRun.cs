using System.Text;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace FaceML.Notebooks;

/// <summary>Runs a notebook's cells from top to bottom in the C# kernel of .NET Interactive, in this process.</summary>
internal static class NotebookRun
{
    /// <summary>The cells with what they printed and showed.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="folder">The folder that the notebook lies in; the process's current one meanwhile.</param>
    /// <exception cref="CellFailedException">A cell failed; no later one was run.</exception>
    public static async Task<IReadOnlyList<Cell>> RunAsync(IReadOnlyList<Cell> cells, string folder)
    {
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder;
        try
        {
            using var kernel = new CompositeKernel { new CSharpKernel().UseKernelHelpers() };
            List<Cell> run = [];
            foreach (Cell cell in cells)
            {
                run.Add(cell.IsCode ? cell with { Outputs = await RunAsync(kernel, cell, run.Count + 1) } : cell);
            }

            return run;
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    private static async Task<IReadOnlyList<CellOutput>> RunAsync(CompositeKernel kernel, Cell cell, int number)
    {
        KernelCommandResult result = await kernel.SendAsync(new SubmitCode(cell.Text, "csharp"));
        if (result.Events.OfType<CommandFailed>().FirstOrDefault() is { } failed)
        {
            throw new CellFailedException($"Cell {number} failed: {failed.Message}\n{cell.Text}", failed.Exception);
        }

        List<CellOutput> outputs = [];
        foreach (DisplayEvent shown in result.Events.OfType<DisplayEvent>().Where(shown => shown.FormattedValues.Count > 0))
        {
            FormattedValue value = shown.FormattedValues.First();
            string text = value.Value.ReplaceLineEndings("\n");
            if (shown is not StandardOutputValueProduced)
            {
                outputs.Add(new CellOutput(value.MimeType, text.TrimEnd('\n')));
            }
            else if (outputs is [.., { MimeType: null } last])
            {
                outputs[^1] = new CellOutput(null, last.Text + text);
            }
            else
            {
                outputs.Add(new CellOutput(null, text));
            }
        }

        return outputs;
    }

    /// <summary>What cells printed: what the app of the same cells prints.</summary>
    public static string Printed(IEnumerable<Cell> cells)
    {
        StringBuilder printed = new();
        foreach (CellOutput output in cells.SelectMany(cell => cell.Outputs).Where(output => output.MimeType is null))
        {
            printed.Append(output.Text);
        }

        return printed.ToString();
    }
}

/// <summary>A notebook's cell did not compile or threw.</summary>
internal sealed class CellFailedException(string message, Exception? inner) : Exception(message, inner);
