using System.Numerics;
using System.Numerics.Tensors;

namespace FaceML.Recognition;

/// <summary>
/// What is known of a recipe's vectors of spoiled images: the directions into which blur, few pixels, noise, darkness, covers and the like
/// push a vector, how much of each to keep for a face of which quality, and how likely a face with such a vector is recognized. Made by
/// <c>FaceQualityTrainer</c>; shipped with each preset's calibration.
/// </summary>
/// <remarks>
/// <para>
/// <b>Quality</b> is a logistic regression on the length of the vector after a first, fixed filter and on its readings in the first
/// directions: the chance, in percent, that the face is matched with a good image of the same person at a false match rate of 0.0001.
/// </para>
/// <para>
/// <b>Compensation.</b> With C the second moment of the vectors of good images and D that of images of the same quality, the vector v
/// becomes C D⁻¹ v: the Wiener filter (1949), which keeps of each direction the share that tells people apart. For a good image D is C, so
/// that nothing is changed; the worse the face, the more is taken away, and in more directions. The shipped models keep the square of these
/// shares, for the highest of many false scores come from vectors that are more alike than that. The vector is not scaled back to length 1:
/// a face that is mostly degradation becomes a short vector, which resembles none. Where the vectors of all faces point the same way, as
/// those of networks that were trained by distance do, the moments are taken about the mean of good images, and that mean is kept.
/// </para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
public sealed class FaceQualityModel
{
    private readonly float[] readings, removals, first, kept, offsets;
    private readonly double[] levels, weights;

    /// <summary>Makes a model from its numbers.</summary>
    /// <param name="dimension">The numbers of a vector.</param>
    /// <param name="readings">For each direction the <paramref name="dimension"/> numbers whose inner product with a vector says how far
    /// it lies in that direction.</param>
    /// <param name="removals">For each direction what a vector loses, times its reading, where nothing of it is kept.</param>
    /// <param name="first">For each direction the share, 0 to 1, that the first filter keeps: that which quality is told by.</param>
    /// <param name="levels">Qualities, 0 to 100, rising, at least one.</param>
    /// <param name="kept">For each of these qualities the share, 0 to 1, that is kept of each direction; linear in between.</param>
    /// <param name="weights">Of the logistic regression: the constant, length, length², then each reading and its square of the first
    /// directions.</param>
    /// <param name="floor">The quality below which nothing is decided, 0 to 100.</param>
    /// <param name="offsets">For each direction the reading of the mean vector, which is subtracted from each reading; null for
    /// zeros.</param>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    public FaceQualityModel(
        int dimension,
        IReadOnlyList<float> readings,
        IReadOnlyList<float> removals,
        IReadOnlyList<float> first,
        IReadOnlyList<double> levels,
        IReadOnlyList<float> kept,
        IReadOnlyList<double> weights,
        double floor,
        IReadOnlyList<float>? offsets = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentNullException.ThrowIfNull(readings);
        ArgumentNullException.ThrowIfNull(removals);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(kept);
        ArgumentNullException.ThrowIfNull(weights);
        if (readings.Count == 0 || readings.Count % dimension != 0 || removals.Count != readings.Count)
        {
            throw new ArgumentException(
                $"Readings and removals have {dimension} numbers a direction; they have {readings.Count} and {removals.Count}.",
                nameof(readings));
        }

        int directions = readings.Count / dimension;
        if (first.Count != directions || levels.Count == 0 || kept.Count != levels.Count * directions)
        {
            throw new ArgumentException(
                $"Of {directions} directions a share is kept at first and one at each of {levels.Count} levels; there are {first.Count} "
                    + $"and {kept.Count}.",
                nameof(kept));
        }

        offsets ??= new float[directions];
        if (offsets.Count != directions)
        {
            throw new ArgumentException($"Offsets are one number a direction, {directions}; there are {offsets.Count}.", nameof(offsets));
        }

        if (weights.Count < 3 || weights.Count % 2 == 0 || (weights.Count - 3) / 2 > directions)
        {
            throw new ArgumentException($"Of the weights there are three and two a direction; there are {weights.Count}.", nameof(weights));
        }

        (Dimension, Floor, this.readings, this.removals) = (dimension, floor, [.. readings], [.. removals]);
        (this.first, this.levels, this.kept, this.weights) = ([.. first], [.. levels], [.. kept], [.. weights]);
        this.offsets = [.. offsets];
        const float most = float.MaxValue;
        bool finite = AreWithin(this.readings, -most, most) && AreWithin(this.removals, -most, most) && AreWithin(this.offsets, -most, most)
            && Array.TrueForAll(this.weights, double.IsFinite);
        bool percents = floor is >= 0 and <= 100 && Array.TrueForAll(this.levels, level => level is >= 0 and <= 100);
        if (!finite || !percents || !AreWithin(this.first, 0, 1) || !AreWithin(this.kept, 0, 1) || !Rise(this.levels))
        {
            throw new ArgumentException(
                "The numbers of a quality model are finite, its shares lie between 0 and 1, its floor and its levels, which rise, "
                    + "between 0 and 100.", nameof(floor));
        }
    }

    /// <summary>The numbers of a vector.</summary>
    public int Dimension { get; }

    /// <summary>How many directions are compensated.</summary>
    public int Directions => first.Length;

    /// <summary>The quality below which a face is not recognizable: nothing is decided about it.</summary>
    public double Floor { get; }

    /// <summary>For each direction the numbers that read it from a vector.</summary>
    public IReadOnlyList<float> Readings => readings;

    /// <summary>For each direction what a vector loses, times its reading, where nothing of it is kept.</summary>
    public IReadOnlyList<float> Removals => removals;

    /// <summary>For each direction the share that the first filter keeps.</summary>
    public IReadOnlyList<float> First => first;

    /// <summary>The qualities that <see cref="Kept"/> is given for.</summary>
    public IReadOnlyList<double> Levels => levels;

    /// <summary>For each of the <see cref="Levels"/> the share that is kept of each direction.</summary>
    public IReadOnlyList<float> Kept => kept;

    /// <summary>For each direction the reading of the mean vector: zeros where the moments are not taken about a mean.</summary>
    public IReadOnlyList<float> Offsets => offsets;

    /// <summary>The weights of the logistic regression.</summary>
    public IReadOnlyList<double> Weights => weights;

    /// <summary>A vector without what degradation put into it.</summary>
    /// <param name="vector">A vector of length 1.</param>
    /// <returns>A vector of as many numbers, of length 1 or little less for a good image and near 0 for one that shows nothing; the inner
    /// product of two is their score.</returns>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public float[] Compensate(ReadOnlySpan<float> vector) => Assess(vector).Compensated;

    /// <summary>
    /// How alike two faces are: the inner product of the compensated vectors, at most about 1, the higher the more alike. For two good
    /// images it is the cosine; for two images spoiled alike it lacks what the cosine owes to that.
    /// </summary>
    /// <param name="a">A vector of length 1.</param>
    /// <param name="b">The other, of the same recipe.</param>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public float Compare(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => Score(Assess(a), Assess(b));

    /// <summary>The same, or NaN where one of the faces is not recognizable: a score that decides nothing.</summary>
    /// <param name="a">A vector of length 1.</param>
    /// <param name="b">The other, of the same recipe.</param>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public float CompareRecognizable(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Assessed one = Assess(a), other = Assess(b);
        return one.Quality >= Floor && other.Quality >= Floor ? Score(one, other) : float.NaN;
    }

    /// <summary>
    /// The quality of a face by its vector, 0 to 100: the percentage of such faces that are matched with a good image of the same person
    /// at a false match rate of 0.0001.
    /// </summary>
    /// <param name="vector">A vector of length 1.</param>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public double Quality(ReadOnlySpan<float> vector) => QualityOf(Features(vector, Read(vector), (weights.Length - 3) / 2));

    /// <summary>Whether something may be decided about a face: its quality is at least <see cref="Floor"/>.</summary>
    /// <param name="vector">A vector of length 1.</param>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public bool IsRecognizable(ReadOnlySpan<float> vector) => Quality(vector) >= Floor;

    /// <summary>Whether something may be decided about a face: its quality is not below the floor, and not too much of it is
    /// covered.</summary>
    internal bool MayDecide(double quality, FaceEmbedding face) => quality >= Floor && !face.IsCovered;

    /// <summary>How far a vector lies in each direction: for good images the mean square is 1.</summary>
    internal float[] Read(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Dimension)
        {
            throw new ArgumentException(
                $"The quality model is about vectors of {Dimension} numbers; this one has {vector.Length}.", nameof(vector));
        }

        float[] result = new float[Directions];
        for (int direction = 0; direction < result.Length; direction++)
        {
            result[direction] = TensorPrimitives.Dot(vector, readings.AsSpan(direction * Dimension, Dimension)) - offsets[direction];
        }

        return result;
    }

    /// <summary>What the logistic regression sees of a vector.</summary>
    internal double[] Features(ReadOnlySpan<float> vector, float[] read, int directions)
    {
        double length = TensorPrimitives.Norm<float>(Filter(vector, read, first));
        double[] features = new double[3 + 2 * directions];
        (features[0], features[1], features[2]) = (1, length, length * length);
        for (int direction = 0; direction < directions; direction++)
        {
            features[3 + 2 * direction] = read[direction];
            features[4 + 2 * direction] = read[direction] * read[direction];
        }

        return features;
    }

    internal static float Score(Assessed a, Assessed b)
    {
        float score = TensorPrimitives.Dot<float>(a.Compensated, b.Compensated);
        return float.IsFinite(score) ? score : throw new ArgumentException("Vectors with numbers that are not finite cannot be compared.");
    }

    internal Assessed Assess(ReadOnlySpan<float> vector)
    {
        float[] read = Read(vector);
        double quality = QualityOf(Features(vector, read, (weights.Length - 3) / 2));
        return new Assessed(Filter(vector, read, KeptAt(quality)), quality);
    }

    // Loops, here and below: they run at each start, where LINQ over numbers would be compiled first.
    private static bool AreWithin(float[] numbers, float least, float most)
    {
        foreach (float number in numbers)
        {
            if (!(number >= least && number <= most))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Rise(ReadOnlySpan<double> numbers)
    {
        for (int i = 1; i < numbers.Length; i++)
        {
            if (numbers[i - 1] >= numbers[i])
            {
                return false;
            }
        }

        return true;
    }

    private double QualityOf(double[] features)
    {
        double sum = 0;
        for (int i = 0; i < features.Length; i++)
        {
            sum += weights[i] * features[i];
        }

        return 100 / (1 + Math.Exp(-sum));
    }

    private float[] KeptAt(double quality)
    {
        int above = Array.FindIndex(levels, level => level > quality);
        ReadOnlySpan<float> At(int level) => kept.AsSpan(level * Directions, Directions);
        if (above is 0 or -1)
        {
            return At(above == 0 ? 0 : levels.Length - 1).ToArray();
        }

        float[] between = new float[Directions];
        TensorPrimitives.Lerp(At(above - 1), At(above), (float)((quality - levels[above - 1]) / (levels[above] - levels[above - 1])),
            between);
        return between;
    }

    private float[] Filter(ReadOnlySpan<float> vector, float[] read, float[] shares)
    {
        float[] filtered = vector.ToArray();
        for (int direction = 0; direction < read.Length; direction++)
        {
            if (shares[direction] < 1)
            {
                TensorPrimitives.MultiplyAdd(
                    removals.AsSpan(direction * Dimension, Dimension), -read[direction] * (1 - shares[direction]), filtered, filtered);
            }
        }

        return filtered;
    }

    internal readonly record struct Assessed(float[] Compensated, double Quality);
}
