using System.CommandLine;
using FaceML.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary><c>faceml export MODEL --out FILE</c>: a trained pipeline's network and head as one ONNX file with a card.</summary>
internal static class ExportCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var model = new Argument<FileInfo>("model") { Description = "A saved pipeline with a trained head." };
        var output = new OutputFileOption("--out", "FILE", "The ONNX file to write; its card goes beside it.", required: true);
        ValueOption<string?> name = SharedOptions.NetworkName();
        var command = new Command("export", "Write a trained pipeline's network and head as one ONNX file.") { model, output, name };
        command.SetAction(parsed =>
        {
            using TransformerChain<ITransformer> pipeline = new MLContext().Faces.Load(parsed.GetValue(model)!.FullName, out _);
            Write(terminal, pipeline, parsed.GetValue(name), parsed.GetValue(output)!.FullName);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Writes the file and its card, and says how to go on.</summary>
    public static void Write(ToolTerminal terminal, ITransformer pipeline, string? name, string path)
    {
        NetworkCard card = new MLContext().Faces.ExportNetwork(pipeline, name ?? Path.GetFileNameWithoutExtension(path), path);
        string beside = Path.ChangeExtension(path, ".json");
        terminal.Remark($"{card.Name} ({card.Bytes / 1048576.0:F1} MB, vectors of {card.Embedding!.Length}) was written to {path}; "
            + $"install it with: faceml networks add {path} --card {beside}");
    }
}
