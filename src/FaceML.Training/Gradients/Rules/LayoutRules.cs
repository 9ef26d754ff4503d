namespace FaceML.Training.Gradients.Rules;

/// <summary>The same elements in another order, a part of them, or others around them.</summary>
internal static class LayoutRules
{
    public static void PassOn(NodeGradient n) => n.Give(0, n.Gradient);

    public static void SameElements(NodeGradient n) => n.Give(0, n.Build.Reshape(n.Gradient, n.Shape(0)));

    public static void Transpose(NodeGradient n)
    {
        int rank = n.OutputShape.Length;
        long[] order = n.Node.Attributes.Integers("perm")?.ToArray() ?? [.. Enumerable.Range(0, rank).Reverse().Select(i => (long)i)];
        long[] back = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            back[order[i]] = i;
        }

        n.Give(0, n.Build.Transpose(n.Gradient, back));
    }

    public static void Concat(NodeGradient n)
    {
        long axis = NodeGradient.FromFront([n.Node.Attributes.Integer("axis", 0)], n.OutputShape.Length)[0], from = 0;
        for (int i = 0; i < n.Node.Inputs.Count; i++)
        {
            long to = from + n.Shape(i)[axis];
            if (n.Wants(i))
            {
                n.Give(i, n.Build.Slice(n.Gradient, [from], [to], [axis]));
            }

            from = to;
        }
    }

    public static void Slice(NodeGradient n)
    {
        long[] shape = n.Shape(0), starts = n.Integers("starts", 1)!, ends = n.Integers("ends", 2)!;
        long[] axes = NodeGradient.FromFront(
            n.Integers("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)], shape.Length);
        if (n.Integers("steps", 4)?.Any(s => s != 1) == true)
        {
            throw n.Unsupported("a slice with steps is not differentiated");
        }

        long[] pads = new long[2 * shape.Length];
        for (int i = 0; i < axes.Length; i++)
        {
            long size = shape[axes[i]];
            long start = Math.Clamp(starts[i] < 0 ? starts[i] + size : starts[i], 0, size), end =
                Math.Clamp(ends[i] < 0 ? ends[i] + size : ends[i], 0, size);
            (pads[axes[i]], pads[axes[i] + shape.Length]) = (start, size - end);
        }

        n.Give(0, n.Build.Pad(n.Gradient, pads));
    }

    public static void Pad(NodeGradient n)
    {
        long[] shape = n.Shape(0), pads = n.Integers("pads", 1) ?? throw n.Unsupported("its pads are missing");
        if (n.Node.Attributes.Text("mode", "constant") != "constant" || pads.Any(p => p < 0))
        {
            throw n.Unsupported("only padding with a constant by numbers of at least 0 is differentiated");
        }

        long[] axes = [.. Enumerable.Range(0, shape.Length).Select(i => (long)i)];
        n.Give(0, n.Build.Slice(n.Gradient, pads[..shape.Length], [.. shape.Select((s, i) => pads[i] + s)], axes));
    }
}
