namespace FaceML.Onnx.Shapes;

/// <summary>NumPy's rule, as ONNX has it: shapes are aligned at the end, and a dimension of 1 stretches.</summary>
internal static class Broadcasting
{
    public static OnnxShape? Of(OnnxShape? a, OnnxShape? b)
    {
        if (a is null || b is null)
        {
            return null;
        }

        var result = new OnnxDimension[Math.Max(a.Rank, b.Rank)];
        for (int i = 1; i <= result.Length; i++)
        {
            result[^i] = Of(i <= a.Rank ? a[a.Rank - i] : 1, i <= b.Rank ? b[b.Rank - i] : 1);
        }

        return new(result);
    }

    private static OnnxDimension Of(OnnxDimension a, OnnxDimension b)
    {
        if (a == b || b.Value == 1)
        {
            return a;
        }

        if (a.Value == 1)
        {
            return b;
        }

        if (a.Value is not null && b.Value is not null)
        {
            throw ShapeContext.Bad($"dimensions {a} and {b} do not broadcast.");
        }

        // A known size above 1 wins over an unknown one, which must be equal to it or 1.
        return a.Value is not null ? a : b.Value is not null ? b : OnnxDimension.Unknown;
    }
}
