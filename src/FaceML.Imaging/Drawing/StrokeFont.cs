namespace FaceML.Imaging;

/// <summary>
/// A font of strokes, so that labels look the same on every machine and at every size.
/// </summary>
/// <remarks>
/// A glyph is strokes separated by blanks; a stroke is points of two digits, x and y hexadecimal, in twelfths of a capital's height:
/// 0 is the top of a capital, 4 that of a small letter, c the baseline, f the foot of a p. A stroke that begins with a tilde
/// is a curve: its points are the control points of a quadratic B-spline that begins and ends at the outer two. One point alone is a dot.
/// </remarks>
internal static class StrokeFont
{
    /// <summary>A capital's height in the units of the glyphs.</summary>
    public const float CapHeight = 12;

    /// <summary>How far letters reach below the baseline.</summary>
    public const float Descent = 3;

    private const float Gap = 3.2f; // between two letters' ink
    private const float Blank = 3;
    private const int Smoothing = 3; // each round of corner cutting halves the angles

    private static readonly Dictionary<char, Glyph> Glyphs = Parse(
        ('A', "0c408c 1878"), ('B', "000c ~004070764606 ~0646868c4c0c"), ('C', "~838040000c4c8c89"), ('D', "000c ~0040808c4c0c"),
        ('E', "70000c7c 0656"), ('F', "70000c 0656"), ('G', "~838040000c4c8c88 898757"), ('H', "000c 808c 0686"), ('I', "000c"),
        ('J', "~606c3c0c09"), ('K', "000c 7007 257c"), ('L', "000c6c"), ('M', "0c0058a0ac"), ('N', "0c008c80"), ('O', "~40000c4c8c8040"),
        ('P', "000c ~004080874707"), ('Q', "~40000c4c8c8040 598d"), ('R', "000c ~004080874707 478c"), ('S', "~838040000646868c4c0c09"),
        ('T', "0080 404c"), ('U', "~000c4c8c80"), ('V', "004c80"), ('W', "002c528ca0"), ('X', "008c 800c"), ('Y', "004680 464c"),
        ('Z', "00800c8c"),
        ('a', "646c ~676434040c3c6c69"), ('b', "000c ~090c3c6c64340407"), ('c', "~656434040c3c6c6b"), ('d', "606c ~676434040c3c6c69"),
        ('e', "0868 ~686434040c3c6c6a"), ('f', "~5020252c 0444"), ('g', "~646f3f0f0e ~676434040c3c6c69"), ('h', "000c ~080434646c"),
        ('i', "040c 00"), ('j', "~242f0f 20"), ('k', "000c 5409 276c"), ('l', "000c"), ('m', "040c ~080424545c ~585474a4ac"),
        ('n', "040c ~080434646c"),
        ('o', "~34040c3c6c6434"), ('p', "040f ~090c3c6c64340407"), ('q', "646f ~676434040c3c6c69"), ('r', "040c ~08042444"),
        ('s', "~666434040838686c3c0c0a"), ('t', "~212c5c 0444"), ('u', "646c ~040c3c6c68"), ('v', "043c64"), ('w', "042c558ca4"),
        ('x', "046c 640c"),
        ('y', "043c 641f"), ('z', "04640c6c"),
        ('0', "~30000c3c6c6030"), ('1', "03303c"), ('2', "~04003060660c 0c6c"), ('3', "~030030606626 ~26666c3c0c09"), ('4', "4c400868"),
        ('5', "600005 ~0525656c2c0c0a"), ('6', "~5000080c3c6c65350508"), ('7', "00602c"), ('8', "~30000636666030 ~36060c3c6c6636"),
        ('9', "~1c6c6460300007376764"),
        ('.', "0c"), (',', "1c0e"), (':', "05 0c"), (';', "15 1c0e"), ('-', "0747"), ('_', "0d6d"), ('/', "0d50"), ('\\', "005d"),
        ('(', "~20040a2d"), (')', "~00242a0d"),
        ('[', "20000d2d"), (']', "00202d0d"), ('%', "~20000424444020 801c ~78585c7c9c9878"), ('+', "0868 353b"), ('=', "0666 0a6a"),
        ('<', "64086c"), ('>', "04680c"),
        ('!', "0008 0c"), ('?', "~04003060653638 3c"), ('#', "303c 606c 1484 0898"), ('*', "3137 0452 0256"), ('\'', "0003"),
        ('"', "0003 3033"), ('|', "000d"), ('·', "07"), ('°', "~20000424444020"));

    private static readonly Glyph Unknown = new([[new(0, 0), new(6, 0), new(6, 12), new(0, 12), new(0, 0)]], 6);

    /// <summary>The text's width in the units of the glyphs, from the first ink to the last.</summary>
    public static float Width(string text) => Math.Max(0, text.Sum(Advance) - Gap);

    /// <summary>The text's strokes: polylines in the units of the glyphs, the first letter's left edge at 0, capitals' tops at 0.</summary>
    public static IEnumerable<Vector2[]> Strokes(string text)
    {
        float x = 0;
        foreach (char letter in text)
        {
            if (letter != ' ')
            {
                Vector2 shift = new(x, 0);
                foreach (Vector2[] stroke in Glyphs.GetValueOrDefault(letter, Unknown).Strokes)
                {
                    yield return Array.ConvertAll(stroke, point => point + shift);
                }
            }

            x += Advance(letter);
        }
    }

    private static float Advance(char letter) => (letter == ' ' ? Blank : Glyphs.GetValueOrDefault(letter, Unknown).Width) + Gap;

    private static Dictionary<char, Glyph> Parse(params (char Letter, string Strokes)[] glyphs) =>
        glyphs.ToDictionary(glyph => glyph.Letter, glyph => Parse(glyph.Strokes));

    private static Glyph Parse(string glyph)
    {
        Vector2[][] strokes = Array.ConvertAll(glyph.Split(' '), stroke => stroke[0] == '~' ? Smooth(Points(stroke[1..])) : Points(stroke));
        return new Glyph(strokes, strokes.Max(stroke => stroke.Max(point => point.X)));
    }

    private static Vector2[] Points(string digits) =>
        [.. digits.Chunk(2).Select(pair => new Vector2(Convert.ToInt32(pair[0].ToString(), 16), Convert.ToInt32(pair[1].ToString(), 16)))];

    // Chaikin's corner cutting, whose limit is the quadratic B-spline; the ends stay.
    private static Vector2[] Smooth(Vector2[] points)
    {
        for (int round = 0; round < Smoothing; round++)
        {
            List<Vector2> cut = [points[0]];
            for (int i = 0; i + 1 < points.Length; i++)
            {
                if (i > 0)
                {
                    cut.Add(Vector2.Lerp(points[i], points[i + 1], 0.25f));
                }

                if (i + 2 < points.Length)
                {
                    cut.Add(Vector2.Lerp(points[i], points[i + 1], 0.75f));
                }
            }

            cut.Add(points[^1]);
            points = [.. cut];
        }

        return points;
    }

    private sealed record Glyph(Vector2[][] Strokes, float Width);
}
