namespace FaceML.Recognition.Tests.Detection;

[TestClass]
public sealed class TileGridTests
{
    private static NetworkInput Input => Installed.Detector.Card.Inputs[0];

    [TestMethod]
    public void one_level_by_hand()
    {
        // Two tiles with a quarter in common: s + 0.75 s = 1400, s = 800; 0.75 s + s = 700, s = 400.
        List<Tile> tiles = TileGrid.Tiles(1400, 700, Input, new() { Levels = 1 });
        CollectionAssert.AreEqual(
            new Box[] { new(0, 0, 800, 400), new(600, 0, 1400, 400), new(0, 300, 800, 700), new(600, 300, 1400, 700) },
            tiles.Select(tile => tile.Region).ToArray());
        Assert.IsTrue(tiles.TrueForAll(tile => tile.Coarser == new System.Numerics.Vector2(1400, 700)));
    }

    [TestMethod]
    public void each_level_covers_the_picture_and_neighbors_overlap_as_asked()
    {
        List<Tile> tiles = TileGrid.Tiles(1920, 1280, Input, new() { Levels = 3, Overlap = 0.3f });
        Assert.AreEqual(4 + 16 + 64, tiles.Count);
        foreach (Box[] level in new[] { tiles[..4], tiles[4..20], tiles[20..] }.Select(l => l.Select(t => t.Region).ToArray()))
        {
            Assert.AreEqual(0, level[0].Left);
            Assert.AreEqual(1920, level[^1].Right, 0.01f);
            Assert.AreEqual(1280, level[^1].Bottom, 0.01f);
            Assert.AreEqual(0.3f * level[0].Width, level[0].Right - level[1].Left, 0.01f);
        }
    }

    [TestMethod]
    [DataRow(250, 250, 0)]
    [DataRow(640, 480, 0)]
    [DataRow(1000, 750, 4)]
    [DataRow(1920, 1280, 4 + 16)]
    [DataRow(20000, 20000, 4 + 16 + 64)]
    public void levels_follow_the_pictures_size(int width, int height, int tiles) =>
        Assert.AreEqual(tiles, TileGrid.Tiles(width, height, Input, new()).Count);

    [TestMethod]
    public void options_out_of_range_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TilingOptions { Levels = 5 }.Check());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TilingOptions { Overlap = 0.6f }.Check());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TilingOptions { Overlap = float.NaN }.Check());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new TilingOptions { ScoreThreshold = 2 }.Check());
    }
}
