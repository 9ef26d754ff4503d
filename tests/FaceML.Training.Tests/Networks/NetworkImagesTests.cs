namespace FaceML.Training.Tests.Networks;

[TestClass]
public sealed class NetworkImagesTests
{
    [TestMethod]
    public void of_fixed_variants_the_first_is_the_picture_and_the_others_are_always_the_same()
    {
        var teacher = EmbeddingSet.FromVectors([[1f, 0], [0, 1], [0, -1]], [0, 0, 0]);
        var images = new NetworkImages([7, 7, 9], 1, (image, random, row) =>
            row[0] = random is null ? image : (float)random.NextDouble() + 10)
        {
            Varies = true,
            Teacher = teacher,
        };

        NetworkImages variants = images.WithVariants(2, seed: 3);

        float[] shown = Shown(variants);
        CollectionAssert.AreEqual(new[] { 0f, 1, 2 }, shown.Where((_, i) => i % 2 == 0).ToArray());
        float[] drawn = [.. shown.Where((_, i) => i % 2 == 1)];
        Assert.IsTrue(drawn.All(v => v >= 10) && drawn.Distinct().Count() == 3);
        CollectionAssert.AreEqual(shown, Shown(images.WithVariants(2, seed: 3)));
        Assert.IsFalse(variants.Varies);
        CollectionAssert.AreEqual(new[] { 7, 7, 7, 7, 9, 9 }, variants.Labels.ToArray());
        CollectionAssert.AreEqual(new[] { 1f, 0, 1, 0, 0, 1, 0, 1, 0, -1, 0, -1 }, variants.Teacher!.Values.ToArray());
    }

    private static float[] Shown(NetworkImages images)
    {
        float[] row = new float[1];
        return [.. Enumerable.Range(0, images.Count).Select(i =>
        {
            images.Write(i, new TrainingRandom(1), row);
            return row[0];
        })];
    }
}
