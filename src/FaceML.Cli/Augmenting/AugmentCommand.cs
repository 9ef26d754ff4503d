using System.CommandLine;
using FaceML.Augmentation;
using FaceML.Imaging;
using FaceML.Recognition;

namespace FaceML.Cli;

/// <summary><c>faceml augment IMAGE… --out sheet.png</c>: what augmentation makes of faces, for people to look at.</summary>
internal static class AugmentCommand
{
    private const int Gap = 6, HeaderHeight = 26, MostRows = 50, MostVariants = 50;

    private static readonly FaceAugmentationOptions Default = new();

    /// <summary>Each change alone, as strong as the defaults make it at most, then the defaults as training meets them.</summary>
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

    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images")
        {
            Description = "Files, folders or globs; the largest face of each is taken.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new OutputFileOption("--out")
        {
            Description = "The contact sheet to write, usually *.png.",
            Required = true,
            HelpName = "FILE",
        };
        var variants = new NumberOption<int>("--variants", NumberRange.Between(0, MostVariants))
        {
            Description = "Faces with everything at once, as training meets them.",
            DefaultValueFactory = _ => 6,
            HelpName = "N",
        };
        var seed = new NumberOption<long>("--seed", NumberRange.Finite)
        {
            Description = "Which of the many outcomes.",
            DefaultValueFactory = _ => 1,
            HelpName = "N",
        };
        var command = new Command(
            "augment", "Draw a contact sheet of what augmentation makes of faces.") { images, output, variants, seed };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddDetectionTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            int count = parsed.GetValue(variants);
            using FaceRecognizer recognizer = recognition.Create(parsed);
            IReadOnlyList<Image> alignedFaces = Faces(terminal, recognizer, ImageFiles.Expand(parsed.GetValue(images)!), cancellationToken);
            string target = parsed.GetValue(output)!.FullName;
            Sheet(alignedFaces, Columns(recognizer.Embedder.Template, parsed.GetValue(seed), count)).Save(target);
            terminal.Remark($"{alignedFaces.Count} faces, {Alone.Length} single changes and {count} of all together: {target}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static List<Image> Faces(
        ToolTerminal terminal, FaceRecognizer recognizer, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var aligner = new FaceAligner(recognizer.Embedder.Template);
        List<Image> alignedFaces = [];
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Image image = Image.Load(file, cancellation: cancellationToken);
            if (FaceRecognizer.Select(recognizer.Find(image), image, FaceSelection.Largest, out DetectedFace face) == FaceStatus.Found
                && aligner.TryAlign(image, recognizer.Locate(image, face).Points, out Image? alignedFace))
            {
                alignedFaces.Add(alignedFace);
            }
            else
            {
                terminal.Remark($"{file} shows no usable face.");
            }

            if (alignedFaces.Count == MostRows && files.Count > MostRows)
            {
                terminal.Remark($"The sheet ends after {MostRows} faces.");
                break;
            }
        }

        return alignedFaces.Count > 0 ? alignedFaces : throw new ToolException("None of the images shows a usable face.");
    }

    private static List<(string Name, Func<Image, Image> Change)> Columns(AlignmentTemplate template, long seed, int variants)
    {
        List<(string, Func<Image, Image>)> columns = [("face", alignedFace => alignedFace)];
        foreach ((string name, FaceAugmentationOptions options) in Alone)
        {
            var augmentation = new FaceAugmentation(options with { Seed = seed }, template);
            columns.Add((name, alignedFace => augmentation.Apply(alignedFace)));
        }

        var all = new FaceAugmentation(Default with { Seed = seed }, template);
        for (int i = 0; i < variants; i++)
        {
            int variant = i;
            columns.Add(($"all {i + 1}", alignedFace => all.Apply(alignedFace, variant)));
        }

        return columns;
    }

    private static Image Sheet(IReadOnlyList<Image> alignedFaces, List<(string Name, Func<Image, Image> Change)> columns)
    {
        int width = alignedFaces[0].Width + Gap, height = alignedFaces[0].Height + Gap;
        Image sheet = new(columns.Count * width + Gap, alignedFaces.Count * height + Gap + HeaderHeight);
        sheet.Pixels.Fill(byte.MaxValue);
        for (int column = 0; column < columns.Count; column++)
        {
            int left = Gap + column * width;
            sheet.DrawLabel(new(left, HeaderHeight), columns[column].Name, Rgb.White, height: 10);
            for (int row = 0; row < alignedFaces.Count; row++)
            {
                Paste(columns[column].Change(alignedFaces[row]), sheet, left, Gap + HeaderHeight + row * height);
            }
        }

        return sheet;
    }

    private static void Paste(Image source, Image target, int left, int top)
    {
        for (int y = 0; y < source.Height; y++)
        {
            source.Pixels.Slice(y * source.Width * 3, source.Width * 3).CopyTo(target.Pixels[(((top + y) * target.Width + left) * 3)..]);
        }
    }
}
