namespace FaceML.Training.Tests.Networks;

[TestClass]
public sealed class ImageDeckTests
{
    [TestMethod]
    public void batches_are_full_of_k_images_each_nobody_twice()
    {
        // Ten people with 2 to 11 images.
        int[] classes = [.. Enumerable.Range(0, 10).SelectMany(c => Enumerable.Repeat(c, c + 2))];
        var deck = new ImageDeck(classes, rows: 12, perIdentity: 4);

        int[][] batches = [.. deck.Deal(deck.BatchesPerEpoch, new TrainingRandom(1))];

        Assert.AreEqual((classes.Length + 11) / 12, batches.Length);
        foreach (int[] batch in batches)
        {
            Assert.HasCount(12, batch);
            Assert.AreEqual(12, batch.Distinct().Count(), "an image came twice");
            int[] sizes = [.. batch.CountBy(i => classes[i]).Select(c => c.Value)];
            Assert.IsTrue(sizes.All(s => s <= 4));
            // All but the last of a batch, which may be cut short, show all that is wanted.
            Assert.IsLessThanOrEqualTo(1, batch.CountBy(i => classes[i]).Count(c => c.Value < Math.Min(4, c.Key + 2)));
        }
    }

    [TestMethod]
    public void in_the_long_run_everybody_is_dealt_equally_often()
    {
        int[] classes = [.. Enumerable.Range(0, 9).SelectMany(c => Enumerable.Repeat(c, 5))];

        int[] dealt = [.. new ImageDeck(classes, 8, 2).Deal(90, new TrainingRandom(3)).SelectMany(b => b).Select(i => classes[i])];

        foreach ((int _, int count) in dealt.CountBy(c => c))
        {
            Assert.AreEqual(80, count, 2);
        }
    }

    [TestMethod]
    public void fewer_people_than_a_batch_takes_fill_it_by_coming_again()
    {
        int[][] batches = [.. new ImageDeck([0, 0, 1, 1], 8, 2).Deal(3, new TrainingRandom(1))];

        Assert.IsTrue(batches.All(b => b.Length == 8 && b.Distinct().Count() == 4));
    }
}
