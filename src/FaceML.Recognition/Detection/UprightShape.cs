using System.Text.Json;

namespace FaceML.Recognition;

/// <summary>
/// Tells by the arrangement of the 68 landmarks and the detector's score whether a face is upright: shown a face on its side or head down,
/// a landmark network gives an arrangement that upright faces do not have. A logistic regression on the landmarks aligned to
/// <see cref="AlignmentTemplate.ArcFace112"/>: 137 multiplications a face.
/// </summary>
internal sealed class UprightShape
{
    // Keeps the logarithm finite where the detector is certain.
    private const float LeastDoubt = 1e-4f;

    private static readonly Lazy<UprightShape> Shared = new(Read);

    private readonly Content content;

    private UprightShape(Content content) => this.content = content;

    internal static UprightShape Shipped => Shared.Value;

    /// <summary>The evidence from which on a face is trusted.</summary>
    internal float Trusted => content.Trusted;

    /// <summary>
    /// The logarithm of the odds that the face is upright, among faces of which as many are turned; negative infinity where the landmarks
    /// fix no alignment.
    /// </summary>
    internal float Evidence(FaceLandmarks landmarks, float score)
    {
        Span<float> features = stackalloc float[FaceLandmarks.Count * 2 + 1];
        if (!TryDescribe(landmarks, score, features))
        {
            return float.NegativeInfinity;
        }

        return System.Numerics.Tensors.TensorPrimitives.Dot(features, content.Weights) + content.Bias;
    }

    /// <summary>What the regression is made on: the aligned landmarks, x and y in turn, then the detector's doubt as a logarithm.</summary>
    internal static bool TryDescribe(FaceLandmarks landmarks, float score, Span<float> features)
    {
        if (!AlignmentTemplate.ArcFace112.TryAlign(landmarks.FivePoints, out Imaging.SimilarityTransform aligned))
        {
            return false;
        }

        for (int i = 0; i < FaceLandmarks.Count; i++)
        {
            Vector2 point = aligned.Apply(landmarks.Points[i]);
            (features[2 * i], features[2 * i + 1]) = (point.X, point.Y);
        }

        features[^1] = MathF.Log(1 + LeastDoubt - score);
        return true;
    }

    private static UprightShape Read()
    {
        using Stream stream = typeof(UprightShape).Assembly.GetManifestResourceStream("FaceML.Recognition.UprightShape.json")!;
        // Field by field: the serializer would look the type over by reflection, at every start that finds a face.
        using var document = JsonDocument.Parse(stream);
        JsonElement json = document.RootElement, list = json.GetProperty("weights");
        float[] weights = new float[list.GetArrayLength()];
        int next = 0;
        foreach (JsonElement weight in list.EnumerateArray())
        {
            weights[next++] = weight.GetSingle();
        }

        Content content = new(weights, json.GetProperty("bias").GetSingle(), json.GetProperty("trusted").GetSingle());
        return content.Weights.Length == FaceLandmarks.Count * 2 + 1
            ? new(content)
            : throw new InvalidDataException($"{FaceLandmarks.Count * 2 + 1} weights are expected; there are {content.Weights.Length}.");
    }

    /// <summary>The file, as the bench's <c>upright-shape</c> writes it.</summary>
    internal sealed record Content(float[] Weights, float Bias, float Trusted);
}
