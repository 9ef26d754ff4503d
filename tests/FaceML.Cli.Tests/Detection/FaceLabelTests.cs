using System.Numerics;

namespace FaceML.Cli.Tests.Detection;

[TestClass]
public sealed class FaceLabelTests
{
    [TestMethod]
    public void no_label_covers_another_or_leaves_the_image()
    {
        Random random = new(1);
        Face[] faces = [.. Enumerable.Range(0, 60).Select(_ => FaceAt(random.Next(700), random.Next(500), 20 + random.Next(80)))];
        Box[] places = [.. FaceLabel.PlaceAll(faces, 800, 600).Select(label => label.Place)];
        Assert.IsGreaterThan(30, places.Length);
        foreach ((int i, Box place) in places.Index())
        {
            Assert.IsTrue(place is { Left: >= 0, Top: >= 0, Right: <= 800, Bottom: <= 600 });
            Assert.IsTrue(places.Skip(i + 1).All(other => place.IntersectionOverUnion(other) == 0));
        }
    }

    [TestMethod]
    public void the_label_of_a_larger_face_is_larger()
    {
        IReadOnlyList<FaceLabel> labels = FaceLabel.PlaceAll([FaceAt(100, 100, 100), FaceAt(500, 100, 200)], 800, 600);
        Assert.AreEqual(2 * labels[0].Height, labels[1].Height, 1e-3);
        Assert.IsLessThan(100, labels[0].Place.Width);
    }

    [TestMethod]
    public void a_label_goes_beside_its_face_where_there_is_room()
    {
        Face face = FaceAt(100, 100, 100);
        FaceLabel label = FaceLabel.PlaceAll([face], 800, 600)[0];
        Assert.AreEqual("1  0.90", label.Text);
        Assert.AreEqual(0, label.Place.IntersectionOverUnion(face.Box));
    }

    private static Face FaceAt(float left, float top, float side) =>
        new(new Box(left, top, left + side, top + side), 0.9f,
            new FacePoints(Vector2.Zero, Vector2.One, Vector2.One, Vector2.Zero, Vector2.One));
}
