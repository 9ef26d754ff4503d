using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace FaceML.Training.Classical;

/// <summary>
/// The directions in which identities differ most compared with how much one identity varies. On gray images they are Fisherfaces
/// (Belhumeur, Hespanha, Kriegman, "Eigenfaces vs. Fisherfaces", 1997): principal components first, so that the scatter within
/// the identities can be inverted. Immutable and safe to share.
/// </summary>
internal sealed class FisherDiscriminant
{
    private const string Kind = "FMLLDA01";
    private const int Version = 1;

    private readonly PrincipalComponents components;
    private readonly float[] directions;

    private FisherDiscriminant(PrincipalComponents components, float[] directions, float[] ratios) =>
        (this.components, this.directions, Ratios) = (components, directions, ratios);

    /// <summary>Numbers in a vector.</summary>
    public int InputLength => components.InputLength;

    /// <summary>The number of directions: at most the number of identities less one.</summary>
    public int Count => Ratios.Count;

    /// <summary>For each direction the scatter between by the scatter within the identities, falling.</summary>
    public IReadOnlyList<float> Ratios { get; }

    /// <summary>Finds the directions.</summary>
    /// <param name="set">At least two identities, one of them with at least two vectors.</param>
    /// <param name="principalComponents">How many principal components are kept first; taken as n − c of the paper (vectors less
    /// identities) where that is smaller.</param>
    /// <param name="ridge">What is added to the scatter within, as a share of its mean, at least 0: keeps weak components from
    /// dominating.</param>
    /// <param name="seed">Decides the random start of the principal components.</param>
    /// <exception cref="TrainingDataException">One identity, or no identity with two vectors.</exception>
    public static FisherDiscriminant Fit(EmbeddingSet set, int principalComponents = 200, double ridge = 1e-3, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegative(ridge);
        SortedDictionary<int, List<int>> groups = set.ByIdentity();
        IdentityChecks.RequireGenuinePair(groups);
        PrincipalComponents components = PrincipalComponents.Fit(set, Math.Min(principalComponents, set.Count - groups.Count), seed);
        (Matrix<double> within, Matrix<double> between) = Scatter(components.Transform(set.Values), components.Count, groups);
        int size = components.Count;
        double lift = ridge * within.Trace() / size + double.Epsilon;

        // Sw = V·D·Vᵀ; in the coordinates D^(−½)·Vᵀ·x it is the identity, and the ratios are plain eigenvalues.
        Evd<double> inner = within.Evd(Symmetricity.Symmetric);
        Matrix<double> whitening = inner.EigenVectors.Clone();
        for (int j = 0; j < size; j++)
        {
            whitening.SetColumn(j, whitening.Column(j) / Math.Sqrt(Math.Max(inner.EigenValues[j].Real, 0) + lift));
        }

        Matrix<double> white = whitening.TransposeThisAndMultiply(between) * whitening;
        Evd<double> outer = ((white + white.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, size).OrderByDescending(i => outer.EigenValues[i].Real).Take(groups.Count - 1)];
        Matrix<double> turned = whitening * outer.EigenVectors;
        float[] directions = new float[order.Length * size];
        for (int i = 0; i < order.Length; i++)
        {
            for (int j = 0; j < size; j++)
            {
                directions[i * size + j] = (float)turned[j, order[i]];
            }
        }

        return new FisherDiscriminant(components, directions, [.. order.Select(i => (float)outer.EigenValues[i].Real)]);
    }

    /// <summary>Projects vectors on the directions.</summary>
    /// <param name="vectors">rows × <see cref="InputLength"/>, row-major.</param>
    /// <returns>rows × <see cref="Count"/>.</returns>
    /// <exception cref="ArgumentException">Not whole rows.</exception>
    public float[] Transform(ReadOnlySpan<float> vectors)
    {
        float[] principal = components.Transform(vectors);
        int rows = principal.Length / components.Count;
        float[] result = new float[rows * Count];
        MatrixProduct.MultiplyByTransposed(principal, directions, result, rows, components.Count, Count);
        return result;
    }

    /// <summary>The directions as bytes: versioned and with a checksum.</summary>
    public byte[] Save() => SealedRecord.Write(Kind, Version, writer =>
    {
        writer.WriteBlock(components.Save());
        writer.Write(Count);
        writer.Write(directions);
        writer.Write(Ratios.ToArray());
    });

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="CheckpointException">Damaged, of another version, or numbers that are not finite.</exception>
    public static FisherDiscriminant Load(byte[] bytes) => SealedRecord.Read(bytes, Kind, Version, reader =>
    {
        PrincipalComponents components = PrincipalComponents.Load(reader.ReadBlock("A record of components"));
        int count = reader.ReadInt32();
        if (count < 1 || (long)count * components.Count * sizeof(float) > bytes.Length)
        {
            throw new CheckpointException($"{count} directions in {components.Count} components do not fit into {bytes.Length} bytes.");
        }

        float[] directions = new float[count * components.Count], ratios = new float[count];
        foreach (float[] numbers in (float[][])[directions, ratios])
        {
            reader.ReadFinite(numbers, "The directions");
        }

        return new FisherDiscriminant(components, directions, ratios);
    });

    private static (Matrix<double> Within, Matrix<double> Between) Scatter(
        float[] vectors, int size, SortedDictionary<int, List<int>> groups)
    {
        int n = vectors.Length / size;
        float[] within = new float[size * size], between = new float[size * size];
        float[] deviations = (float[])vectors.Clone(), centers = new float[groups.Count * size];
        int group = 0;
        foreach (List<int> rows in groups.Values)
        {
            Span<float> center = centers.AsSpan(group++ * size, size);
            foreach (int row in rows)
            {
                TensorPrimitives.MultiplyAdd(vectors.AsSpan(row * size, size), 1f / rows.Count, center, center);
            }

            foreach (int row in rows)
            {
                Span<float> x = deviations.AsSpan(row * size, size);
                TensorPrimitives.Subtract(x, center, x);
            }

            // The mean of all is 0 after the principal components.
            TensorPrimitives.Multiply(center, MathF.Sqrt(rows.Count), center);
        }

        MatrixProduct.TransposedMultiply(deviations, deviations, within, size, n, size);
        MatrixProduct.TransposedMultiply(centers, centers, between, size, groups.Count, size);
        return (Dense(within, size), Dense(between, size));
    }

    private static Matrix<double> Dense(float[] values, int size) => Matrix<double>.Build.Dense(size, size, (i, j) => values[i * size + j]);
}
