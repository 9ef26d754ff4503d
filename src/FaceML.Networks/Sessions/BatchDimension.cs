namespace FaceML.Networks;

/// <summary>
/// Frees the batch dimension of an ONNX model that was exported with a batch of one: the first dimension of every graph input and output
/// becomes symbolic, and the leading 1 of constant Reshape shapes becomes 0, which stands for "as the input has it" (ONNX operator Reshape,
/// <c>allowzero = 0</c>). Nothing else changes.
/// </summary>
internal static class BatchDimension
{
    private static readonly OnnxDimension Batch = "batch";

    /// <summary>Frees it in the model itself.</summary>
    internal static void Free(OnnxModel model)
    {
        // Old files list their initializers among the inputs too: those have no batch.
        foreach (OnnxValueInfo value in model.Graph.RequiredInputs.Concat(model.Graph.Outputs))
        {
            if (value.Shape is { Rank: > 0 } shape && shape[0].Value == 1)
            {
                value.Shape = new OnnxShape([Batch, .. shape.Skip(1)]);
            }
        }

        foreach (OnnxNode node in model.Graph.Nodes.Where(node => node is { OpType: "Reshape", IsStandard: true, Inputs.Count: 2 }))
        {
            if (model.Graph.FindInitializer(node.Inputs[1]) is { ElementType: OnnxElementType.Int64, ElementCount: > 0 } sides
                && sides.Int64s[0] == 1)
            {
                sides.Int64s[0] = 0;
            }
        }
    }
}
