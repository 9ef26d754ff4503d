namespace FaceML.Tests.Training;

/// <summary>The classical methods on real faces: eight people of LFW, ten images each to learn from and ten to name.</summary>
[TestClass]
public sealed class FaceDescriptionEstimatorTests
{
    private const int People = 8, Images = 10;

    private static readonly MLContext Ml = new(seed: 1);

    private sealed class Found
    {
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    [TestMethod]
    [DataRow(nameof(FaceDescriptionMethod.Eigenfaces))]
    [DataRow(nameof(FaceDescriptionMethod.Fisherfaces))]
    [DataRow(nameof(FaceDescriptionMethod.LocalBinaryPatterns))]
    public void new_images_of_known_people_are_named_far_above_chance(string method)
    {
        (IDataView learn, IDataView test) = Faces();
        FaceDescriptionOptions options = new() { Method = Enum.Parse<FaceDescriptionMethod>(method), Components = 60 };
        var model = (FaceDescriptionTransformer)Ml.Faces.Trainers.Describe(options).Fit(learn);

        Found[] gallery = Read(model.Transform(learn)), probes = Read(model.Transform(test));

        int right = probes.Count(p => gallery
            .MaxBy(g => Recognition.FaceComparison.Cosine(g.Embedding, p.Embedding))!.Identity == p.Identity);
        // One in eight is chance: 10 of 80. Above 25, chance has a probability below 1e-5.
        Assert.IsGreaterThan(25, right, $"{method}: {right} of {probes.Length}");
        Assert.IsTrue(probes.All(p => p.Embedding.Length == model.Length && Math.Abs(p.Embedding.Sum(v => v * v) - 1) < 1e-4));
    }

    [TestMethod]
    public void no_more_components_than_the_data_has()
    {
        (IDataView learn, _) = Faces();

        Assert.AreEqual(People - 1, LengthOf(Ml.Faces.Trainers.Fisherfaces()));
        Assert.AreEqual(5, LengthOf(Ml.Faces.Trainers.Eigenfaces(components: 5)));

        int LengthOf(IEstimator<FaceTransformer> method) => ((FaceDescriptionTransformer)method.Fit(learn)).Length;
    }

    [TestMethod]
    public void fisherfaces_of_one_person_are_refused()
    {
        (IDataView learn, _) = Faces();

        TrainingDataException error =
            Assert.ThrowsExactly<TrainingDataException>(() => Ml.Faces.Trainers.Fisherfaces().Fit(Ml.Data.TakeRows(learn, Images)));

        Assert.AreEqual(TrainingDataProblem.OneIdentity, error.Problem);
    }

    private static Found[] Read(IDataView view) => [.. Ml.Data.CreateEnumerable<Found>(view, reuseRowObject: false)];

    // Funneled images: the middle 112 of 250 pixels are the face, upright and in place.
    private static (IDataView Learn, IDataView Test) Faces()
    {
        string folder = TestData.DataSet("lfw-deepfunneled");
        string[][] people = [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
            .Select(d => Directory.GetFiles(d).Order(StringComparer.Ordinal).ToArray()).Where(f => f.Length >= 2 * Images).Take(People)];
        return (View(people.SelectMany(p => p[..Images])), View(people.SelectMany(p => p[Images..(2 * Images)])));
    }

    private static IDataView View(IEnumerable<string> files) => Ml.Data.LoadFromEnumerable(files.Select(file => new AlignedFaceRow
    {
        AlignedFace = Imaging.Image.Load(file).Crop(new Imaging.Box(69, 69, 181, 181)),
        Identity = Path.GetFileName(Path.GetDirectoryName(file))!,
    }).ToArray());
}
