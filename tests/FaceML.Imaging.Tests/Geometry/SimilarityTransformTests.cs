using FsCheck;
using FsCheck.Fluent;

namespace FaceML.Imaging.Tests.Geometry;

[TestClass]
public sealed class SimilarityTransformTests
{
    [TestMethod]
    public void a_quarter_turn_takes_x_to_y()
    {
        SimilarityTransform turn = new(0, 2, 1, 1);
        Assert.AreEqual(new Vector2(1, 3), turn.Apply(Vector2.UnitX));
        Assert.AreEqual(new Vector2(-1, 1), turn.Apply(Vector2.UnitY));
        Assert.AreEqual(2, turn.Scale);
        Assert.AreEqual(MathF.PI / 2, turn.Angle, 1e-6f);
    }

    [TestMethod]
    public void there_and_back_is_the_same_point() =>
        Prop.ForAll<int>(seed =>
        {
            Random random = new(seed);
            SimilarityTransform transform =
                new(random.NextSingle() + 0.1f, random.NextSingle() - 0.5f, 100 * random.NextSingle(), -100 * random.NextSingle());
            Vector2 point = new(50 * random.NextSingle(), 50 * random.NextSingle());
            Assert.IsLessThan(2e-3f, Vector2.Distance(point, transform.Invert().Apply(transform.Apply(point))));
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void a_collapse_has_no_way_back() =>
        Assert.ThrowsExactly<InvalidOperationException>(() => new SimilarityTransform(0, 0, 1, 1).Invert());
}
