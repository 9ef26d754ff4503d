namespace FaceML.Training.Tests.Data;

[TestClass]
public sealed class TrainingSplitTests
{
    [TestMethod]
    public void each_refusal_says_which()
    {
        Refuses(TrainingDataProblem.Empty, "no embeddings", () => EmbeddingSet.FromVectors([], []));
        Refuses(TrainingDataProblem.UnequalCounts, "2 embeddings came with 1 labels", () => EmbeddingSet.FromVectors([[1], [2]], [1]));
        Refuses(TrainingDataProblem.UnequalLengths, "row 1 (identity 7) has 2 numbers; that in row 0 has 1", () =>
            EmbeddingSet.FromVectors([[1], [2, 3]], [1, 7]));
        Refuses(TrainingDataProblem.NotFinite, "row 1 (identity 7)", () => EmbeddingSet.FromVectors([[1], [float.NaN]], [1, 7]));
        Refuses(TrainingDataProblem.NotFinite, "row 0 (identity 1)", () =>
            EmbeddingSet.FromVectors([[float.NegativeInfinity], [1]], [1, 7]));
        Refuses(TrainingDataProblem.OneIdentity, "identity 4", () => TrainingSplit.CheckTrainable(Set(4, 4)));
        Refuses(TrainingDataProblem.TooFewImages, "2 of 3 identities have a single image, at least two are needed: 5, 6", () =>
            TrainingSplit.CheckTrainable(Set(4, 4, 5, 6)));
        Refuses(TrainingDataProblem.IdentityInBothParts, "1 identities are in the training and in the validation part: 5", () =>
            TrainingSplit.CheckDisjoint(Set(4, 5), Set(5, 6)));
    }

    [TestMethod]
    public void a_split_keeps_every_row_and_nobody_is_in_both_parts()
    {
        EmbeddingSet set = Set(1, 2, 3, 1, 2, 3, 4, 4, 5, 5);
        (EmbeddingSet first, EmbeddingSet second) = TrainingSplit.ByIdentity(set, 0.4, seed: 3);
        TrainingSplit.CheckDisjoint(first, second);
        Assert.HasCount(2, second.ByIdentity());
        CollectionAssert.AreEquivalent(set.Values.ToArray(), first.Values.ToArray().Concat(second.Values.ToArray()).ToArray());
    }

    private static EmbeddingSet Set(params int[] labels) =>
        EmbeddingSet.FromVectors([.. labels.Select((_, i) => new float[] { i })], labels);

    private static void Refuses(TrainingDataProblem problem, string says, Action action)
    {
        TrainingDataException e = Assert.ThrowsExactly<TrainingDataException>(action);
        Assert.AreEqual(problem, e.Problem);
        StringAssert.Contains(e.Message, says);
    }
}
