namespace FaceML.Import.Tflite;

/// <summary>Operators that move elements.</summary>
internal static class LayoutOperators
{
    public static void Reshape(ConversionContext context, TfliteOperator op)
    {
        Value x = context.Get(op, 0);
        int[] wanted = ConversionContext.HasInput(op, 1) && context.Input(op, 1).IsConstant
            ? [.. context.Integers(op, 1).Select(d => checked((int)d))]
            : op.Options?.Int32s(0, 8, $"the new shape of {op}") is { Length: > 0 } listed ? listed : context.Output(op).Shape;

        // Channels alone are in the same order in both layouts.
        string from = x.IsFirst && x.Shape[1] == 1 && x.Shape[2] == 1 ? x.Name : context.Last(x).Name;
        context.Set(op, context.Graph.Reshape(from, FreeBatch(x.Shape, wanted)), Layout.ChannelsLast);
    }

    public static void Squeeze(ConversionContext context, TfliteOperator op)
    {
        Value x = context.Get(op, 0);
        int[] axes = [.. (op.Options?.Int32s(0, 8, $"the axes of {op}") ?? []).Select(a => Axes.Front(op, a, x.Rank)).Distinct()];
        if (axes.Length == 0)
        {
            // All ones go, except the batch, which only happens to be one.
            axes = [.. Enumerable.Range(1, Math.Max(0, x.Rank - 1)).Where(i => x.Shape[i] == 1)];
        }

        x = x.IsFirst && !Axes.KeepOrder(axes) ? context.Last(x) : x;
        long[] places = [.. axes.Select(a => (long)Axes.In(x, a)).Order()];
        string result = places.Length == 0
            ? context.Graph.Identity(context.Last(x).Name)
            : context.Graph.Node("Squeeze", [x.Name, context.Graph.Int64s("axes", places)]);
        context.Set(op, result, Layout.ChannelsLast);
    }

    public static void Transpose(ConversionContext context, TfliteOperator op) =>
        context.Set(op, context.Graph.Transpose(context.Last(context.Get(op, 0)).Name, context.Integers(op, 1)), Layout.ChannelsLast);

    public static void Concat(ConversionContext context, TfliteOperator op)
    {
        Value[] parts = [.. op.Inputs.Select((_, i) => context.Get(op, i))];
        bool first = Array.Exists(parts, p => p.IsFirst);
        parts = [.. parts.Select(p => first ? context.First(p) : p)];
        int rank = context.Output(op).Rank;
        int axis = Axes.Front(op, op.Options?.Int32(0, 0) ?? 0, rank);
        string result = context.Graph.Concat([.. parts.Select(p => p.Name)], first ? Axes.In(parts[0], axis) : axis);
        context.Set(op, result, first ? Layout.ChannelsFirst : Layout.ChannelsLast, op.Options?.Byte(1, 0) ?? 0);
    }

    public static void Pad(ConversionContext context, TfliteOperator op)
    {
        Value x = context.Get(op, 0);
        long[] widths = context.Integers(op, 1);
        if (widths.Length != x.Rank * 2)
        {
            throw new ImportException($"{op} has {widths.Length} widths for {x.Rank} dimensions.");
        }

        var pads = new long[widths.Length];
        for (int axis = 0; axis < x.Rank; axis++)
        {
            pads[Axes.In(x, axis)] = widths[axis * 2];
            pads[x.Rank + Axes.In(x, axis)] = widths[(axis * 2) + 1];
        }

        context.Set(op, context.Graph.Pad(x.Name, pads), x.Layout);
    }

    /// <summary>
    /// The new shape with the batch left open: the first dimension, where it is the batch's, is kept (0) or takes what is left (−1).
    /// </summary>
    private static long[] FreeBatch(int[] from, int[] wanted)
    {
        long[] shape = [.. wanted.Select(d => (long)d)];
        if (shape.Length == 0 || from.Length == 0 || from[0] == 0 || shape[0] < 0 || shape[0] % from[0] != 0)
        {
            return shape;
        }

        if (shape[0] == from[0])
        {
            shape[0] = 0;
        }
        else if (!shape.Contains(-1))
        {
            shape[0] = -1;
        }

        return shape;
    }
}
