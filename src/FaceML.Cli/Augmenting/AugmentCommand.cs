using FaceML.Augmentation;

namespace FaceML.Cli;

/// <summary><c>faceml augment IMAGE… --out sheet.png</c>: what augmentation makes of faces, for people to look at.</summary>
internal static class AugmentCommand
{
    private const int MostRows = 50, MostVariants = 50;

    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images")
        {
            Description = "Files, folders or globs; the largest face of each is taken.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new OutputFileOption("--out", "FILE", "The contact sheet to write, usually *.png.", required: true);
        var variants = new NumberOption<int>(
            "--variants", NumberRange.Between(0, MostVariants), "N", 6, "Faces with everything at once, as training meets them.");
        var seed = new NumberOption<long>("--seed", NumberRange.Finite, "N", 1, "Which of the many outcomes.");
        var command = new Command("augment", "Draw a contact sheet of what augmentation makes of faces.")
        { images, output, variants, seed };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddDetectionTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            int count = parsed.GetValue(variants);
            using FaceRecognizer recognizer = recognition.Create(parsed);
            IReadOnlyList<Image> alignedFaces = Faces(terminal, recognizer, ImageFiles.Expand(parsed.GetValue(images)!), cancellationToken);
            string target = parsed.GetValue(output)!.FullName;
            AugmentationSheet.Draw(alignedFaces, recognizer.Embedder.Template, parsed.GetValue(seed), count).Save(target);
            terminal.Remark(
                $"{alignedFaces.Count} faces, {AugmentationSheet.SingleChanges} single changes and {count} of all together: {target}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static List<Image> Faces(ToolTerminal terminal, FaceRecognizer recognizer, IReadOnlyList<string> files, CancellationToken token)
    {
        var aligner = new FaceAligner(recognizer.Embedder.Template);
        List<Image> alignedFaces = [];
        foreach (string file in files.TakeWhile(_ => alignedFaces.Count < MostRows))
        {
            Image image = Image.Load(file, cancellation: token);
            if (FaceRecognizer.Select(recognizer.Find(image), image, FaceSelection.Largest, out DetectedFace face) == FaceStatus.Found
                && aligner.TryAlign(image, recognizer.Locate(image, face).Points, out Image? alignedFace))
            {
                alignedFaces.Add(alignedFace);
            }
            else
            {
                terminal.Remark($"{file} shows no usable face.");
            }
        }

        if (alignedFaces.Count == MostRows && files.Count > MostRows)
        {
            terminal.Remark($"The sheet ends after {MostRows} faces.");
        }

        return alignedFaces.Count > 0 ? alignedFaces : throw new ToolException("None of the images shows a usable face.");
    }
}
