namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class QuarterTurnTests
{
    [TestMethod]
    [DataRow(0, 1f, 2f)]
    [DataRow(90, 28f, 1f)]
    [DataRow(180, 39f, 28f)]
    [DataRow(270, 2f, 39f)]
    public void a_point_of_a_40_by_30_image_goes_where_it_goes_by_hand(int degrees, float x, float y) =>
        Assert.AreEqual(new Vector2(x, y), new QuarterTurn(degrees, 40, 30).Apply(new Vector2(1, 2)));

    [TestMethod]
    [DataRow(0)]
    [DataRow(90)]
    [DataRow(180)]
    [DataRow(270)]
    public void points_go_where_the_pixels_of_the_image_go(int degrees)
    {
        Image image = new(5, 3);
        image.Pixels[(1 * 5 + 3) * 3] = 200;
        Image turned = image.Turn(degrees);
        Vector2 place = new QuarterTurn(degrees, 5, 3).Apply(new Vector2(3.5f, 1.5f));
        Assert.AreEqual(200, turned.Pixels[((int)place.Y * turned.Width + (int)place.X) * 3]);
    }

    [TestMethod]
    public void the_edges_of_a_box_stay_in_order()
    {
        Box box = new QuarterTurn(90, 40, 30).Apply(new Box(1, 2, 11, 22));
        Assert.AreEqual(new Box(8, 1, 28, 11), box);
    }
}
