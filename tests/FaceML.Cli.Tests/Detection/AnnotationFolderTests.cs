using System.Numerics;

namespace FaceML.Cli.Tests.Detection;

[TestClass]
public sealed class AnnotationFolderTests
{
    [TestMethod]
    [DataRow(40)]
    [DataRow(60)]
    [DataRow(400)]
    public void most_of_a_face_stays_visible_however_large_its_image(int side)
    {
        var image = new Image(4844, 2022);
        var box = new Box(1000, 1000, 1000 + side, 1000 + side);
        Vector2[] points = [.. AlignmentTemplate.ArcFace112.ForSize(side, side).Points.Select(point => point + new Vector2(1000, 1000))];
        Face[] faces = [new(box, 0.9f, new FacePoints(points[0], points[1], points[2], points[3], points[4]))];

        Image drawn = AnnotationFolder.Draw(image, faces).Crop(box);

        int covered = Enumerable.Range(0, side * side).Count(i => drawn.Pixels.Slice(3 * i, 3).IndexOfAnyExcept((byte)0) >= 0);
        Assert.IsGreaterThan(0, covered);
        Assert.IsLessThan(0.2 * side * side, covered);
    }
}
