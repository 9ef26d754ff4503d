namespace FaceML.Tests.Support;

/// <summary>The stages as the README chains them: <c>Align</c> without a column of its status.</summary>
internal static class StageByStage
{
    /// <summary>From <c>Path1</c> and <c>Path2</c> to <c>Score</c>.</summary>
    public static EstimatorChain<FaceTransformer> Compare(MLContext ml) =>
        Embed(Embed(new(), ml, 1), ml, 2).Append(ml.Faces.Compare("Score", "Embedding1", "Embedding2"));

    private static EstimatorChain<ITransformer> Embed(EstimatorChain<ITransformer> chain, MLContext ml, int side) => chain
        .Append(ml.Faces.LoadImages($"Image{side}", $"Path{side}"))
        .Append(ml.Faces.Detect($"Faces{side}", $"Image{side}"))
        .Append(ml.Faces.Align($"AlignedFace{side}", $"Faces{side}", $"Image{side}"))
        .Append<ITransformer>(ml.Faces.Embed($"Embedding{side}", $"AlignedFace{side}"));
}
