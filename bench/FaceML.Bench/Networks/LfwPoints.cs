using System.Numerics;

namespace FaceML.Bench.Networks;

/// <summary>The points of the central face of LFW's View 2 images, as a recipe finds them, kept in a file.</summary>
internal static class LfwPoints
{
    /// <summary>For each image the points, or null where the recipe finds no face.</summary>
    public static FacePoints?[] Read(NetworkCatalog catalog, FaceRecognizerOptions recipe, IReadOnlyList<string> images, TextWriter log)
    {
        string cache = Path.Combine(DataSets.Artifacts, $"lfw-points-{recipe.Fingerprint(catalog)[..16]}.bin");
        float[]?[] numbers = VectorFile.TryRead(cache, images) ?? Compute(catalog, recipe, images, cache, log);
        return [.. numbers.Select(n => n is null ? (FacePoints?)null : Points(n))];
    }

    private static float[]?[] Compute(
        NetworkCatalog catalog, FaceRecognizerOptions recipe, IReadOnlyList<string> images, string cache, TextWriter log)
    {
        using FaceRecognizer recognizer = FaceRecognizer.Create(catalog, recipe);
        float[]?[] found = new float[]?[images.Count];
        Progress progress = new(
            log, $"points by {(recipe.Points == FacePointSource.Detector ? recipe.Detector : recipe.Landmarker)}", images.Count);
        Parallel.For(0, images.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            Image image = Image.Load(DataSets.Find("lfw-deepfunneled", images[i]));
            if (FaceRecognizer.Select(
                recognizer.Detector.Detect(image), image, FaceSelection.Central, out DetectedFace face) == FaceStatus.Found)
            {
                found[i] = Numbers(recipe.Points == FacePointSource.Detector
                    ? face.Points!.Value
                    : recognizer.Landmarker.Locate(image, face.Box).FivePoints);
            }

            progress.Step();
        });
        VectorFile.Write(cache, images, found);
        return found;
    }

    private static float[] Numbers(FacePoints points) =>
        [.. Enumerable.Range(0, FacePoints.Count).SelectMany(i => (float[])[points[i].X, points[i].Y])];

    private static FacePoints Points(float[] numbers)
    {
        return new(At(0), At(1), At(2), At(3), At(4));

        Vector2 At(int i) => new(numbers[2 * i], numbers[2 * i + 1]);
    }
}
