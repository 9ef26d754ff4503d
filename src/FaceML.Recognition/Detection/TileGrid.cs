namespace FaceML.Recognition;

/// <summary>A part of an image that the network is shown alone.</summary>
/// <param name="Region">The part.</param>
/// <param name="Coarser">The sides of the larger parts that show the same place on the level above.</param>
internal readonly record struct Tile(Box Region, Vector2 Coarser);

/// <summary>Overlapping tiles over an image, level by level.</summary>
internal static class TileGrid
{
    private const int MostAutomaticLevels = 3;
    private const float LargeEnough = 2;

    // Stretched more than this, faces are no longer found.
    private const float MostElongated = 3;

    // Of a strip of any length: what it may cost.
    private const int MostAlong = 200;

    /// <summary>
    /// Whether the network sees too little of an image as a whole: it has many pixels, or its proportions are far from the input's.
    /// </summary>
    internal static bool IsLarge(Image image, NetworkInput input, int pixels) =>
        (long)image.Width * image.Height >= pixels
            || Elongation(image.Width, image.Height, input) is not (> 1 / MostElongated and < MostElongated);

    /// <summary>The tiles, without the whole image, coarse ones first.</summary>
    internal static List<Tile> Tiles(int width, int height, NetworkInput input, TilingOptions options)
    {
        List<Tile> tiles = [];
        float elongation = Elongation(width, height, input);
        int levels = options.Levels > 0 ? options.Levels : AutomaticLevels(width, height, input, options.Overlap);
        for (int level = elongation is > 1 / MostElongated and < MostElongated ? 1 : 0; level <= levels; level++)
        {
            AddLevel(width, height, Counts(elongation, level), level == 0 ? (1, 1) : Counts(elongation, level - 1), options.Overlap, tiles);
        }

        return tiles;
    }

    // Above 1 the image is longer in proportion than the input, below it is higher.
    private static float Elongation(int width, int height, NetworkInput input) => (float)width / height * input.Height / input.Width;

    // As many tiles along both sides; in a long strip of an image as many more along it that a tile has the proportions of the input.
    private static (int Columns, int Rows) Counts(float elongation, int level)
    {
        int count = 1 << level;
        return elongation >= MostElongated ? (Along(count * elongation), count)
            : elongation <= 1 / MostElongated ? (count, Along(count / elongation))
            : (count, count);
    }

    private static int Along(float count) => (int)MathF.Min(MostAlong, MathF.Ceiling(count));

    // Halves until a tile is at most LargeEnough times as wide and high as the network's input: a face that is clear to
    // the eye (about 24 pixels) then has the 10 or so pixels that a detector needs.
    private static int AutomaticLevels(int width, int height, NetworkInput input, float overlap)
    {
        float elongation = Elongation(width, height, input);
        int levels = 0;
        while (levels < MostAutomaticLevels
            && (TileSide(width, Counts(elongation, levels).Columns, overlap) > LargeEnough * input.Width
                || TileSide(height, Counts(elongation, levels).Rows, overlap) > LargeEnough * input.Height))
        {
            levels++;
        }

        return levels;
    }

    private static void AddLevel(
        int width, int height, (int Columns, int Rows) counts, (int Columns, int Rows) above, float overlap, List<Tile> tiles)
    {
        float tileWidth = TileSide(width, counts.Columns, overlap), tileHeight = TileSide(height, counts.Rows, overlap);
        float stepX = (width - tileWidth) / Math.Max(1, counts.Columns - 1), stepY = (height - tileHeight) / Math.Max(1, counts.Rows - 1);
        Vector2 coarser = new(TileSide(width, above.Columns, overlap), TileSide(height, above.Rows, overlap));
        for (int row = 0; row < counts.Rows; row++)
        {
            for (int column = 0; column < counts.Columns; column++)
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
