namespace FaceML.Import.Tflite;

/// <summary>
/// Strided slices with constant bounds. Options, by field, are bit masks over the axes: 0 begin, 1 end, 2 ellipsis, 3 new axis, 4 shrink
/// axis.
/// </summary>
internal static class SliceOperator
{
    public static void Convert(ConversionContext context, TfliteOperator op)
    {
        int Mask(int field) => op.Options?.Int32(field, 0) ?? 0;
        long[] begin = context.Integers(op, 1), end = context.Integers(op, 2), steps = context.Integers(op, 3);
        Value x = context.Get(op, 0);
        if (Mask(2) != 0 || Mask(3) != 0 || begin.Length > x.Rank || end.Length != begin.Length || steps.Length != begin.Length
            || Array.Exists(steps, s => s == 0))
        {
            throw new ImportException(
                $"{op} slices with an ellipsis, a new axis or bounds that do not fit {x.Rank} dimensions, which is not imported.");
        }

        int shrink = Mask(4);
        x = shrink != 0 ? context.Last(x) : x;
        List<long> starts = [], ends = [], axes = [], strides = [], gone = [];
        for (int i = 0; i < begin.Length; i++)
        {
            bool one = (shrink & (1 << i)) != 0;

            // The whole of an axis stays the whole where its size is open.
            bool whole = !one && steps[i] == 1 && ((Mask(0) & (1 << i)) != 0 || begin[i] == 0)
                && ((Mask(1) & (1 << i)) != 0 || end[i] == x.Shape[i]);
            if (whole)
            {
                continue;
            }

            bool back = steps[i] < 0;
            starts.Add((Mask(0) & (1 << i)) != 0 && !one ? (back ? int.MaxValue : 0) : begin[i]);
            ends.Add(one ? (begin[i] == -1 ? int.MaxValue : begin[i] + 1) : (Mask(1) & (1 << i)) != 0
                ? (back ? -int.MaxValue : int.MaxValue)
                : end[i]);
            axes.Add(Axes.In(x, i));
            strides.Add(one ? 1 : steps[i]);
            if (one)
            {
                gone.Add(i);
            }
        }

        GraphBuilder g = context.Graph;
        string result = axes.Count == 0 ? g.Identity(x.Name)
            : g.Node("Slice", [x.Name, g.Int64s("starts", [.. starts]), g.Int64s("ends", [.. ends]), g.Int64s("axes", [.. axes]),
                g.Int64s("steps", [.. strides])]);
        result = gone.Count == 0 ? result : g.Node("Squeeze", [result, g.Int64s("axes", [.. gone])]);
        context.Set(op, result, gone.Count == 0 ? x.Layout : Layout.ChannelsLast);
    }
}
