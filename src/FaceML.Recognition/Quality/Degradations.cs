using System.Numerics.Tensors;

namespace FaceML.Recognition;

/// <summary>
/// The kinds and strengths of degradation that the vectors of a recipe tell apart, and where each moves a vector to: linear discriminant
/// analysis (Fisher 1936, Rao 1948) with the class "as it is" at the origin.
/// </summary>
/// <remarks>
/// <para>
/// A vector is read in a few directions, in which the vectors of each class lie around its center with deviation 1. Class c has the
/// chance p(c) ∝ prior(c) exp((r·u(c) − |u(c)|²/2) / T), with r the readings, u(c) the center and T the <see cref="Temperature"/>. What
/// degradation added to the vector is expected to be Σ p(c) u(c), brought back from readings to numbers of the vector.
/// </para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
internal sealed class Degradations
{
    private const int OnStack = 256;

    private readonly float[] readings, offsets, removals, centers;
    private readonly double[] evidence;

    /// <param name="dimension">The numbers of a vector.</param>
    /// <param name="readings">For each direction the numbers whose inner product with a vector, less the offset, is its reading.</param>
    /// <param name="offsets">For each direction the reading of the mean good vector.</param>
    /// <param name="removals">For each direction what a reading of 1 adds to a vector.</param>
    /// <param name="centers">For each class but "as it is" the readings of its center.</param>
    /// <param name="prior">The chance, before the vector is seen, that an image is as it is: between 0 and 1.</param>
    /// <param name="temperature">What evidence is divided by, above 0.</param>
    /// <exception cref="ArgumentException">The numbers do not fit together, or lie out of their range.</exception>
    public Degradations(
        int dimension, IReadOnlyList<float> readings, IReadOnlyList<float> offsets, IReadOnlyList<float> removals,
        IReadOnlyList<float> centers, double prior, double temperature)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        (Dimension, Directions) = (dimension, offsets.Count);
        if (Directions == 0 || readings.Count != Directions * dimension || removals.Count != readings.Count)
        {
            throw new ArgumentException(
                $"Of {Directions} directions, readings and removals have {dimension} numbers each; they have {readings.Count} and "
                    + $"{removals.Count}.", nameof(readings));
        }

        if (centers.Count == 0 || centers.Count % Directions != 0)
        {
            throw new ArgumentException(
                $"Centers have {Directions} numbers each, one a direction; there are {centers.Count}.", nameof(centers));
        }

        (this.readings, this.offsets) = ([.. readings], [.. offsets]);
        (this.removals, this.centers) = ([.. removals], [.. centers]);
        if (!TensorPrimitives.IsFiniteAll<float>(this.readings) || !TensorPrimitives.IsFiniteAll<float>(this.offsets)
            || !TensorPrimitives.IsFiniteAll<float>(this.removals) || !TensorPrimitives.IsFiniteAll<float>(this.centers))
        {
            throw new ArgumentException("The numbers of a quality model are finite.", nameof(readings));
        }

        if (prior is not (> 0 and < 1) || temperature is not (> 0 and < double.PositiveInfinity))
        {
            throw new ArgumentException(
                $"The prior of a quality model lies between 0 and 1, its temperature above 0; they are {prior} and {temperature}.",
                nameof(prior));
        }

        (Classes, Prior, Temperature) = (centers.Count / Directions, prior, temperature);
        double odds = Math.Log((1 - prior) / (Classes * prior));
        evidence = new double[Classes];
        for (int c = 0; c < Classes; c++)
        {
            evidence[c] = odds - 0.5 * TensorPrimitives.SumOfSquares<float>(Center(c)) / Temperature;
        }
    }

    /// <summary>The numbers of a vector.</summary>
    public int Dimension { get; }

    /// <summary>The directions that vectors are read in.</summary>
    public int Directions { get; }

    /// <summary>The number of classes besides "as it is".</summary>
    public int Classes { get; }

    /// <summary>The chance, before the vector is seen, that an image is as it is; all classes share the rest.</summary>
    public double Prior { get; }

    /// <summary>What evidence is divided by: the lower, the sooner a class is believed.</summary>
    public double Temperature { get; }

    public IReadOnlyList<float> Readings => readings;

    public IReadOnlyList<float> Offsets => offsets;

    public IReadOnlyList<float> Removals => removals;

    public IReadOnlyList<float> Centers => centers;

    /// <summary>How likely the image of a vector is as it is (the first number) or of each class.</summary>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public double[] Chances(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Dimension)
        {
            throw new ArgumentException(
                $"The quality model is about vectors of {Dimension} numbers; this one has {vector.Length}.", nameof(vector));
        }

        // A file may name any number of directions.
        Span<float> read = Directions <= OnStack ? stackalloc float[Directions] : new float[Directions];
        for (int direction = 0; direction < read.Length; direction++)
        {
            read[direction] = TensorPrimitives.Dot(vector, Row(readings, direction)) - offsets[direction];
        }

        double[] chances = new double[1 + Classes];
        for (int c = 0; c < Classes; c++)
        {
            chances[1 + c] = TensorPrimitives.Dot(read, Center(c)) / Temperature + evidence[c];
        }

        TensorPrimitives.SoftMax(chances, chances);
        return chances;
    }

    /// <summary>A vector less what degradation is expected to have added; at most of length 1.</summary>
    public float[] Without(ReadOnlySpan<float> vector, ReadOnlySpan<double> chances)
    {
        Span<float> shift = Directions <= OnStack ? stackalloc float[Directions] : new float[Directions];
        shift.Clear();
        for (int c = 0; c < Classes; c++)
        {
            TensorPrimitives.MultiplyAdd(Center(c), (float)chances[1 + c], shift, shift);
        }

        float[] result = vector.ToArray();
        for (int direction = 0; direction < shift.Length; direction++)
        {
            TensorPrimitives.MultiplyAdd(Row(removals, direction), -shift[direction], result, result);
        }

        float length = TensorPrimitives.Norm<float>(result);
        if (length > 1)
        {
            TensorPrimitives.Divide(result, length, result);
        }

        return result;
    }

    private ReadOnlySpan<float> Center(int c) => centers.AsSpan(c * Directions, Directions);

    private ReadOnlySpan<float> Row(float[] rows, int direction) => rows.AsSpan(direction * Dimension, Dimension);
}
