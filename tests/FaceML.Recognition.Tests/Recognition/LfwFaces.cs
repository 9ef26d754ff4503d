using FaceML.Evaluation.Protocols;

namespace FaceML.Recognition.Tests.Recognition;

/// <summary>Genuine and impostor pairs of LFW's first fold, their faces found once.</summary>
internal sealed class LfwFaces
{
    private readonly ImagePair[] pairs;

    private LfwFaces(ImagePair[] pairs, Dictionary<string, (Image, Box, FacePoints)> faces)
    {
        this.pairs = pairs;
        Faces = faces;
    }

    public IReadOnlyDictionary<string, (Image Image, Box Box, FacePoints Points)> Faces { get; }

    /// <summary>As many genuine as impostor pairs.</summary>
    public static LfwFaces Load(int pairs)
    {
        string folder = TestData.DataSet("lfw-deepfunneled");
        ImagePair[] fold = [.. LfwProtocol.ReadPairs(TestData.DataSet("lfw-protocol", "pairs.txt")).Where(p => p.Fold == 0)];
        ImagePair[] chosen = [.. fold.Where(p => p.IsGenuine).Take(pairs), .. fold.Where(p => !p.IsGenuine).Take(pairs)];
        Dictionary<string, (Image, Box, FacePoints)> faces = [];
        foreach (string file in chosen.SelectMany(p => (string[])[p.First, p.Second]).Distinct())
        {
            Image image = Image.Load(Path.Combine(folder, file));
            FaceRecognizer.Select(Installed.Recognizer.Detector.Detect(image), image, FaceSelection.Central, out DetectedFace face);
            faces.Add(file, (image, face.Box, Installed.Recognizer.Landmarker.Locate(image, face.Box).FivePoints));
        }

        return new(chosen, faces);
    }

    /// <summary>d′: the difference of the mean genuine and impostor cosines in units of their pooled standard deviation.</summary>
    public double Separation(IReadOnlyDictionary<string, float[]> vectors)
    {
        double[] genuine = Cosines(true), impostor = Cosines(false);
        return (genuine.Average() - impostor.Average()) / Math.Sqrt((Variance(genuine) + Variance(impostor)) / 2);

        double[] Cosines(bool same) =>
            [.. pairs.Where(p => p.IsGenuine == same).Select(p => (double)FaceComparison.Cosine(vectors[p.First], vectors[p.Second]))];
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
