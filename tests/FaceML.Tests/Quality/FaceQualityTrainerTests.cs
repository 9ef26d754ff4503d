using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Quality;

namespace FaceML.Tests.Quality;

[TestClass]
public sealed class FaceQualityTrainerTests
{
    private static string Folder => TestData.DataSet("lfw-deepfunneled");

    private static PersonImages[] People(int skip, int count, int images) =>
        [.. PersonFolders.Read(Folder).Where(person => person.Images.Count >= images).Skip(skip).Take(count)];

    [TestMethod]
    public void too_few_people_are_refused_with_what_is_missing()
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Fast);
        string message = Assert.ThrowsExactly<CalibrationException>(() =>
            FaceQualityTrainer.Train(recognizer, Folder, People(0, 3, 2), new FaceQualityOptions { Variants = 1 })).Message;
        StringAssert.Contains(message, "at least 200 people");
        StringAssert.Contains(message, "there are 3 and 3");
    }

    [TestMethod]
    public void trained_on_some_people_it_keeps_others_apart_who_are_blurred_alike()
    {
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Fast);
        // As few people as the trainer takes, and some more for faces that are not found.
        PersonImages[] people =
            [.. People(0, 220, 2).Select((person, i) => i < 110 ? person : person with { Images = [person.Images[0]] })];
        FaceQualityModel model = FaceQualityTrainer.Train(
            recognizer, Folder, people, new FaceQualityOptions { Variants = 8, Selection = FaceSelection.Central });
        float[][] strangers = [.. People(300, 60, 2).Select(person => Imaging.Image.Load(Path.Combine(Folder, person.Images[0])).Blur(5))
            .Select(image => recognizer.TryEmbedSingle(image, FaceSelection.Central, out FaceEmbedding? face, out _)
                ? face.Vector.ToArray()
                : null).OfType<float[]>()];
        (float Cosine, float Score)[] pairs =
            [.. strangers.SelectMany((a, i) => strangers.Skip(i + 1).Select(b => (FaceComparison.Cosine(a, b), model.Compare(a, b))))];
        Assert.IsGreaterThan(200, pairs.Length);
        Assert.IsGreaterThan(0.3f, pairs.Average(pair => pair.Cosine));
        Assert.IsLessThan(0.1f, pairs.Average(pair => pair.Score));
    }

    [TestMethod]
    public void logistic_regression_finds_the_weights_that_made_the_labels()
    {
        Random random = new(1);
        double[][] features = [.. Enumerable.Range(0, 200_000).Select(_ => new[] { 1, random.NextDouble() * 4 - 2 })];
        bool[] labels = [.. features.Select(f => random.NextDouble() < 1 / (1 + Math.Exp(-(0.5 + 2 * f[1]))))];
        double[] weights = LogisticRegression.Fit(features, labels);
        Assert.AreEqual(0.5, weights[0], 0.1);
        Assert.AreEqual(2, weights[1], 0.1);
    }
}
