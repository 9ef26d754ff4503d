using System.Diagnostics.CodeAnalysis;

namespace FaceML.Onnx.Shapes;

/// <summary>A node as a shape rule sees it: what is known of its inputs, and where to put what follows for its outputs.</summary>
internal sealed class ShapeContext(OnnxNode node, long opset, Dictionary<string, ValueFacts> facts)
{
    // No operator of a vision network comes near; a hostile graph that doubles ranks does.
    public const int MaxRank = 16;

    public OnnxNode Node => node;

    public long Opset => opset;

    public OnnxAttributeCollection Attributes => node.Attributes;

    public bool HasInput(int index) => node.InputOrNull(index) is not null;

    public ValueFacts Input(int index) =>
        node.InputOrNull(index) is { } name && facts.TryGetValue(name, out ValueFacts? known) ? known : ValueFacts.Unknown;

    public OnnxShape? Shape(int index) => Input(index).Shape;

    /// <summary>The shapes of the first two inputs; where one is not known, neither is the output's.</summary>
    public bool TryShapes([NotNullWhen(true)] out OnnxShape? first, [NotNullWhen(true)] out OnnxShape? second)
    {
        (first, second) = (Shape(0), Shape(1));
        if (first is not null && second is not null)
        {
            return true;
        }

        Output(null);
        return false;
    }

    /// <summary>The elements of a small integer input that are all numbers, or null.</summary>
    public long[]? Numbers(int index) =>
        Input(index).Values is { } values && Array.TrueForAll(values, v => v.Number is not null)
            ? [.. values.Select(v => v.Number!.Value)]
            : null;

    /// <summary>A list that older operator sets keep in an attribute and newer ones in an input; null when neither is known.</summary>
    public long[]? AttributeOrInput(string attribute, int input) =>
        Attributes.Integers(attribute) is { } listed ? [.. listed] : Numbers(input);

    /// <summary>Whether that list is given at all.</summary>
    public bool HasAttributeOrInput(string attribute, int input) => Attributes.Contains(attribute) || HasInput(input);

    public void Output(OnnxShape? shape) => Output(0, Input(0).Type, shape);

    public void Output(OnnxElementType type, OnnxShape? shape, IntValue[]? values = null) => Output(0, type, shape, values);

    public void Output(int index, OnnxElementType type, OnnxShape? shape, IntValue[]? values = null, OnnxTensor? constant = null)
    {
        if (shape?.Rank > MaxRank)
        {
            throw Bad($"rank {shape.Rank} is more than {MaxRank}.");
        }

        if (index < node.Outputs.Count && node.Outputs[index].Length > 0)
        {
            // Elements are only kept where they are sure to be those of a small vector or scalar.
            bool sound = shape is { Rank: <= 1, IsStatic: true } && values?.Length <= ValueFacts.MaxValues
                && shape.ElementCount() == values.Length;
            facts[node.Outputs[index]] = new(type, shape, sound ? values : null, constant);
        }
    }

    /// <summary>An axis counted from the front; negative ones count from the back.</summary>
    public static int Axis(long axis, int rank, bool inclusive = false)
    {
        int last = inclusive ? rank : rank - 1;
        long front = axis < 0 ? axis + rank : axis;
        return front >= 0 && front <= last ? (int)front : throw new OnnxFormatException($"axis {axis} is outside a shape of rank {rank}.");
    }

    public static OnnxFormatException Bad(string message) => new(message);
}
