namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class MtcnnTests
{
    [TestMethod]
    [DataRow(12, 1)]
    [DataRow(13, 2)]
    [DataRow(14, 2)]
    [DataRow(100, 45)]
    public void the_first_stage_answers_once_for_two_pixels(int side, int cells) => Assert.AreEqual(cells, MtcnnProposals.Cells(side));

    [TestMethod]
    public void a_candidate_is_squared_about_its_centre() =>
        Assert.AreEqual(new Box(10, 0, 50, 40), MtcnnCascade.Square(new(20, 0, 40, 40)));

    [TestMethod]
    public void offsets_move_edges_in_sides_of_the_box() =>
        Assert.AreEqual(new Box(20, 5, 60, 30),
            new MtcnnCandidate(new(10, 10, 50, 30), 1, new(0.25f, -0.25f, 0.25f, 0), null).Refined().Box);

    [TestMethod]
    public void points_are_five_columns_then_five_rows()
    {
        FacePoints points = MtcnnCascade.Points([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1], new(100, 200, 110, 220));
        Assert.AreEqual(new Vector2(101, 212), points.EyeLeft);
        Assert.AreEqual(new Vector2(105, 220), points.MouthRight);
    }

    [TestMethod]
    public void a_small_box_inside_a_surer_one_goes_though_they_overlap_little()
    {
        MtcnnCandidate large = new(new(0, 0, 100, 100), 0.9f, default, null), inside = new(new(10, 10, 40, 40), 0.8f, default, null);
        Assert.AreEqual(2, MtcnnCandidate.Suppress([large, inside], 0.7f).Count);
        Assert.AreEqual(1, MtcnnCandidate.SuppressInside([large, inside], 0.7f).Count);
    }

    [TestMethod]
    [DataRow(TensorLayout.Nchw)]
    [DataRow(TensorLayout.Nhwc)]
    public void transposing_exchanges_columns_and_rows_and_leaves_channels(TensorLayout layout)
    {
        TensorSpec spec = new() { Width = 3, Height = 2, Layout = layout };
        float[] source = [.. Enumerable.Range(0, 18)], turned = new float[18], back = new float[18];
        Transposition.Transpose(source, spec, turned);

        // The number of row 1, column 2, channel 1 now stands in row 2, column 1.
        (int before, int after) = layout == TensorLayout.Nchw ? (6 + 3 + 2, 6 + 2 * 2 + 1) : ((3 + 2) * 3 + 1, (2 * 2 + 1) * 3 + 1);
        Assert.AreEqual(source[before], turned[after]);
        Transposition.Transpose(turned, spec with { Width = 2, Height = 3 }, back);
        CollectionAssert.AreEqual(source, back);
    }
}
