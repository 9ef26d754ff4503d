using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace FaceML.AspNetCore.CompreFace;

/// <summary>What the address of a request asks for. Plugins that are not here (age, gender, pose, mask) are passed over.</summary>
/// <param name="Limit">The most faces, the largest first; 0 for all.</param>
/// <param name="DetectionThreshold">The least score of a face, 0 to 1.</param>
/// <param name="PredictionCount">The most subjects of a face.</param>
/// <param name="Landmarks">Whether faces are answered with their points.</param>
/// <param name="Embeddings">Whether faces are answered with their embeddings.</param>
/// <param name="Status">Whether times and the networks' names are answered.</param>
internal sealed record CompreFaceQuery(
    int Limit, double DetectionThreshold, int PredictionCount, bool Landmarks, bool Embeddings, bool Status)
{
    /// <summary>Reads the query of a request.</summary>
    /// <exception cref="FaceMLException">A value cannot be used.</exception>
    public static CompreFaceQuery Of(HttpRequest request)
    {
        string[] plugins = Text("face_plugins")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return new(
            QueryText.Number("limit", Text("limit"), 0, 0, int.MaxValue),
            QueryText.Share("det_prob_threshold", Text("det_prob_threshold"), 0),
            QueryText.Number("prediction_count", Text("prediction_count"), 1, 1, int.MaxValue),
            plugins.Contains("landmarks"), plugins.Contains("calculator"), QueryText.Flag("status", Text("status")));

        string? Text(string name) => CompreFaceQuery.Text(request, name);
    }

    /// <summary>A text of the query; null where it is not there or empty.</summary>
    public static string? Text(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out StringValues values) && values is [{ Length: > 0 } text, ..] ? text : null;

    /// <summary>A whole number of the query; the usual one where it is not there or out of range, as CompreFace reads pages.</summary>
    public static int Number(HttpRequest request, string name, int usual, int least) =>
        int.TryParse(Text(request, name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
            ? number
            : usual;
}
