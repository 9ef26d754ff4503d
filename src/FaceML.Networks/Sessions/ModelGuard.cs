namespace FaceML.Networks;

/// <summary>What a network's file may not hold, looked for before ONNX Runtime sees it.</summary>
internal static class ModelGuard
{
    private const long MaxElements = 1L << 28;

    private static readonly HashSet<string> Refused =
        ["Loop", "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli"];

    private static readonly OnnxReadOptions Limits = new() { MaxTensorElements = MaxElements };

    /// <summary>Reads the file with limits and refuses what no face network needs.</summary>
    /// <param name="name">The network's name, for the error.</param>
    /// <param name="bytes">The file.</param>
    /// <returns>The file as a model.</returns>
    /// <exception cref="NetworkException">It is damaged or oversized, requires operators of other domains, keeps data in other files,
    /// loops, draws random numbers, or states shapes beyond 2²⁸ elements.</exception>
    internal static OnnxModel Check(string name, byte[] bytes)
    {
        try
        {
            OnnxModel model = OnnxModel.Read(bytes, Limits);
            if (model.CustomDomains() is { Count: > 0 } domains)
            {
                throw new NetworkException(
                    name, $"its file uses operators of {string.Join(", ", domains)}; only ONNX's own operators are run");
            }

            if (model.AllNodes().FirstOrDefault(node => node.IsStandard && Refused.Contains(node.OpType)) is { } refused)
            {
                throw new NetworkException(name,
                    $"its file uses {refused.OpType}; graphs that loop (nothing bounds their time) or draw random numbers are not run");
            }

            foreach (OnnxValueInfo value in ShapeInference.Infer(model).Values.Concat(model.Graph.Inputs).Concat(model.Graph.Outputs))
            {
                CheckShape(name, value);
            }

            return model;
        }
        catch (OnnxFormatException e)
        {
            throw new NetworkException(name, $"its file is refused: {e.Message.TrimEnd('.')}", e);
        }
    }

    private static void CheckShape(string name, OnnxValueInfo value)
    {
        double elements = 1;
        foreach (OnnxDimension dimension in value.Shape ?? OnnxShape.Scalar)
        {
            elements *= Math.Max(1, dimension.Value ?? 1);
        }

        if (elements > MaxElements)
        {
            throw new NetworkException(
                name, $"its file states the shape {value.Shape} for \"{value.Name}\", more than {MaxElements} elements");
        }
    }
}
