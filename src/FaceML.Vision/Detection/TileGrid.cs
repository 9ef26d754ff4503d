using System.Numerics;
using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>A part of a picture that the network is shown alone.</summary>
/// <param name="Region">The part.</param>
/// <param name="Coarser">The sides of the larger parts that show the same place on the level above.</param>
internal readonly record struct Tile(Box Region, Vector2 Coarser);

/// <summary>Overlapping tiles over a picture, level by level.</summary>
internal static class TileGrid
{
    private const int MostAutomaticLevels = 3;
    private const float LargeEnough = 2;

    /// <summary>Whether the network sees too little of an image as a whole: it has many pixels, or its proportions are far from the input's.</summary>
    internal static bool IsLarge(Image image, NetworkInput input, int pixels) => (long)image.Width * image.Height >= pixels;

    /// <summary>The tiles, without the whole picture, coarse ones first.</summary>
    internal static List<Tile> Tiles(int width, int height, NetworkInput input, TilingOptions options)
    {
        List<Tile> tiles = [];
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

    private static void AddLevel(int width, int height, int count, float overlap, List<Tile> tiles)
    {
        float tileWidth = TileSide(width, count, overlap), tileHeight = TileSide(height, count, overlap);
        float stepX = (width - tileWidth) / (count - 1), stepY = (height - tileHeight) / (count - 1);
        Vector2 coarser = new(TileSide(width, count / 2, overlap), TileSide(height, count / 2, overlap));
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                float left = column * stepX, top = row * stepY;
                Box region = new(left, top, MathF.Min(width, left + tileWidth), MathF.Min(height, top + tileHeight));
                tiles.Add(new(region, coarser));
            }
        }
    }

    // count tiles of side s that overlap by a share o cover s·(count − o·(count − 1)).
    private static float TileSide(int side, int count, float overlap) => side / (count - overlap * (count - 1));
}
