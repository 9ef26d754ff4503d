namespace FaceML.Imaging;

/// <summary>For each output index along one axis: which source indices it is made of, and their weights, which sum to 1.</summary>
internal readonly struct AxisWeights
{
    private AxisWeights(int taps, int[] first, float[] weights)
    {
        Taps = taps;
        First = first;
        Weights = weights;
    }

    /// <summary>Source indices an output index is made of, from <see cref="First"/> on.</summary>
    public int Taps { get; }

    /// <summary>
    /// The first source index of each output index. It and all its taps are inside the axis' range, which has at least <see cref="Taps"/>
    /// indices.
    /// </summary>
    public int[] First { get; }

    /// <summary>Weights, <see cref="Taps"/> an output index.</summary>
    public float[] Weights { get; }

    /// <summary>
    /// Stretches [start, end) of the source axis over <paramref name="count"/> outputs; samples never leave [start, end).
    /// </summary>
    public static AxisWeights Create(float start, float end, int count, ResizeFilter filter)
    {
        double scale = ((double)end - start) / count;
        return filter == ResizeFilter.Area && scale > 1 ? Area(start, end, count, scale) : Bilinear(start, end, count, scale);
    }

    private static AxisWeights Bilinear(float start, float end, int count, double scale)
    {
        int[] first = new int[count];
        float[] weights = new float[count * 2];
        int lastIndex = (int)Math.Ceiling(end) - 1, firstIndex = (int)Math.Floor(start);
        // As indices, whose integers are pixel centers, the region [start, end) reaches from start to end − 1.
        bool narrow = end - start < 1;
        double lowest = narrow ? firstIndex : start, highest = narrow ? lastIndex : end - 1.0;
        for (int i = 0; i < count; i++)
        {
            double position = Math.Clamp(start + (i + 0.5) * scale - 0.5, lowest, highest);
            // Two taps always: at the last index the left one stands one before it.
            int index = Math.Clamp((int)Math.Floor(position), firstIndex, Math.Max(firstIndex, lastIndex - 1));
            first[i] = index;
            weights[i * 2 + 1] = (float)(position - index);
            weights[i * 2] = 1 - weights[i * 2 + 1];
        }

        return new AxisWeights(2, first, weights);
    }

    private static AxisWeights Area(float start, float end, int count, double scale)
    {
        int taps = (int)Math.Ceiling(scale) + 1;
        int lastIndex = (int)Math.Ceiling(end) - 1, firstIndex = (int)Math.Floor(start);
        taps = Math.Min(taps, lastIndex - firstIndex + 1);
        int[] first = new int[count];
        float[] weights = new float[count * taps];
        for (int i = 0; i < count; i++)
        {
            double from = start + i * scale, to = from + scale;
            int index = Math.Clamp((int)Math.Floor(from), firstIndex, lastIndex - taps + 1);
            first[i] = index;
            double sum = 0;
            for (int t = 0; t < taps; t++)
            {
                double covered = Math.Max(0, Math.Min(to, index + t + 1.0) - Math.Max(from, index + t));
                weights[i * taps + t] = (float)covered;
                sum += covered;
            }

            for (int t = 0; t < taps; t++)
            {
                weights[i * taps + t] = (float)(weights[i * taps + t] / sum);
            }
        }

        return new AxisWeights(taps, first, weights);
    }
}
