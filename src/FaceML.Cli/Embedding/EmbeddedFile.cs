using System.Text.Json;

namespace FaceML.Cli;

/// <summary>The faces of one image file with their embeddings, or why there are none.</summary>
internal sealed record EmbeddedFile(IReadOnlyList<(FaceEmbedding Face, QualityJson? Quality)> Faces, string? Problem)
{
    private sealed record EmbeddingJson(
        string File, float[] Box, float Score, FacePointsJson Points, int Turn, string Network, QualityJson? Quality, float[] Vector);

    public static EmbeddedFile Read(FaceRecognizer recognizer, FaceQualityModel? model, string file, CancellationToken cancellationToken)
    {
        try
        {
            Image image = Image.Load(file, cancellation: cancellationToken);
            return new([.. recognizer.EmbedAll(image).Select(face => (face, QualityOf(image, face)))], null);
        }
        catch (Exception e) when (ToolException.IsOfOneFile(e))
        {
            return new([], e.Message);
        }

        QualityJson? QualityOf(Image image, FaceEmbedding face)
        {
            FaceQualityComponents components = FaceQualityComponents.Measure(image, face);
            double? quality = model?.Quality(face.Vector.Span);
            return QualityJson.From(quality, quality is { } known ? model!.MayDecide(known, face) : null, components);
        }
    }

    /// <summary>One JSON object a face.</summary>
    public IEnumerable<string> ToJsonLines(string file, string network) => Faces.Select(one =>
    {
        var found = FaceJson.From(one.Face.Face);
        return JsonSerializer.Serialize(new EmbeddingJson(
            file, found.Box, found.Score, found.Points, found.Turn, network, one.Quality, one.Face.Vector.ToArray()), AnswerJson.Options);
    });
}
