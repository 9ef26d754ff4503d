using FaceML.Comparison;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Tests.Support;

/// <summary>The stages as the README chains them: <c>Align</c> without a column of its status.</summary>
internal static class StageByStage
{
    /// <summary>From <c>Path1</c> and <c>Path2</c> to <c>Score</c>.</summary>
    public static EstimatorChain<FaceComparisonTransformer> Compare(MLContext ml)
    {
        EstimatorChain<ITransformer> faces = new();
        foreach (int side in (int[])[1, 2])
        {
            faces = faces.Append<ITransformer>(ml.Faces.LoadImages($"Image{side}", $"Path{side}"))
                .Append(ml.Faces.Detect($"Faces{side}", $"Image{side}"))
                .Append(ml.Faces.Align($"AlignedFace{side}", $"Faces{side}", $"Image{side}"))
                .Append<ITransformer>(ml.Faces.Embed($"Embedding{side}", $"AlignedFace{side}"));
        }

        return faces.Append(ml.Faces.Compare("Score", "Embedding1", "Embedding2"));
    }
}
