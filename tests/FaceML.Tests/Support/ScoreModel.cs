namespace FaceML.Tests.Support;

/// <summary>
/// A small real pipeline without networks: two vectors in, a score and a decision out. Quick enough to be saved hundreds of times.
/// </summary>
internal static class ScoreModel
{
    public const int Length = 4;

    internal sealed class Pair
    {
        [VectorType(Length)]
        public float[] Embedding1 { get; set; } = [];

        [VectorType(Length)]
        public float[] Embedding2 { get; set; } = [];

        public bool Label { get; set; }
    }

    /// <summary>Vectors whose cosine is <paramref name="cosine"/>.</summary>
    public static Pair WithCosine(float cosine, bool label = false) => new()
    {
        Embedding1 = [1, 0, 0, 0],
        Embedding2 = [cosine, MathF.Sqrt(1 - cosine * cosine), 0, 0],
        Label = label,
    };

    /// <summary>
    /// Impostors below <paramref name="top"/>, genuine pairs above: the threshold comes to lie just above <paramref name="top"/>.
    /// </summary>
    public static IDataView Data(MLContext ml, float top) => ml.Data.LoadFromEnumerable(
        Enumerable.Range(0, 100).Select(i => WithCosine(top - i * 0.001f))
            .Concat(Enumerable.Range(0, 20).Select(i => WithCosine(top + 0.01f + i * 0.001f, label: true))).ToArray());

    public static TransformerChain<FaceThresholdTransformer> Fit(MLContext ml, float top = 0.5f) =>
        ml.Faces.Compare("Score", "Embedding1", "Embedding2")
            .Append(ml.Faces.CalibrateThreshold(maxFalseMatchRate: 0.05)).Fit(Data(ml, top));

    public static void Save(MLContext ml, string path, float top = 0.5f) => ml.Faces.Save(Fit(ml, top), Data(ml, top).Schema, path);
}
