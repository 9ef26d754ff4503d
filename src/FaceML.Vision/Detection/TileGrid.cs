using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>Overlapping tiles over a picture, level by level.</summary>
internal static class TileGrid
{
    private const int MostAutomaticLevels = 3;
    private const float LargeEnough = 2;

    /// <summary>The tiles, without the whole picture.</summary>
    internal static List<Box> Tiles(int width, int height, NetworkInput input, TilingOptions options)
    {
        List<Box> tiles = [];
        int levels = options.Levels > 0 ? options.Levels : AutomaticLevels(width, height, input, options.Overlap);
        for (int level = 1; level <= levels; level++)
        {
            AddLevel(width, height, 1 << level, options.Overlap, tiles);
        }

        return tiles;
    }

    // Halves until a tile is at most LargeEnough times as wide and high as the network's input: a face that is clear to
    // the eye (about 24 pixels) then has the 10 or so pixels that a detector needs.
    private static int AutomaticLevels(int width, int height, NetworkInput input, float overlap)
    {
        int levels = 0;
        while (levels < MostAutomaticLevels
            && (TileSide(width, 1 << levels, overlap) > LargeEnough * input.Width || TileSide(height, 1 << levels, overlap) > LargeEnough * input.Height))
        {
            levels++;
        }

        return levels;
    }

    private static void AddLevel(int width, int height, int count, float overlap, List<Box> tiles)
    {
        // The longer side gets the count, the shorter as many as keep the tiles' proportions near the picture's own.
        float tileWidth = TileSide(width, count, overlap), tileHeight = TileSide(height, count, overlap);
        float stepX = count == 1 ? 0 : (width - tileWidth) / (count - 1), stepY = count == 1 ? 0 : (height - tileHeight) / (count - 1);
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                float left = column * stepX, top = row * stepY;
                tiles.Add(new(left, top, MathF.Min(width, left + tileWidth), MathF.Min(height, top + tileHeight)));
            }
        }
    }

    // count tiles of side s that overlap by a share o cover s·(count − o·(count − 1)).
    private static float TileSide(int side, int count, float overlap) => side / (count - overlap * (count - 1));
}
