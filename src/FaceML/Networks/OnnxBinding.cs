using FaceML.Rows;
using FaceML.Vision;

namespace FaceML.Networks;

/// <summary>Which columns feed which inputs of an ONNX file, and which outputs become which columns.</summary>
internal sealed class OnnxBinding
{
    public OnnxBinding(OnnxFile file, FaceOnnxOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BlockSize, 1, nameof(options.BlockSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.BlockSize, OnnxNetwork.MaxBatch, nameof(options.BlockSize));
        Inputs = Pair(file.Name, "input", file.Inputs, options.InputColumnNames, options.InputNames, byName: false);
        Outputs = Pair(file.Name, "output", file.Outputs, options.OutputColumnNames, options.OutputNames, byName: true);
        string? unfed = file.Inputs.Select(p => p.Name).Except(Inputs.Select(p => p.Port.Name)).FirstOrDefault();
        if (unfed is not null)
        {
            throw new NetworkException(file.Name, $"its input '{unfed}' is fed by no column; it has {string.Join(", ", file.Inputs.Select(p => $"'{p.Name}'"))}");
        }
    }

    public IReadOnlyList<(string Column, OnnxPort Port)> Inputs { get; }

    public IReadOnlyList<(string Column, OnnxPort Port)> Outputs { get; }

    public InputColumn[] InputColumns => [.. Inputs.Select(p => p.Port.ToInput(p.Column))];

    public OutputColumn[] OutputColumns => [.. Outputs.Select(p => p.Port.ToOutput(p.Column))];

    /// <summary>
    /// Pairs columns with ports. Without columns: every port under its own name. With columns but no names: outputs by the same name where
    /// the file has it, else by position.
    /// </summary>
    private static (string, OnnxPort)[] Pair(string network, string what, IReadOnlyList<OnnxPort> ports, IReadOnlyList<string> columns, IReadOnlyList<string> names, bool byName)
    {
        if (columns.Count == 0 && names.Count == 0)
        {
            return [.. ports.Select(p => (p.Name, p))];
        }

        if (names.Count == 0)
        {
            bool named = byName && columns.All(c => ports.Any(p => p.Name == c));
            names = named ? columns : [.. ports.Take(columns.Count).Select(p => p.Name)];
        }

        if (columns.Count == 0)
        {
            columns = names;
        }

        if (columns.Count != names.Count)
        {
            throw new ArgumentException($"{columns.Count} columns were given for {names.Count} {what}s of {network}, which has {string.Join(", ", ports.Select(p => $"'{p.Name}'"))}.");
        }

        return [.. columns.Zip(names, (column, name) => (column, ports.FirstOrDefault(p => p.Name == name)
            ?? throw new NetworkException(network, $"it has no {what} '{name}'; it has {string.Join(", ", ports.Select(p => $"'{p.Name}'"))}")))];
    }
}
