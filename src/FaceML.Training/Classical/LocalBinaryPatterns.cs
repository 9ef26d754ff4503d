namespace FaceML.Training.Classical;

/// <summary>
/// Histograms of uniform local binary patterns with 8 neighbors (Ojala, Pietikäinen, Mäenpää, "Multiresolution gray-scale and rotation
/// invariant texture classification with local binary patterns", 2002) over a grid of cells (Ahonen, Hadid, Pietikäinen, "Face description
/// with local binary patterns", 2006). Learns nothing. Immutable and safe to share.
/// </summary>
internal sealed class LocalBinaryPatterns
{
    /// <summary>Numbers per cell: 58 uniform patterns and one for all others.</summary>
    public const int Bins = 59;

    private const int Neighbors = 8;
    private static readonly byte[] BinOfPattern = MakeBins();
    private readonly int columns;
    private readonly int rows;
    private readonly double radius;
    private readonly Neighbor[] neighbors;

    /// <summary>Describes the grid.</summary>
    /// <param name="columns">Cells across, at least 1.</param>
    /// <param name="rows">Cells down, at least 1.</param>
    /// <param name="radius">How far the neighbors lie, in pixels, at least 1; between pixels they are interpolated.</param>
    public LocalBinaryPatterns(int columns = 7, int rows = 7, double radius = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(radius, 1);
        (this.columns, this.rows, this.radius) = (columns, rows, radius);
        neighbors = [.. Enumerable.Range(0, Neighbors).Select(i => Neighbor.At(2 * Math.PI * i / Neighbors, radius))];
    }

    /// <summary>Numbers in a description.</summary>
    public int Length => columns * rows * Bins;

    /// <summary>Describes an image.</summary>
    /// <param name="gray">width × height, row-major, any scale.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    /// <returns>A histogram per cell, row by row of the grid, each adding up to 1.</returns>
    /// <exception cref="ArgumentException">The image does not have the size said, or leaves a cell without a pixel whose neighbors are all
    /// inside.</exception>
    public float[] Describe(ReadOnlySpan<float> gray, int width, int height)
    {
        int border = (int)Math.Ceiling(radius), innerWidth = width - 2 * border, innerHeight = height - 2 * border;
        if (gray.Length != (long)width * height || innerWidth < columns || innerHeight < rows)
        {
            throw new ArgumentException(
                $"An image of {width}×{height} with {columns}×{rows} cells and a border of {border} pixels was expected to have room for "
                    + $"them and {(long)width * height} values; {gray.Length} came.", nameof(gray));
        }

        float[] histograms = new float[Length];
        for (int y = 0; y < innerHeight; y++)
        {
            for (int x = 0; x < innerWidth; x++)
            {
                int cell = (int)((long)y * rows / innerHeight) * columns + (int)((long)x * columns / innerWidth);
                histograms[cell * Bins + BinOfPattern[Pattern(gray, width, x + border, y + border)]]++;
            }
        }

        for (int cell = 0; cell < columns * rows; cell++)
        {
            Span<float> histogram = histograms.AsSpan(cell * Bins, Bins);
            float sum = 0;
            foreach (float count in histogram)
            {
                sum += count;
            }

            for (int i = 0; i < Bins; i++)
            {
                histogram[i] /= sum;
            }
        }

        return histograms;
    }

    /// <summary>
    /// The square roots of a description, of unit length: the cosine of two such vectors is the mean Bhattacharyya coefficient of
    /// their cells, and their Euclidean distance is Hellinger's up to a factor.
    /// </summary>
    /// <param name="gray">width × height, row-major, any scale.</param>
    /// <param name="width">Pixels across.</param>
    /// <param name="height">Pixels down.</param>
    public float[] Embed(ReadOnlySpan<float> gray, int width, int height)
    {
        float[] vector = Describe(gray, width, height);
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] = MathF.Sqrt(vector[i] / (columns * rows));
        }

        return vector;
    }

    /// <summary>The distance Σ (a − b)²/(a + b) of two descriptions (Ahonen et al. 2006, equation 5); 0 for equal ones.</summary>
    /// <param name="a">A description.</param>
    /// <param name="b">A description of the same length.</param>
    public static double ChiSquare(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"Descriptions of one length are compared; {a.Length} and {b.Length} came.", nameof(b));
        }

        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double total = (double)a[i] + b[i], difference = (double)a[i] - b[i];
            sum += total > 0 ? difference * difference / total : 0;
        }

        return sum;
    }

    private int Pattern(ReadOnlySpan<float> gray, int width, int x, int y)
    {
        float center = gray[y * width + x];
        int pattern = 0;
        for (int i = 0; i < neighbors.Length; i++)
        {
            Neighbor at = neighbors[i];
            int first = (y + at.Top) * width + x + at.Left, below = first + at.Down * width;
            double upper = gray[first] * (1 - at.Across) + gray[first + at.Right] * at.Across;
            double lower = gray[below] * (1 - at.Across) + gray[below + at.Right] * at.Across;
            // Interpolating equal values must not make one smaller by rounding.
            pattern |= upper * (1 - at.Along) + lower * at.Along >= center - 1e-4f ? 1 << i : 0;
        }

        return pattern;
    }

    // A point on the circle, between the pixel up left of it and its neighbors right and below; those are the pixel itself where the point
    // lies on it.
    private readonly record struct Neighbor(int Left, int Top, int Right, int Down, double Across, double Along)
    {
        public static Neighbor At(double angle, double radius)
        {
            (double sin, double cos) = Math.SinCos(angle);
            // Rounded, so that a neighbor that should lie on a pixel does.
            double x = Math.Round(radius * cos, 9), y = Math.Round(-radius * sin, 9);
            int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
            return new(left, top, x > left ? 1 : 0, y > top ? 1 : 0, x - left, y - top);
        }
    }

    private static byte[] MakeBins()
    {
        byte[] bins = new byte[1 << Neighbors];
        byte next = 0;
        for (int pattern = 0; pattern < bins.Length; pattern++)
        {
            int turned = (pattern >> 1) | ((pattern & 1) << (Neighbors - 1));
            bins[pattern] = int.PopCount(pattern ^ turned) <= 2 ? next++ : (byte)(Bins - 1);
        }

        return bins;
    }
}
