using System.Numerics.Tensors;

namespace FaceML.Recognition;

/// <summary>
/// What is known of a recipe's vectors of spoiled images: where blur, few pixels, noise, darkness, covers and the like move a vector to,
/// and how likely a face with such a vector is recognized. Made by <c>FaceQualityTrainer</c>; shipped with each preset's calibration.
/// </summary>
/// <remarks>
/// <para>
/// From the vector follow the chances of each kind and strength of degradation, by linear discriminant analysis.
/// </para>
/// <para>
/// <b>Quality</b> is a logistic regression on these chances: the chance, in percent, that the face is matched with a good image of the same
/// person at a false match rate of 0.0001.
/// </para>
/// <para>
/// <b>Compensation.</b> What degradation is expected to have added to a vector, by these chances, is subtracted: two strangers' faces that
/// are blurred alike have that in common. What remains of faces spoiled alike varies more than good faces do, so that it is shortened as
/// far as the most alike strangers of each class require. A good image keeps its vector, or nearly so. The vector is not scaled back to
/// length 1.
/// </para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
public sealed class FaceQualityModel
{
    private readonly float[] scales;
    private readonly double[] logScales, weights;

    /// <param name="degradations">Tells the classes of degradation apart.</param>
    /// <param name="scales">For each class what vectors are multiplied by, above 0 to 1.</param>
    /// <param name="weights">Of the logistic regression: the constant, then the chance of each class.</param>
    /// <param name="floor">The quality below which nothing is decided, 0 to 100.</param>
    /// <exception cref="ArgumentException">The numbers do not fit together.</exception>
    internal FaceQualityModel(Degradations degradations, IReadOnlyList<float> scales, IReadOnlyList<double> weights, double floor)
    {
        if (scales.Count != degradations.Classes || weights.Count != degradations.Classes + 1)
        {
            throw new ArgumentException(
                $"Of {degradations.Classes} classes there is one scale each, and one weight more; there are {scales.Count} and "
                    + $"{weights.Count}.", nameof(scales));
        }

        (Degradations, Floor, this.scales, this.weights) = (degradations, floor, [.. scales], [.. weights]);
        if (!Array.TrueForAll(this.scales, scale => scale is > 0 and <= 1) || !Array.TrueForAll(this.weights, double.IsFinite)
            || floor is not (>= 0 and <= 100))
        {
            throw new ArgumentException(
                "The scales of a quality model lie above 0 and up to 1, its weights are finite, its floor lies between 0 and 100.",
                nameof(scales));
        }

        logScales = Array.ConvertAll(this.scales, scale => Math.Log(scale));
    }

    /// <summary>The numbers of a vector.</summary>
    public int Dimension => Degradations.Dimension;

    /// <summary>The quality below which a face is not recognizable: nothing is decided about it.</summary>
    public double Floor { get; }

    /// <summary>What tells the classes of degradation apart.</summary>
    internal Degradations Degradations { get; }

    /// <summary>For each class what vectors are multiplied by.</summary>
    internal IReadOnlyList<float> Scales => scales;

    /// <summary>The weights of the logistic regression.</summary>
    internal IReadOnlyList<double> Weights => weights;

    /// <summary>A vector without what degradation put into it.</summary>
    /// <param name="vector">A vector of length 1.</param>
    /// <returns>A vector of as many numbers, of length 1 or little less for a good image and shorter for one that shows little; the inner
    /// product of two is their score.</returns>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public float[] Compensate(ReadOnlySpan<float> vector) => Assess(vector).Compensated;

    /// <summary>
    /// How alike two faces are: the inner product of the compensated vectors, at most 1, the higher the more alike. For two good
    /// images it is the cosine, or nearly so; for two images spoiled alike it lacks what the cosine owes to that.
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
    public double Quality(ReadOnlySpan<float> vector) => QualityOf(Degradations.Chances(vector));

    /// <summary>Whether something may be decided about a face: its quality is at least <see cref="Floor"/>.</summary>
    /// <param name="vector">A vector of length 1.</param>
    /// <exception cref="ArgumentException">Another number of numbers.</exception>
    public bool IsRecognizable(ReadOnlySpan<float> vector) => Quality(vector) >= Floor;

    /// <summary>Whether something may be decided about a face: its quality is not below the floor, and not too much of it is
    /// covered.</summary>
    internal bool MayDecide(double quality, FaceEmbedding face) => quality >= Floor && !face.IsCovered;

    internal static float Score(Assessed a, Assessed b)
    {
        float score = TensorPrimitives.Dot<float>(a.Compensated, b.Compensated);
        return float.IsFinite(score) ? score : throw new ArgumentException("Vectors with numbers that are not finite cannot be compared.");
    }

    internal Assessed Assess(ReadOnlySpan<float> vector)
    {
        double[] chances = Degradations.Chances(vector);
        float[] compensated = Degradations.Without(vector, chances);
        TensorPrimitives.Multiply(compensated, (float)Math.Exp(LogScale(chances, logScales)), compensated);
        return new Assessed(compensated, QualityOf(chances));
    }

    /// <summary>The logarithm of what a vector with such chances is multiplied by, given that of each class.</summary>
    internal static double LogScale(ReadOnlySpan<double> chances, ReadOnlySpan<double> logScales) =>
        TensorPrimitives.Dot(chances[1..], logScales);

    private double QualityOf(double[] chances)
    {
        double sum = weights[0] + TensorPrimitives.Dot(chances.AsSpan(1), weights.AsSpan(1));
        return 100 / (1 + Math.Exp(-sum));
    }

    internal readonly record struct Assessed(float[] Compensated, double Quality);
}
