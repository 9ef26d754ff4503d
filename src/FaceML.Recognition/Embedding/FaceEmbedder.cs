namespace FaceML.Recognition;

/// <summary>
/// Turns faces into vectors of length 1 that compare by <see cref="FaceComparison"/>: cut out as <see cref="FaceAligner"/> cuts them, by
/// the template of the network's card, and shown to the network.
/// </summary>
/// <remarks>
/// Safe to share between threads. Does not dispose the networks. With several networks the vectors are fused: put behind each other, each
/// weighted so that the cosine of two fused vectors is the weighted mean of the networks' cosines. The weights are the inverse deviations
/// of the networks' impostor scores where every card states them (the z-norm, so that no network's scale outweighs another's), else equal.
/// </remarks>
public sealed class FaceEmbedder
{
    // What a run of several faces must save, a face, to be worth the wait for the others.
    private const double WorthGathering = 0.9;

    private static readonly int[] RunSizes = [4, 16, 32];

    private readonly EmbeddingNetwork[] parts;
    private readonly FaceAligner[] aligners;
    private readonly float[] weights;
    private ConcurrentFaces? concurrent;

    /// <summary>Makes an embedder.</summary>
    /// <param name="network">A network whose card says <see cref="NetworkKind.Embedder"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="NetworkException">The network is of another kind.</exception>
    public FaceEmbedder(OnnxNetwork network, EmbedderOptions? options = null)
        : this([network], options)
    {
    }

    /// <summary>Makes an embedder that fuses several networks.</summary>
    /// <param name="networks">One or more networks whose cards say <see cref="NetworkKind.Embedder"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no network.</exception>
    /// <exception cref="NetworkException">A network is of another kind.</exception>
    public FaceEmbedder(IReadOnlyList<OnnxNetwork> networks, EmbedderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(networks);
        if (networks.Count == 0)
        {
            throw new ArgumentException("At least one network is expected.", nameof(networks));
        }

        parts = [.. networks.Select(network => new EmbeddingNetwork(network, options ?? new()))];
        aligners = [.. parts.Select(part => new FaceAligner(part.Template))];
        weights = parts.Length == 1 ? [1] : Weights([.. parts.Select(part => part.Card.Impostors?.Deviation)]);
    }

    /// <summary>Numbers in a vector.</summary>
    public int Length => parts.Sum(part => part.Length);

    /// <summary>What the vectors are compared by: the first network's metric.</summary>
    public FaceMetric Metric => parts[0].Card.Metric;

    /// <summary>How faces are aligned for the first network, in its input's size.</summary>
    public AlignmentTemplate Template => parts[0].Template;

    /// <summary>How faces are aligned for each network, in its input's size.</summary>
    public IReadOnlyList<AlignmentTemplate> Templates => [.. parts.Select(part => part.Template)];

    /// <summary>Whether a face's points fix an alignment for every network.</summary>
    /// <param name="points">The face's points.</param>
    public bool CanAlign(in FacePoints points)
    {
        foreach (FaceAligner aligner in aligners)
        {
            if (!aligner.Template.TryAlign(points, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Embeds one face.</summary>
    /// <param name="image">The image.</param>
    /// <param name="points">The face's points in it.</param>
    /// <returns>A vector of length 1 with <see cref="Length"/> numbers.</returns>
    /// <exception cref="AlignmentException">The points fix no alignment.</exception>
    /// <exception cref="NetworkException">The network gave a vector without direction (zeros, or not finite).</exception>
    public float[] Embed(Image image, in FacePoints points)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Embed([new(image, points)])[0].Vector;
    }

    /// <summary>
    /// Embeds several faces, in blocks of one network run each; the values are those of one by one, to within rounding (1e-5).
    /// </summary>
    /// <param name="faces">The faces.</param>
    /// <returns>A vector a face, in their order, and how much of the face is covered.</returns>
    /// <exception cref="AlignmentException">The points of a face fix no alignment.</exception>
    /// <exception cref="NetworkException">The network gave a vector without direction.</exception>
    internal EmbeddedFace[] Embed(IReadOnlyList<FaceInImage> faces)
    {
        ArgumentNullException.ThrowIfNull(faces);
        return concurrent is null ? EmbedTogether(faces) : concurrent.Embed(faces);
    }

    /// <summary>
    /// From now on embeds the faces of calls that are made at the same time together, in runs of as many as are quickest here: a graphics
    /// card is filled by many, a processor's core by one. Measured now, in a few runs.
    /// </summary>
    /// <returns>The faces of a run; 1 where runs of several are not quicker, so that nothing is gathered.</returns>
    internal int GatherCalls()
    {
        int most = QuickestRun(faces => parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Time(faces)));
        concurrent = most > 1 ? new(EmbedTogether, most) : null;
        return most;
    }

    /// <summary>The number of faces from which on more in a run save nothing, by the time that a run of a number of faces takes.</summary>
    internal static int QuickestRun(Func<int, TimeSpan> time)
    {
        int quickest = 1;
        TimeSpan face = time(1);
        foreach (int faces in RunSizes)
        {
            TimeSpan inRun = time(faces) / faces;
            if (inRun > face * WorthGathering)
            {
                break;
            }

            (quickest, face) = (faces, inRun);
        }

        return quickest;
    }

    private EmbeddedFace[] EmbedTogether(IReadOnlyList<FaceInImage> faces)
    {
        Image[][] alignedFaces = new Image[parts.Length][];
        for (int i = 0; i < parts.Length; i++)
        {
            // Networks that require the same aligned faces share them.
            int alike = Array.FindIndex(parts, part => part.Template.IsAlike(parts[i].Template));
            alignedFaces[i] = alike < i ? alignedFaces[alike] : [.. faces.Select(face => aligners[i].Align(face.Image, face.Points))];
        }

        return EmbedAligned(alignedFaces);
    }

    /// <summary>
    /// Embeds aligned faces that are aligned already, as <see cref="FaceAligner"/> cuts them: the vectors are those of
    /// <see cref="Embed(IReadOnlyList{FaceInImage})"/>.
    /// </summary>
    /// <param name="alignedFaces">Aligned images; another size than the network's is stretched to it.</param>
    /// <returns>A vector an aligned face, in their order.</returns>
    /// <exception cref="NetworkException">The network gave a vector without direction.</exception>
    /// <exception cref="InvalidOperationException">The networks require faces aligned by different templates, so no aligned face serves
    /// them all.</exception>
    public float[][] EmbedAligned(IReadOnlyList<Image> alignedFaces)
    {
        ArgumentNullException.ThrowIfNull(alignedFaces);
        if (parts.DistinctBy(part => part.Template.Name).Count() > 1)
        {
            throw new InvalidOperationException(
                $"The networks require different alignments ({string.Join(", ", parts.Select(part => part.Template.Name))}), so no "
                    + $"aligned face "
                    + $"serves them all: embed from images.");
        }

        return [.. EmbedAligned([.. parts.Select(_ => alignedFaces)]).Select(face => face.Vector)];
    }

    /// <summary>Embeds faces of which each network has its own aligned faces.</summary>
    /// <param name="alignedFaces">For each network an aligned face a face.</param>
    internal EmbeddedFace[] EmbedAligned(IReadOnlyList<Image>[] alignedFaces) =>
        Fuse([.. parts.Zip(alignedFaces, (part, own) => part.Embed(own))]);

    /// <summary>The networks' shares of the fused cosine; their sum is 1.</summary>
    internal static float[] Weights(IReadOnlyList<double?> deviations)
    {
        double[] inverse = [.. deviations.Select(deviation => deviations.All(d => d > 0) ? 1 / deviation!.Value : 1)];
        return [.. inverse.Select(w => (float)(w / inverse.Sum()))];
    }

    private EmbeddedFace[] Fuse(EmbeddedFace[][] seen) => parts.Length == 1 ? seen[0]
        : [.. Enumerable.Range(0, seen[0].Length).Select(face => new EmbeddedFace(
            Fuse([.. seen.Select(part => part[face].Vector)], weights), seen.Max(part => part[face].Covered)))];

    /// <summary>Unit vectors behind each other, each scaled by the root of its weight: again a vector of length 1.</summary>
    internal static float[] Fuse(IReadOnlyList<float[]> vectors, IReadOnlyList<float> weights)
    {
        float[] fused = new float[vectors.Sum(vector => vector.Length)];
        int start = 0;
        for (int i = 0; i < vectors.Count; i++)
        {
            TensorPrimitives.Multiply(vectors[i], MathF.Sqrt(weights[i]), fused.AsSpan(start, vectors[i].Length));
            start += vectors[i].Length;
        }

        return fused;
    }
}
