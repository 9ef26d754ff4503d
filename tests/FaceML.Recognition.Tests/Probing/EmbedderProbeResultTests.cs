using FaceML.Evaluation;

namespace FaceML.Recognition.Tests.Probing;

[TestClass]
public sealed class EmbedderProbeResultTests
{
    // d′ over all and without each of five people; one way's differences to another are what is tested.
    private static readonly double[] Card = [5, 5, 5, 5, 5, 5];

    [TestMethod]
    public void a_clearly_better_way_is_the_likely_mistake()
    {
        EmbedderProbeResult result = Of(Way("order", [6, 6, 6.01, 5.99, 6, 6]), Way("mean", [4, 4, 4, 4, 4, 4]));
        Assert.AreEqual("order", result.LikelyMistake?.Changed);
        Assert.IsEmpty(result.Undecided);
        Assert.IsNull(result.PeopleNeeded());
    }

    [TestMethod]
    public void a_gain_of_less_than_a_hundredth_is_none() =>
        Assert.IsNull(Of(Way("scale", [5.04, 5.04, 5.04, 5.04, 5.04, 5.04])).LikelyMistake);

    [TestMethod]
    public void a_gain_that_chance_may_have_made_is_undecided()
    {
        // Differences 0.5 ± 0.2828 with five people.
        EmbedderProbeResult result = Of(Way("order", [5.5, 5.3, 5.4, 5.5, 5.6, 5.7]));
        Assert.IsNull(result.LikelyMistake);
        Assert.AreEqual("order", result.Undecided.Single().Changed);

        // Twice the interval's half over the gain, squared, times five people: as many as make the half as long as the gain.
        double half = result.Others[0].Advantage.Upper - 0.5;
        Assert.AreEqual((int)Math.Ceiling(5 * half * half / 0.25), result.PeopleNeeded());
    }

    [TestMethod]
    public void one_changed_field_goes_before_two_that_are_hardly_better()
    {
        Assert.AreEqual("scale",
            Of(Way("mean and scale", [6.05, 6.0, 6.1, 6.05, 6.0, 6.1]), Way("scale", [6, 6, 6, 6, 6, 6])).LikelyMistake?.Changed);
        Assert.AreEqual("mean and scale",
            Of(Way("mean and scale", [7, 7, 7, 7, 7, 7]), Way("scale", [6, 6, 6, 6, 6, 6])).LikelyMistake?.Changed);
    }

    private static EmbedderProbeResult Of(params EmbedderProbe.Variant[] others) => new(Way("", Card), others);

    private static EmbedderProbe.Variant Way(string changed, double[] each) =>
        new(changed, changed, Installed.Embedder.Card, new(10, 100, each[0], 1, 0, 1, 0.99), SeparationAdvantage.Of(each, Card))
        {
            WithoutEach = each,
        };
}
