using FaceML.Augmentation;
using FaceML.Embedding;

namespace FaceML.Tests.Training;

/// <content>Learning from teachers.</content>
public sealed partial class FaceNetworkEstimatorTests
{
    [TestMethod]
    public void from_a_teacher_images_without_names_are_enough()
    {
        FaceNetworkOptions options = Small;
        (options.PersonColumnName, options.Teachers, options.Shift) =
            (null, ["faceplugin-512"], FaceAugmentationOptions.None with { GrayProbability = 1 });
        using FaceEmbeddingTransformer student = Ml.Faces.Trainers.FineTuneNetwork(options).Fit(View(Faces));

        FaceTrainingSummary summary = student.Trained!.Summary;
        Assert.AreEqual((16, 0, 8), (summary.Images, summary.People, summary.HeldOutImages));
        Assert.IsTrue(summary.BestValidation is > -1 and < 1);
        StringAssert.Contains(student.Trained.Card.Lineage!.Method, "no loss over people, teacher faceplugin-512");
    }

    [TestMethod]
    public void from_a_column_of_a_teachers_vectors_it_learns_those_and_rows_without_one_are_left_out()
    {
        // Vectors by which people are at right angles to each other, of a length that is not the student's; of the last row there is none.
        string[] people = [.. Faces.Select(f => f.Identity).Distinct()];
        TaughtRow[] taught = [.. Faces
            .Select((f, i) => new TaughtRow { AlignedFace = f.AlignedFace,
            Taught = [.. people.Select(p => i == Faces.Length - 1 ? float.NaN : p == f.Identity ? 3f : 0f)] })];
        FaceNetworkOptions options = Small;
        (options.PersonColumnName, options.TeacherColumnName, options.Teachers, options.ValidationShare, options.Augmentation) =
            (null, "Taught", ["slow"], 0, null);
        options.Training = options.Training with { Epochs = 25, Step = options.Training.Step with { AverageDecay = 0.5f } };
        using FaceEmbeddingTransformer student = Ml.Faces.Trainers.FineTuneNetwork(options).Fit(Ml.Data.LoadFromEnumerable(taught));

        FaceTrainedNetwork trained = student.Trained!;
        Assert.AreEqual((23, 1), (trained.Summary.Images, trained.Summary.LeftOut));
        StringAssert.Contains(trained.Card.Lineage!.Method, "teacher slow");
        float[][] vectors = Vectors(student, Faces);
        double Mean(bool mates) => Pairs().Where(p => Faces[p.I].Identity == Faces[p.J].Identity == mates)
            .Average(p => FaceComparison.Cosine(vectors[p.I], vectors[p.J]));
        Assert.IsGreaterThan(Mean(mates: false) + 0.3, Mean(mates: true),
            $"loss {trained.Epochs[0].Loss:F3} to {trained.Epochs[^1].Loss:F3}");

        static IEnumerable<(int I, int J)> Pairs() => Enumerable.Range(0, Faces.Length)
            .SelectMany(i => Enumerable.Range(0, i).Select(j => (i, j)));
    }

    [TestMethod]
    public void networks_that_want_different_aligned_faces_teach_by_a_column_only()
    {
        using var folder = new TemporaryFolder();
        NetworkEntry entry = NetworkCatalog.Default().Find("faceplugin-512");
        NetworkInstaller.Install(
            entry.Card with { Name = "other", Embedding = entry.Card.Embedding! with { Template = AlignmentTemplate.SphereFace96.Name } },
            [entry.Path], folder["networks"]);
        FaceNetworkOptions options = Small;
        (options.PersonColumnName, options.Teachers, options.Catalog) =
            (null, ["faceplugin-512", "other"], NetworkCatalog.Default(folder["networks"]));
        StringAssert.Contains(Assert.ThrowsExactly<InvalidOperationException>(() =>
            Ml.Faces.Trainers.FineTuneNetwork(options).Fit(View(Faces))).Message, "different alignments");
    }
}
