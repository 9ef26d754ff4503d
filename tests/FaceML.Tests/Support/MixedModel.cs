namespace FaceML.Tests.Support;

/// <summary>
/// A small chain of FaceML's and ML.NET's stages without networks: who the first embedding shows (ML.NET), how alike both are (FaceML),
/// and numbers made of that (ML.NET again).
/// </summary>
internal static class MixedModel
{
    internal sealed class Row
    {
        [VectorType(4)]
        public float[] Embedding1 { get; set; } = [];

        [VectorType(4)]
        public float[] Embedding2 { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    internal sealed class Answer
    {
        public string Who { get; set; } = "";

        public float Similarity { get; set; }

        public float[] Score { get; set; } = [];

        public float[] Reduced { get; set; } = [];
    }

    /// <summary>Three people, well apart; <paramref name="names"/> are theirs.</summary>
    public static Row[] Rows(params string[] names) => [.. Enumerable.Range(0, 60).Select(i => new Row
    {
        Embedding1 = [.. Enumerable.Range(0, 4).Select(d => (d == i % 3 ? 1 : 0) + 0.01f * (i * (d + 3) % 7))],
        Embedding2 = [.. Enumerable.Range(0, 4).Select(d => (d == i % 2 ? 1 : 0) + 0.02f * (i * (d + 5) % 11))],
        Identity = names.Length == 0 ? $"person {i % 3}" : names[i % 3],
    })];

    public static IDataView Data(MLContext ml, params string[] names) => ml.Data.LoadFromEnumerable(Rows(names));

    public static IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms.Conversion.MapValueToKey("Label", "Identity")
        .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(
            new() { LabelColumnName = "Label", FeatureColumnName = "Embedding1", NumberOfThreads = 1 }))
        .Append(ml.Faces.Compare("Similarity", "Embedding1", "Embedding2"))
        .Append(ml.Transforms.Conversion.MapKeyToValue("Who", "PredictedLabel"))
        .Append(ml.Transforms.Concatenate("All", "Similarity", "Embedding1", "Embedding2"))
        .Append(ml.Transforms.NormalizeMinMax("All"))
        .Append(ml.Transforms.ProjectToPrincipalComponents("Reduced", "All", rank: 3, seed: 1));

    public static ITransformer Fit(MLContext ml, params string[] names) => Pipeline(ml).Fit(Data(ml, names));

    public static void Save(MLContext ml, string path, params string[] names) =>
        ml.Faces.Save(Fit(ml, names), Data(ml, names).Schema, path);
}
