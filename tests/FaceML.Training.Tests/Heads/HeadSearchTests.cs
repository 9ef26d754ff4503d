namespace FaceML.Training.Tests.Heads;

[TestClass]
public sealed class HeadSearchTests
{
    private static readonly HeadSearchOptions Quick = new() { Budget = TimeSpan.Zero, FalseMatchRate = 0.01 };

    [TestMethod]
    public void where_general_people_are_kept_only_the_closed_form_is_compared()
    {
        HeadSearchResult result = HeadSearch.Run(
            LinearDiscriminantTests.People(0, 20), Quick with { KeepGeneral = true, Budget = TimeSpan.FromMinutes(1) });

        CollectionAssert.AreEqual(
            (string[])[HeadSearch.AsItCame, HeadSearch.Discriminant], result.Candidates.Select(c => c.Name).ToArray());
    }

    [TestMethod]
    public void where_general_people_are_kept_the_head_stays_nearer_and_most_of_the_gain_remains()
    {
        EmbeddingSet learn = LinearDiscriminantTests.People(0, 60), others = LinearDiscriminantTests.People(60, 120);

        HeadSearchResult free = HeadSearch.Run(learn, Quick), kept = HeadSearch.Run(learn, Quick with { KeepGeneral = true });

        Assert.AreEqual(1, free.Weight);
        Assert.IsLessThan(1, kept.Weight);
        double before = VerificationMetric.TrueMatchRate(others, 0.01);
        double gained = VerificationMetric.TrueMatchRate(free.Head!.Transform(others), 0.01) - before;
        Assert.IsGreaterThan(0.7 * gained, VerificationMetric.TrueMatchRate(kept.Head!.Transform(others), 0.01) - before);
    }
}
