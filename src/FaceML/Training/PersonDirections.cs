using System.Numerics.Tensors;
using FaceML.Training.Algebra;
using FaceML.Training.Data;
using FaceML.Training.Layers;
using FaceML.Training.Losses;
using FaceML.Training.Optimization;

namespace FaceML.Training;

/// <summary>A unit vector a person. Immutable and safe to share.</summary>
internal sealed class PersonDirections
{
    private const float LearningRate = 1e-3f;

    private readonly float[] directions;

    /// <param name="directions">People × length, row-major, of unit length.</param>
    /// <param name="length">Numbers in a vector.</param>
    public PersonDirections(float[] directions, int length) => (this.directions, Length) = (directions, length);

    public int Length { get; }

    public int Count => directions.Length / Length;

    public ReadOnlySpan<float> Values => directions;

    /// <summary>Learns a direction for each label of the set, in order of the labels.</summary>
    public static PersonDirections Fit(EmbeddingSet set, FaceIdentityOptions options)
    {
        float[] unit = set.Values.ToArray();
        for (int row = 0; row < set.Count; row++)
        {
            Normalize(unit.AsSpan(row * set.Length, set.Length));
        }

        SortedDictionary<int, List<int>> groups = set.ByIdentity();
        int[] labels = new int[set.Count];
        float[] means = new float[groups.Count * set.Length];
        int person = 0;
        foreach (List<int> rows in groups.Values)
        {
            Span<float> mean = means.AsSpan(person * set.Length, set.Length);
            foreach (int row in rows)
            {
                labels[row] = person;
                TensorPrimitives.Add(mean, unit.AsSpan(row * set.Length, set.Length), mean);
            }

            person++;
        }

        PersonDirections templates = Normalized(means, set.Length);
        return groups.Count < 2 || options.Steps == 0 ? templates : Refine(templates, unit, labels, options);
    }

    /// <summary>The likeliest person, the cosine, and the softmax of the scaled cosines there.</summary>
    public (int Person, float Cosine, float Probability) Search(ReadOnlySpan<float> vector, float scale)
    {
        float norm = MathF.Max(TensorPrimitives.Norm(vector), 1e-12f), best = float.NegativeInfinity;
        int person = 0;
        Span<float> cosines = Count <= 1024 ? stackalloc float[Count] : new float[Count];
        for (int i = 0; i < cosines.Length; i++)
        {
            cosines[i] = TensorPrimitives.Dot(vector, directions.AsSpan(i * Length, Length)) / norm;
            (person, best) = cosines[i] > best ? (i, cosines[i]) : (person, best);
        }

        double sum = 0;
        foreach (float cosine in cosines)
        {
            sum += Math.Exp(scale * ((double)cosine - best));
        }

        return (person, best, (float)(1 / sum));
    }

    // The whole set a step: the people's directions are few numbers, and nothing depends on an order.
    private static PersonDirections Refine(PersonDirections start, float[] unit, int[] labels, FaceIdentityOptions options)
    {
        var random = new TrainingRandom(options.Seed);
        // Without a margin CosFace is the plain softmax of scaled cosines.
        EmbeddingLoss loss = new CosFaceLossOptions { Margin = 0, Scale = options.Scale }.Create(
            start.Count, start.Length, ClassWeights.Compute(labels, start.Count, ClassBalance.InverseFrequency), random);
        Parameter matrix = loss.Parameters[0];
        start.directions.CopyTo(matrix.Values, 0);
        Optimizer optimizer = new AdamOptions().Create();
        float[] unused = new float[unit.Length];
        for (int step = 0; step < options.Steps; step++)
        {
            matrix.ClearGradient();
            loss.Evaluate(unit, labels, start.Length, unused, random);
            optimizer.Step(loss.Parameters, LearningRate);
        }

        return Normalized((float[])matrix.Values.Clone(), start.Length);
    }

    private static PersonDirections Normalized(float[] directions, int length)
    {
        for (int at = 0; at < directions.Length; at += length)
        {
            Normalize(directions.AsSpan(at, length));
        }

        return new PersonDirections(directions, length);
    }

    private static void Normalize(Span<float> vector) =>
        TensorPrimitives.Divide(vector, MathF.Max(TensorPrimitives.Norm<float>(vector), 1e-12f), vector);
}
