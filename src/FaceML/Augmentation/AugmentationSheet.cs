namespace FaceML.Augmentation;

/// <summary>
/// A contact sheet of what augmentation makes of faces: a row a face; the face, each change alone as strong as the defaults make it at
/// most, then everything at once, as training meets it.
/// </summary>
internal static class AugmentationSheet
{
    private const int Gap = 6, HeaderHeight = 26, LabelHeight = 10;

    private static readonly FaceAugmentationOptions Default = new();

    private static readonly (string Name, FaceAugmentationOptions Options)[] Alone =
    [
        ("mask", FaceAugmentationOptions.None with { MaskProbability = 1 }),
        ("glasses", FaceAugmentationOptions.None with { GlassesProbability = 1 }),
        ("flip", FaceAugmentationOptions.None with { FlipProbability = 1 }),
        ("place", FaceAugmentationOptions.None with { MaxRotation = Default.MaxRotation, MaxZoom = Default.MaxZoom,
            MaxShift = Default.MaxShift }),
        ("light", FaceAugmentationOptions.None with { MaxBrightness = Default.MaxBrightness, MaxContrast = Default.MaxContrast,
            MaxSaturation = Default.MaxSaturation }),
        ("gray", FaceAugmentationOptions.None with { GrayProbability = 1 }),
        ("blur", FaceAugmentationOptions.None with { BlurProbability = 1, Blur = FaceAugmentationRange.Fixed(Default.Blur.High) }),
        ("pixels", FaceAugmentationOptions.None with { DownscaleProbability = 1,
            DownscaledWidth = FaceAugmentationRange.Fixed(Default.DownscaledWidth.Low) }),
        ("noise", FaceAugmentationOptions.None with { NoiseProbability = 1, Noise = FaceAugmentationRange.Fixed(Default.Noise.High) }),
        ("jpeg", FaceAugmentationOptions.None with { JpegProbability = 1,
            JpegQuality = FaceAugmentationRange.Fixed(Default.JpegQuality.Low) }),
    ];

    /// <summary>How many columns show one change alone.</summary>
    public static int SingleChanges => Alone.Length;

    /// <summary>Draws the sheet.</summary>
    /// <param name="alignedFaces">Aligned faces of one size, at least one.</param>
    /// <param name="template">The template they were aligned by.</param>
    /// <param name="seed">Which of the many outcomes.</param>
    /// <param name="variants">Columns with everything at once.</param>
    public static Image Draw(IReadOnlyList<Image> alignedFaces, AlignmentTemplate template, long seed, int variants)
    {
        List<(string Name, Func<Image, Image> Change)> columns = Columns(template, seed, variants);
        int width = alignedFaces[0].Width + Gap, height = alignedFaces[0].Height + Gap;
        Image sheet = new(columns.Count * width + Gap, alignedFaces.Count * height + Gap + HeaderHeight);
        sheet.Pixels.Fill(byte.MaxValue);
        for (int column = 0; column < columns.Count; column++)
        {
            int left = Gap + column * width;
            sheet.DrawLabel(new(left, HeaderHeight), columns[column].Name, Rgb.White, height: LabelHeight);
            for (int row = 0; row < alignedFaces.Count; row++)
            {
                Paste(columns[column].Change(alignedFaces[row]), sheet, left, Gap + HeaderHeight + row * height);
            }
        }

        return sheet;
    }

    private static List<(string Name, Func<Image, Image> Change)> Columns(AlignmentTemplate template, long seed, int variants)
    {
        List<(string, Func<Image, Image>)> columns = [("face", face => face)];
        foreach ((string name, FaceAugmentationOptions options) in Alone)
        {
            var augmentation = new FaceAugmentation(options with { Seed = seed }, template);
            columns.Add((name, face => augmentation.Apply(face)));
        }

        var all = new FaceAugmentation(Default with { Seed = seed }, template);
        for (int i = 0; i < variants; i++)
        {
            int variant = i;
            columns.Add(($"all {i + 1}", face => all.Apply(face, variant)));
        }

        return columns;
    }

    private static void Paste(Image source, Image target, int left, int top)
    {
        for (int y = 0; y < source.Height; y++)
        {
            source.Pixels.Slice(y * source.Width * 3, source.Width * 3).CopyTo(target.Pixels[(((top + y) * target.Width + left) * 3)..]);
        }
    }
}
