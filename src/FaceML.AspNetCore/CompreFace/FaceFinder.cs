using System.Diagnostics;
using System.Numerics;
using FaceML.Imaging;
using FaceML.Networks;

namespace FaceML.AspNetCore.CompreFace;

/// <summary>A face as it was found, as it is answered, and as it is compared.</summary>
internal sealed record FoundFace(Face Face, FaceAnswer Answer, AssessedEmbedding Embedding);

/// <summary>Faces as CompreFace answers them. Thread-safe.</summary>
internal sealed class FaceFinder(FaceEngine engine, FaceMeter meter)
{
    private const int Digits = 5;

    private readonly FaceRecognizer recognizer = engine.Recognizer;

    /// <summary>The names of the networks, where a request asks for them.</summary>
    public PluginsAnswer? Plugins(CompreFaceQuery query, bool embedded) => query.Status
        ? new(NameOf(NetworkKind.Detector), embedded ? NameOf(NetworkKind.Embedder) : null)
        : null;

    /// <summary>The one face of an image, with its embedding.</summary>
    /// <exception cref="CompreFaceException">There is none, or there are several.</exception>
    public FoundFace EmbedOnly(Image image, CompreFaceQuery query) => Embed(image, query) is [{ } only]
        ? only
        : throw new CompreFaceException(CompreFaceCode.SeveralFaces, "The image must show one face; it shows several.");

    /// <summary>The faces of an image, without embeddings.</summary>
    /// <exception cref="CompreFaceException">There is none.</exception>
    public IReadOnlyList<FaceAnswer> Detect(Image image, CompreFaceQuery query)
    {
        long start = Stopwatch.GetTimestamp();
        Face[] faces = Locate(image, query);
        TimeSpan detection = Stopwatch.GetElapsedTime(start);
        return [.. faces.Select(face => Answer(face, null, query, detection, null))];
    }

    /// <summary>The faces of an image with their embeddings; faces whose points fix no alignment are left out.</summary>
    /// <exception cref="CompreFaceException">There is none.</exception>
    public IReadOnlyList<FoundFace> Embed(Image image, CompreFaceQuery query)
    {
        long start = Stopwatch.GetTimestamp();
        Face[] faces = [.. Locate(image, query).Where(face => recognizer.Embedder.CanAlign(face.Points))];
        Require(faces);
        TimeSpan detection = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        IReadOnlyList<FaceEmbedding> embedded = recognizer.Embed(image, faces);
        TimeSpan each = Stopwatch.GetElapsedTime(start) / faces.Length;
        return
        [
            .. embedded.Select(one => new FoundFace(
                one.Face, Answer(one.Face, query.Embeddings ? one.Vector.ToArray() : null, query, detection, each),
                engine.ForGalleries.Assess(one))),
        ];
    }

    private Face[] Locate(Image image, CompreFaceQuery query)
    {
        IEnumerable<DetectedFace> found = recognizer.Find(image).Where(face => face.Score >= query.DetectionThreshold);
        if (query.Limit > 0)
        {
            found = found.OrderByDescending(face => face.Box.Area).Take(query.Limit);
        }

        Face[] faces = [.. found.Select(face => recognizer.Locate(image, face))];
        meter.CountFaces(faces.Length);
        Require(faces);
        return faces;
    }

    private string NameOf(NetworkKind kind) => recognizer.Networks.First(network => network.Card.Kind == kind).Card.Name;

    private static void Require(Face[] faces)
    {
        if (faces.Length == 0)
        {
            throw new CompreFaceException(CompreFaceCode.NoFace, "The image must show a face; none was found.");
        }
    }

    private static FaceAnswer Answer(Face face, float[]? embedding, CompreFaceQuery query, TimeSpan detection, TimeSpan? calculation)
    {
        Box box = face.Box;
        FacePoints points = face.Points;
        Vector2[] five = [points.EyeLeft, points.EyeRight, points.Nose, points.MouthLeft, points.MouthRight];
        return new(
            new(Math.Round(face.Score, Digits), Whole(box.Right), Whole(box.Bottom), Whole(box.Left), Whole(box.Top)),
            query.Landmarks ? [.. five.Select(point => (int[])[Whole(point.X), Whole(point.Y)])] : null,
            embedding,
            query.Status ? new(detection.TotalMilliseconds, calculation?.TotalMilliseconds) : null);
    }

    private static int Whole(float coordinate) => (int)MathF.Round(coordinate);
}
