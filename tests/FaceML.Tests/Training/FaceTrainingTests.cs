using FaceML.Training.Heads;

namespace FaceML.Tests.Training;

[TestClass]
public sealed class FaceTrainingTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static FaceTrainingOptions Options => new()
    {
        Population = "made-up people",
        Search = new HeadSearchOptions { Budget = TimeSpan.Zero },
        MaxFalseMatchRate = 0.05,
    };

    [TestMethod]
    public void what_helps_people_never_seen_is_kept_with_a_promise_about_them()
    {
        FaceTrainingResult result = Run(ShiftedFaces.People(0, 120), Options);

        Assert.AreEqual(HeadSearch.Discriminant, result.Chosen);
        Assert.IsTrue(result.IsKept, result.Verdict);
        Assert.AreEqual((84, 36), (result.Learned.People, result.Measured.People));
        StringAssert.Contains(result.Threshold!.Promise.ToSentence(), "36 people of made-up people");
        result.Model.Dispose();
    }

    [TestMethod]
    public void a_rate_that_the_people_cannot_support_is_refused_and_a_larger_one_promised()
    {
        FaceTrainingResult result = Run(ShiftedFaces.People(0, 120), Options with { MaxFalseMatchRate = 1e-6 });

        StringAssert.Contains(result.Refusal!, "FMR ≤ 0.000001");
        Assert.IsGreaterThan(1e-6, result.Threshold!.Promise.Bound);
        result.Model.Dispose();
    }

    [TestMethod]
    public void people_with_one_image_are_left_out_and_refused_on_demand()
    {
        ShiftedFaces.Row[] rows = [.. ShiftedFaces.People(0, 30), .. ShiftedFaces.People(30, 32, images: 1)];

        FaceTrainingResult result = Run(rows, Options);
        Assert.AreEqual(2, result.Singles);
        result.Model.Dispose();

        TrainingDataException refused = Assert.ThrowsExactly<TrainingDataException>(() => Run(rows, Options with { RefuseSingles = true }));
        Assert.AreEqual(TrainingDataProblem.TooFewImages, refused.Problem);
        StringAssert.Contains(refused.Message, "person 30, person 31");
    }

    [TestMethod]
    public void one_person_is_refused() =>
        Assert.AreEqual(TrainingDataProblem.OneIdentity,
            Assert.ThrowsExactly<TrainingDataException>(() => Run(ShiftedFaces.People(0, 1), Options)).Problem);

    [TestMethod]
    public void general_people_lose_no_more_than_asked()
    {
        // What varies within one of those to learn from is what tells the general people apart: the head as learned would hurt them.
        FaceTrainingOptions options = Options with { KeepGeneral = true, General = Swapped(ShiftedFaces.People(200, 260)) };

        FaceTrainingResult result = Run(ShiftedFaces.People(0, 120), options with { MaxGeneralLoss = 0.1 });
        FaceTrainingResult strict = Run(ShiftedFaces.People(0, 120), options with { MaxGeneralLoss = 0.05 });

        Assert.IsGreaterThan(0, result.Weight);
        Assert.IsLessThan(1, result.Weight);
        Assert.IsLessThanOrEqualTo(0.1, result.GeneralChange!.Difference.High);
        Assert.IsLessThan(result.Weight, strict.Weight);
        Assert.IsNotNull(result.Threshold);
        result.Model.Dispose();
        strict.Model.Dispose();
    }

    [TestMethod]
    public void too_few_general_people_are_refused_with_the_number_that_is_needed()
    {
        FaceTrainingOptions options = Options with { KeepGeneral = true, General = Swapped(ShiftedFaces.People(200, 230)) };

        StringAssert.Contains(
            Assert.ThrowsExactly<TrainingDataException>(() => Run(ShiftedFaces.People(0, 120), options)).Message, "1,500 are needed");
    }

    [TestMethod]
    public void general_people_who_are_learned_from_are_refused()
    {
        ShiftedFaces.Row[] rows = ShiftedFaces.People(0, 30);
        EmbeddingSet general = EmbeddingSet.FromVectors(
            [.. rows.Select(r => r.Embedding)], [.. rows.Select(r => (int)r.Key)]);

        TrainingDataException refused =
            Assert.ThrowsExactly<TrainingDataException>(() => Run(rows, Options with { KeepGeneral = true, General = general }));

        Assert.AreEqual(TrainingDataProblem.IdentityInBothParts, refused.Problem);
    }

    [TestMethod]
    public void without_general_people_a_named_loss_cannot_keep_them() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() =>
            Run(ShiftedFaces.People(0, 30), Options with { KeepGeneral = true, Loss = "infonce" })).Message, "General");

    [TestMethod]
    public void a_head_that_learned_from_shifted_faces_helps_them_and_is_measured_on_both()
    {
        // As they are, no two numbers vary for reasons other than the person; as they will be seen, half of them do.
        ShiftedFaces.Row[] seen = ShiftedFaces.People(0, 120);
        const int half = ShiftedFaces.Length / 2;
        float[][] plain = [.. seen.Select(r => (float[])[.. r.Embedding[..half], .. new float[half]])];
        string[] identities = [.. seen.Select(r => r.Identity)];

        FaceTrainingResult without = FaceTraining.Run(Ml, plain, identities, Options);
        FaceTrainingResult with = FaceTraining.Run(Ml, plain, identities, Options with { Shifted = [.. seen.Select(r => r.Embedding)] });

        Assert.IsNull(without.UnshiftedGain);
        Assert.IsTrue(with.IsKept, with.Verdict);
        Assert.AreEqual((84, 36), (with.Learned.People, with.Measured.People));
        Assert.AreEqual((2 * 84 * 6, 36 * 6), (with.Learned.Images, with.Measured.Images));
        Assert.IsGreaterThan(0.03, FaceTraining.Deciding(with.Gain!).Difference.Value);
        Assert.IsLessThan(0.05, Math.Abs(FaceTraining.Deciding(with.UnshiftedGain!).Difference.Value));
        without.Model.Dispose();
        with.Model.Dispose();
    }

    [TestMethod]
    public void a_shifted_embedding_for_each_face_is_needed() =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() =>
            Run(ShiftedFaces.People(0, 30), Options with { Shifted = [[1f]] })).Message, "each of the 180 faces; it holds 1");

    private static EmbeddingSet Swapped(ShiftedFaces.Row[] rows) => EmbeddingSet.FromVectors(
        [.. rows.Select(r => (float[])[.. r.Embedding[(ShiftedFaces.Length / 2)..], .. r.Embedding[..(ShiftedFaces.Length / 2)]])],
        [.. rows.Select(r => (int)r.Key)]);

    private static FaceTrainingResult Run(ShiftedFaces.Row[] rows, FaceTrainingOptions options) =>
        FaceTraining.Run(Ml, [.. rows.Select(r => r.Embedding)], [.. rows.Select(r => r.Identity)], options);
}
