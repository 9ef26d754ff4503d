namespace FaceML.Onnx;

/// <summary>
/// Writes what turns a detector's offsets into boxes without taking them apart: with prior boxes of center p and size s, offsets
/// (x, y, w, h) become the corners p + s·v·(x, y) ∓ s·exp(v′·(w, h))/2. Exporters slice each box into pairs and join them again, twice,
/// which takes ONNX Runtime longer than the arithmetic. Every number is rounded as before: the network gives the same bits.
/// </summary>
internal static class PriorBoxRewriting
{
    private const int Sides = 4;

    // (x, y, w, h) to (x, y, x, y), and to (−w, −h, w, h) / 2: products with 0, 1 and ½, and sums with 0, are exact.
    private static readonly float[] ToCenters = [1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly float[] ToHalves = [0, 0, 0, 0, 0, 0, 0, 0, -0.5f, 0, 0.5f, 0, 0, -0.5f, 0, 0.5f];
    private static readonly float[] One = [1];

    /// <summary>Rewrites a model itself.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The number of outputs that were rewritten; others stay as they are.</returns>
    public static int Apply(OnnxModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        OnnxGraph graph = model.Graph;
        PairReader reader = new(graph);
        int rewritten = 0;
        foreach (OnnxValueInfo output in graph.Outputs)
        {
            if (output.Shape is [_, _, { Value: Sides }] && reader.Make(output.Name) is { } join && Find(join, reader) is { } boxes)
            {
                graph.Nodes.Remove(join);
                Write(graph, join, boxes);
                rewritten++;
            }
        }

        if (rewritten > 0)
        {
            graph.RemoveUnused();
            graph.Validate();
        }

        return rewritten;
    }

    // The corners of boxes: the center less half of the size, and the center with it.
    private static Boxes? Find(OnnxNode join, PairReader reader)
    {
        if (!PairReader.Joins(join) || reader.Make(join.Inputs[0]) is not { OpType: "Sub" } first
            || reader.Make(join.Inputs[1]) is not { OpType: "Add" } last
            || reader.Half(first.Inputs[1]) is not { } size || reader.Half(last.Inputs[1]) != size)
        {
            return null;
        }

        string center = reader.Part(first.Inputs[0]);
        (string exponential, IReadOnlyList<float[]> sizes) = reader.Scaled(size);
        if (reader.Part(last.Inputs[0]) != center || reader.Shifted(center) is not (var shift, var centers)
            || reader.Make(exponential) is not { OpType: "Exp" } exp)
        {
            return null;
        }

        (shift, IReadOnlyList<float[]> steps) = reader.Scaled(shift);
        (string spread, IReadOnlyList<float[]> growths) = reader.Scaled(exp.Inputs[0]);
        int count = sizes.Concat(steps).Append(centers).Max(pairs => pairs.Length) / 2;
        return reader.Slice(shift) is (var offsets, 0) && reader.Slice(spread) is (var same, 2) && same == offsets && count > 1
            ? new(offsets, count, centers, sizes, steps, growths)
            : null;
    }

    private static void Write(OnnxGraph graph, OnnxNode join, Boxes boxes)
    {
        string y = join.Outputs[0];
        string Make(string type, string name, params string[] inputs)
        {
            graph.Nodes.Add(new(type, inputs, [name]));
            return name;
        }

        string Constant(string name, ReadOnlySpan<long> shape, float[] values)
        {
            graph.Initializers.Add(OnnxTensor.OfFloats(name, shape, values));
            return name;
        }

        string Each(string name, float[] first, float[] last) => Constant(name, [1, boxes.Count, Sides], boxes.Join(first, last));

        string scaled = boxes.Offsets;
        for (int i = 0; i < Math.Max(boxes.Steps.Count, boxes.Growths.Count); i++)
        {
            float[] step = boxes.Steps.ElementAtOrDefault(i) ?? One, growth = boxes.Growths.ElementAtOrDefault(i) ?? One;
            scaled = Make("Mul", $"{y}/scaled{i}", scaled, Each($"{y}/factors{i}", step, growth));
        }

        string moved = Make("MatMul", $"{y}/moved", scaled, Constant($"{y}/toCenters", [Sides, Sides], ToCenters));
        string centers = Make("Add", $"{y}/centers", moved, Each($"{y}/priorCenters", boxes.Centers, boxes.Centers));
        string grown = Make("Exp", $"{y}/grown", scaled);
        for (int i = 0; i < boxes.Sizes.Count; i++)
        {
            grown = Make("Mul", $"{y}/grown{i}", grown, Each($"{y}/priorSizes{i}", One, boxes.Sizes[i]));
        }

        string halves = Make("MatMul", $"{y}/halves", grown, Constant($"{y}/toHalves", [Sides, Sides], ToHalves));
        Make("Add", y, centers, halves);
    }

    /// <summary>
    /// Where the offsets are, and what makes boxes of them: pairs of numbers for each box, or one number or pair for all, each list in the
    /// order in which it multiplies.
    /// </summary>
    private sealed record Boxes(string Offsets, int Count, float[] Centers, IReadOnlyList<float[]> Sizes, IReadOnlyList<float[]> Steps,
        IReadOnlyList<float[]> Growths)
    {
        /// <summary>Four numbers for each box, of two pairs.</summary>
        public float[] Join(float[] first, float[] last)
        {
            float[] all = new float[Count * Sides];
            for (int i = 0; i < all.Length; i++)
            {
                float[] pairs = i % Sides < 2 ? first : last;
                int at = i / Sides * 2 + i % 2;
                all[i] = pairs[at % pairs.Length];
            }

            return all;
        }
    }
}
