using FaceML.Imaging;
using FaceML.Vision;

namespace FaceML.Bench.Networks;

/// <summary>The points of the central face of LFW's View 2 pictures, by one landmark crop and by the mean of five, kept in a file.</summary>
internal static class LfwPoints
{
    private const int Sets = 2;

    /// <summary>For each picture the points of one crop and of five, or null where no face was found.</summary>
    public static FacePoints[]?[] Read(NetworkCatalog catalog, IReadOnlyList<string> pictures, TextWriter log)
    {
        string cache = Path.Combine(DataSets.Artifacts, "lfw-points.bin");
        float[]?[] numbers = VectorFile.TryRead(cache, pictures) ?? Compute(catalog, pictures, cache, log);
        return [.. numbers.Select(n => n is null ? null : (FacePoints[])[Points(n, 0), Points(n, 1)])];
    }

    private static float[]?[] Compute(NetworkCatalog catalog, IReadOnlyList<string> pictures, string cache, TextWriter log)
    {
        FaceRecognizerOptions names = new();
        using OnnxNetwork detectorNetwork = catalog.Load(names.Detector), landmarkNetwork = catalog.Load(names.Landmarker);
        FaceDetector detector = new(detectorNetwork);
        FaceLandmarker[] landmarkers = [new(landmarkNetwork), new(landmarkNetwork, new() { Passes = 5 })];
        float[]?[] found = new float[]?[pictures.Count];
        Progress progress = new(log, "points", pictures.Count);
        Parallel.For(0, pictures.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            Image image = Image.Load(DataSets.Find("lfw-deepfunneled", pictures[i]));
            if (FaceRecognizer.Select(detector.Detect(image), image, FaceSelection.Central, out DetectedFace face) == FaceStatus.Found)
            {
                found[i] = [.. landmarkers.SelectMany(l => Numbers(l.Locate(image, face.Box).FivePoints))];
            }

            progress.Step();
        });
        VectorFile.Write(cache, pictures, found);
        return found;
    }

    private static IEnumerable<float> Numbers(FacePoints points) => Enumerable.Range(0, FacePoints.Count).SelectMany(i => (float[])[points[i].X, points[i].Y]);

    private static FacePoints Points(float[] numbers, int set)
    {
        int start = set * numbers.Length / Sets;
        return new(At(0), At(1), At(2), At(3), At(4));

        System.Numerics.Vector2 At(int i) => new(numbers[start + 2 * i], numbers[start + 2 * i + 1]);
    }
}
