namespace FaceML.Onnx.Shapes;

/// <summary>Cutting, joining and stretching along axes.</summary>
internal static class PartRules
{
    public static void Concat(ShapeContext node)
    {
        ValueFacts[] parts = [.. Enumerable.Range(0, node.Node.Inputs.Count).Select(node.Input)];
        OnnxShape? first = parts.FirstOrDefault(p => p.Shape is not null)?.Shape;
        OnnxElementType type = parts.FirstOrDefault()?.Type ?? OnnxElementType.Undefined;
        if (first is null)
        {
            node.Output(type, null);
            return;
        }

        int axis = ShapeContext.Axis(node.Attributes.Integer("axis", node.Opset < 4 ? 1 : 0), first.Rank);
        OnnxDimension[] result = [.. first];
        foreach (OnnxShape shape in parts.Select(p => p.Shape).OfType<OnnxShape>())
        {
            if (shape.Rank != first.Rank)
            {
                throw ShapeContext.Bad($"{first} and {shape} cannot be joined.");
            }

            for (int i = 0; i < result.Length; i++)
            {
                if (i != axis && result[i].Value is { } a && shape[i].Value is { } b && a != b)
                {
                    throw ShapeContext.Bad($"{first} and {shape} cannot be joined along axis {axis}.");
                }

                result[i] = result[i].Value is null && shape[i].Value is not null ? shape[i] : result[i];
            }
        }

        bool all = Array.TrueForAll(parts, p => p.Shape?[axis].Value is not null);
        result[axis] = all ? parts.Aggregate(0L, (sum, p) => checked(sum + p.Shape![axis].Value!.Value)) : parts.Length == 1
            ? first[axis]
            : OnnxDimension.Unknown;
        bool known = result is [{ Value: <= ValueFacts.MaxValues }] && Array.TrueForAll(parts, p => p.Values is not null);
        node.Output(type, new OnnxShape(result), known ? [.. parts.SelectMany(p => p.Values!)] : null);
    }

    public static void Slice(ShapeContext node)
    {
        ValueFacts x = node.Input(0);
        long[]? starts = node.AttributeOrInput("starts", 1), ends = node.AttributeOrInput("ends", 2);
        long[]? axes = node.AttributeOrInput("axes", 3)
            ?? (node.HasAttributeOrInput("axes", 3)
            || starts is null ? null : [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)]);
        long[]? steps = node.Numbers(4) ?? (node.HasInput(4) || starts is null ? null : [.. Enumerable.Repeat(1L, starts.Length)]);
        if (x.Shape is null || starts is null || ends is null || axes is null || steps is null)
        {
            node.Output(x.Shape is null ? null : new OnnxShape(new OnnxDimension[x.Shape.Rank]));
            return;
        }

        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw ShapeContext.Bad("starts, ends, axes and steps should be equally many, and no step 0.");
        }

        OnnxDimension[] result = [.. x.Shape];
        IntValue[]? values = x.Values;
        for (int i = 0; i < starts.Length; i++)
        {
            int axis = ShapeContext.Axis(axes[i], x.Shape.Rank);
            if (x.Shape[axis].Value is not { } size)
            {
                bool whole = starts[i] == 0 && steps[i] == 1 && ends[i] >= int.MaxValue;
                result[axis] = whole ? x.Shape[axis] : OnnxDimension.Unknown;
                continue;
            }

            (long start, long count) = Range(starts[i], ends[i], steps[i], size);
            result[axis] = count;
            values = values is null ? null : [.. Enumerable.Range(0, (int)count).Select(k => values[start + (k * steps[i])])];
        }

        node.Output(x.Type, new OnnxShape(result), values);
    }

    public static void Gather(ShapeContext node)
    {
        ValueFacts x = node.Input(0), at = node.Input(1);
        if (x.Shape is null || at.Shape is null)
        {
            node.Output(null);
            return;
        }

        int axis = ShapeContext.Axis(node.Attributes.Integer("axis", 0), x.Shape.Rank);
        IntValue[]? values = null;
        if (x.Values is not null && node.Numbers(1) is { } indices && at.Shape.Rank <= 1)
        {
            values = [.. indices.Select(i => x.Values[ShapeContext.Axis(i, x.Values.Length)])];
        }

        node.Output(x.Type, new OnnxShape([.. x.Shape.Take(axis), .. at.Shape, .. x.Shape.Skip(axis + 1)]), values);
    }

    public static void Pad(ShapeContext node)
    {
        if (node.Shape(0) is not { } x)
        {
            node.Output(null);
            return;
        }

        long[]? pads = node.AttributeOrInput("pads", 1);
        if (pads is null)
        {
            node.Output(new OnnxShape(new OnnxDimension[x.Rank]));
            return;
        }

        if (pads.Length != x.Rank * 2)
        {
            throw ShapeContext.Bad($"{pads.Length} pads came for {x}, which needs {x.Rank * 2}.");
        }

        node.Output(new OnnxShape([.. x.Select((d, i) => Padded(d, checked(pads[i] + pads[i + x.Rank])))]));
    }

    public static void Split(ShapeContext node)
    {
        OnnxShape? x = node.Shape(0);
        int count = node.Node.Outputs.Count;
        int axis = x is null ? 0 : ShapeContext.Axis(node.Attributes.Integer("axis", 0), x.Rank);
        long[]? sizes = node.AttributeOrInput("split", 1);
        if (sizes is null && !node.HasAttributeOrInput("split", 1) && x?[axis].Value is { } size && count > 0)
        {
            // Equal parts, the last one smaller where they do not come out even.
            long part = (size + count - 1) / count;
            sizes = [.. Enumerable.Range(0, count).Select(i => Math.Max(0, Math.Min(part, size - (i * part))))];
        }

        for (int i = 0; i < count; i++)
        {
            OnnxDimension width = sizes is not null && i < sizes.Length && sizes[i] >= 0 ? sizes[i] : OnnxDimension.Unknown;
            node.Output(i, node.Input(0).Type, x is null ? null : new OnnxShape([.. x.Select((d, k) => k == axis ? width : d)]));
        }
    }

    public static void Resize(ShapeContext node)
    {
        // Operator set 10 has (x, scales); since 11 it is (x, region, scales, sizes).
        OnnxShape? x = node.Shape(0);
        int scalesAt = node.Opset >= 11 ? 2 : 1;
        if (x is null)
        {
            node.Output(null);
        }
        else if (node.Opset >= 11 && node.Input(3).Values is { } sizes && sizes.Length == x.Rank)
        {
            node.Output(new OnnxShape([.. sizes.Select(s => s.ToDimension())]));
        }
        else if (node.Input(scalesAt).Constant is { ElementType: OnnxElementType.Float32 } scales && scales.ElementCount == x.Rank)
        {
            float[] factors = scales.ToFloats();
            node.Output(new OnnxShape([.. x.Select((d, i) => Scaled(d, factors[i]))]));
        }
        else
        {
            node.Output(new OnnxShape(new OnnxDimension[x.Rank]));
        }
    }

    public static void Tile(ShapeContext node)
    {
        OnnxShape? x = node.Shape(0);
        if (x is null || node.Numbers(1) is not { } repeats)
        {
            node.Output(x is null ? null : new OnnxShape(new OnnxDimension[x.Rank]));
            return;
        }

        if (repeats.Length != x.Rank || repeats.Any(times => times < 0))
        {
            throw ShapeContext.Bad($"{x.Rank} repeats of 0 or more are expected; there are {string.Join(", ", repeats)}.");
        }

        node.Output(new OnnxShape(
            [.. x.Select((d, i) => repeats[i] == 1
            ? d
            : d.Value is { } size ? OnnxDimension.Of(checked(size * repeats[i])) : OnnxDimension.Unknown)]));
    }

    private static OnnxDimension Scaled(OnnxDimension dimension, float factor) =>
        !(factor > 0 && float.IsFinite(factor)) ? throw ShapeContext.Bad($"a scale is {factor}.")
        : factor == 1 ? dimension
        : dimension.Value is { } size ? checked((long)Math.Floor(size * (double)factor))
        : OnnxDimension.Unknown;

    private static OnnxDimension Padded(OnnxDimension dimension, long pad) =>
        pad == 0 ? dimension
        : dimension.Value is not { } size ? OnnxDimension.Unknown
        : checked(size + pad) is >= 0 and var padded ? padded
        : throw ShapeContext.Bad($"a dimension of {size} cannot lose {-pad}.");

    /// <summary>Where a slice begins and how many elements it has, its bounds brought inside as ONNX says.</summary>
    private static (long Start, long Count) Range(long start, long end, long step, long size)
    {
        long from = start < 0 ? Math.Max(start + size, step > 0 ? 0 : -1) : start;
        long to = end < 0 ? Math.Max(end + size, -1) : end;
        (from, to) = step > 0
            ? (Math.Clamp(from, 0, size), Math.Clamp(to, 0, size))
            : (Math.Clamp(from, -1, size - 1), Math.Clamp(to, -1, size - 1));
        long distance = step > 0 ? to - from : from - to;
        ulong width = step > 0 ? (ulong)step : (ulong)-(step + 1) + 1;
        return (from, distance <= 0 ? 0 : (long)(((ulong)distance + width - 1) / width));
    }
}
