using System.Numerics.Tensors;

namespace FaceML.Vision;

/// <summary>
/// What is known of a recipe's vectors of spoiled images: which directions blur, noise, darkness and the like push a vector to, how much
/// of them to take away before
/// two vectors are compared, and how likely a face with such a vector is recognized. Made by <c>FaceQualityTrainer</c>; shipped with each
/// preset's calibration.
/// </summary>
/// <remarks>
/// <para>
/// <b>Compensation.</b> With C the second moment of the vectors of good images and D that of spoiled ones, the vector v becomes C D⁻¹ v:
/// the Wiener filter (1949), which
/// keeps of each direction the share that tells people apart. Only the directions in which D exceeds C the most are filtered. Unlike
/// nuisance attribute projection
/// (Solomonoff, Campbell and Boardman 2005) nothing is removed whole, and the vector is not scaled back to length 1 afterwards: a face
/// that is mostly
/// degradation becomes a short vector, which is like nobody.
/// </para>
/// <para>
/// <b>Quality</b> is a logistic regression on the length of the compensated vector and on its readings in the first directions: the
/// chance, in percent, that the
/// face is matched with a good image of the same person at a false match rate of 0.0001.
/// </para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
public sealed class FaceQualityModel
{
    private readonly float[] readings, removals;
    private readonly double[] weights;

    /// <summary>Makes a model from its numbers.</summary>
    /// <param name="dimension">The numbers of a vector.</param>
    /// <param name="readings">For each direction the <paramref name="dimension"/> numbers whose inner product with a vector says how far
    /// it lies in that direction.</param>
    /// <param name="removals">For each direction what is taken from a vector, times its reading.</param>
    /// <param name="weights">Of the logistic regression: the constant, length, length², then each reading and its square of the first
    /// directions.</param>
    /// <param name="floor">The quality below which nothing is decided, 0 to 100.</param>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public FaceQualityModel(int dimension, IReadOnlyList<float> readings, IReadOnlyList<float> removals, IReadOnlyList<double> weights, double floor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentNullException.ThrowIfNull(readings);
        ArgumentNullException.ThrowIfNull(removals);
        ArgumentNullException.ThrowIfNull(weights);
        if (readings.Count == 0 || readings.Count % dimension != 0 || removals.Count != readings.Count)
        {
            throw new ArgumentException($"Readings and removals have {dimension} numbers a direction; they have {readings.Count} and {removals.Count}.", nameof(readings));
        }

        if (weights.Count < 3 || weights.Count % 2 == 0 || (weights.Count - 3) / 2 > readings.Count / dimension)
        {
            throw new ArgumentException($"Of the weights there are three and two a direction; there are {weights.Count}.", nameof(weights));
        }

        if (!(floor is >= 0 and <= 100) || !weights.All(double.IsFinite) || !readings.Concat(removals).All(float.IsFinite))
        {
            throw new ArgumentException("The numbers of a quality model are finite and its floor lies between 0 and 100.", nameof(floor));
        }

        (Dimension, Floor, this.readings, this.removals, this.weights) = (dimension, floor, [.. readings], [.. removals], [.. weights]);
    }

    /// <summary>The numbers of a vector.</summary>
    public int Dimension { get; }

    /// <summary>How many directions are compensated.</summary>
    public int Directions => readings.Length / Dimension;

    /// <summary>The quality below which a face is not recognizable: nothing is decided about it.</summary>
    public double Floor { get; }

    /// <summary>For each direction the numbers that read it from a vector.</summary>
    public IReadOnlyList<float> Readings => readings;

    /// <summary>For each direction what is taken from a vector, times its reading.</summary>
    public IReadOnlyList<float> Removals => removals;

    /// <summary>The weights of the logistic regression.</summary>
    public IReadOnlyList<double> Weights => weights;

    /// <summary>A vector without what degradation put into it.</summary>
    /// <param name="vector">A vector of length 1.</param>
    /// <returns>A vector of as many numbers, of length 1 or little less for a good image and near 0 for one that shows nothing; the inner
    /// product of two is their score.</returns>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public float[] Compensate(ReadOnlySpan<float> vector)
    {
        CheckLength(vector);
        float[] compensated = vector.ToArray();
        for (int direction = 0; direction < Directions; direction++)
        {
            TensorPrimitives.MultiplyAdd(removals.AsSpan(direction * Dimension, Dimension), -Reading(vector, direction), compensated, compensated);
        }

        return compensated;
    }

    /// <summary>
    /// How alike two faces are: the inner product of the compensated vectors, at most about 1, the higher the more alike. For two good
    /// images it is near the
    /// cosine; for two images spoiled alike it lacks what the cosine owes to that.
    /// </summary>
    /// <param name="a">A vector of length 1.</param>
    /// <param name="b">The other, of the same recipe.</param>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public float Compare(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float score = TensorPrimitives.Dot<float>(Compensate(a), Compensate(b));
        return float.IsFinite(score) ? score : throw new ArgumentException("Vectors with numbers that are not finite cannot be compared.");
    }

    /// <summary>The same, or NaN where one of the faces is not recognizable: a score that decides nothing.</summary>
    /// <param name="a">A vector of length 1.</param>
    /// <param name="b">The other, of the same recipe.</param>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public float CompareRecognizable(ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        IsRecognizable(a) && IsRecognizable(b) ? Compare(a, b) : float.NaN;

    /// <summary>
    /// The quality of a face by its vector, 0 to 100: the percentage of such faces that are matched with a good image of the same person
    /// at a false match rate of 0.0001.
    /// </summary>
    /// <param name="vector">A vector of length 1.</param>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public double Quality(ReadOnlySpan<float> vector)
    {
        double evidence = weights.Zip(Features(vector), (weight, feature) => weight * feature).Sum();
        return 100 / (1 + Math.Exp(-evidence));
    }

    /// <summary>Whether something may be decided about a face: its quality is at least <see cref="Floor"/>.</summary>
    /// <param name="vector">A vector of length 1.</param>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public bool IsRecognizable(ReadOnlySpan<float> vector) => Quality(vector) >= Floor;

    /// <summary>What the logistic regression sees of a vector.</summary>
    internal double[] Features(ReadOnlySpan<float> vector) => Features(vector, (weights.Length - 3) / 2);

    /// <summary>The same for a number of directions.</summary>
    internal double[] Features(ReadOnlySpan<float> vector, int directions)
    {
        double length = TensorPrimitives.Norm<float>(Compensate(vector));
        double[] features = new double[3 + 2 * directions];
        (features[0], features[1], features[2]) = (1, length, length * length);
        for (int direction = 0; direction < directions; direction++)
        {
            double reading = Reading(vector, direction);
            features[3 + 2 * direction] = reading;
            features[4 + 2 * direction] = reading * reading;
        }

        return features;
    }

    private float Reading(ReadOnlySpan<float> vector, int direction) => TensorPrimitives.Dot(vector, readings.AsSpan(direction * Dimension, Dimension));

    private void CheckLength(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Dimension)
        {
            throw new ArgumentException($"The quality model is about vectors of {Dimension} numbers; this one has {vector.Length}.", nameof(vector));
        }
    }
}
