using FaceML.Evaluation.Protocols;

namespace FaceML.Recognition.Tests.Recognition;

[TestClass]
public sealed class LfwFoldTests
{
    // The bench measures all ten folds (docs/measurements.md); here a third of one holds the recipe in place.
    [TestMethod]
    public void a_part_of_a_fold_is_verified_and_every_picture_has_a_face()
    {
        const float threshold = 0.27f; // the other folds' best thresholds lie around it
        string folder = TestData.DataSet("lfw-deepfunneled");
        ImagePair[] fold = [.. LfwProtocol.ReadPairs(TestData.DataSet("lfw-protocol", "pairs.txt")).Where(p => p.Fold == 1)];
        ImagePair[] pairs = [.. fold.Where(p => p.IsGenuine).Take(100), .. fold.Where(p => !p.IsGenuine).Take(100)];
        string[] images = [.. pairs.SelectMany(p => (string[])[p.First, p.Second]).Distinct()];
        float[]?[] vectors = new float[]?[images.Length];
        Parallel.For(0, images.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
            vectors[i] = Installed.Recognizer.TryEmbedSingle(Image.Load(Path.Combine(folder, images[i])), FaceSelection.Central,
                out FaceEmbedding? face, out _) ? face.Vector.ToArray() : null);
        CollectionAssert.DoesNotContain(vectors, null);
        Dictionary<string, float[]> of = images.Zip(vectors).ToDictionary(p => p.First, p => p.Second!);
        int right = pairs.Count(p =>
            FaceComparison.IsMatch(FaceMetric.Cosine, FaceComparison.Cosine(of[p.First], of[p.Second]), threshold) == p.IsGenuine);
        Assert.IsTrue(right >= 197, $"{right} of {pairs.Length} pairs are right");
    }
}
