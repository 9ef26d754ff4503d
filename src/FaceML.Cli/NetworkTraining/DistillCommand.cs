using FaceML.Embedding;
using FaceML.Training;
using FaceML.Training.Data;

namespace FaceML.Cli;

/// <summary><c>faceml distill</c>: a small network that repeats what a slower recognizer makes of images, whoever they show.</summary>
internal static class DistillCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var architecture = new ArchitectureArguments();
        var teachers = new Option<string[]>("--teacher")
        {
            Description = $"What to learn from: one of the presets {string.Join(", ", FaceRecognizerOptions.Presets)}, or the names of "
                + $"embedding networks, whose vectors are fused.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            HelpName = "PRESET|NAME",
        };
        const string Purpose = "Train a network from nothing to repeat a slower recognizer on a folder of images; no identities are "
            + "needed.";
        var command = new Command("distill", Purpose) { teachers };
        architecture.AddTo(command);
        NetworkArguments arguments = new NetworkArguments("A folder with images, in folders or not.").AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            string output = arguments.Output(parsed);
            using var hold = FileLock.Acquire(output);
            string[] asked = parsed.GetValue(teachers)!;
            FaceRecognizerOptions teacher = Teacher(asked);
            var catalog = NetworkCatalog.Default();
            AlignedFaceFolder found = AlignedFaceFolder.OfAnybody(
                terminal, arguments.Data(parsed), new FaceRecognizerOptions(), catalog, arguments.Cache(parsed), cancellationToken);
            TaughtFace[] faces = TaughtFace.Of(terminal, found.Faces, teacher, catalog, cancellationToken);
            FaceNetworkOptions options = arguments.Apply(parsed, new FaceNetworkOptions
            {
                Architecture = architecture.Read(parsed, arguments.Seed(parsed)),
                Teachers = [teacher.Embedder, .. teacher.FusedWith],
                TeacherColumnName = nameof(TaughtFace.Teacher),
                PersonColumnName = null,
                Training = FaceNetworkOptions.FromNothing,
            }, new EpochLines(terminal), cancellationToken);
            var ml = new MLContext(seed: arguments.Seed(parsed));
            using FaceEmbeddingTransformer trained =
                NetworkJob.Learn(terminal, ml, options, ml.Data.LoadFromEnumerable(faces), cancellationToken);
            string line = $"faceml distill --teacher {string.Join(' ', asked)} --architecture {architecture.Name(parsed)} --seed "
                + $"{arguments.Seed(parsed)}";
            FaceTrainingSummary summary = trained.Trained!.Summary;
            string what = string.Create(CultureInfo.InvariantCulture,
                $"On images held out its similarities correlate with those of {string.Join(" + ", asked)} by {summary.BestValidation:F4}; "
                    + $"{summary.InitialValidation:F4} before learning");
            return Task.FromResult(new NetworkJob(
                terminal, trained.Trained!, arguments.Report(parsed), line).Finish(output, found, [], what));
        });
        return command;
    }

    private static FaceRecognizerOptions Teacher(string[] asked) => asked is [var preset] && FaceRecognizerOptions.Presets.Contains(preset)
        ? FaceRecognizerOptions.Preset(preset)
        : new FaceRecognizerOptions { Embedder = asked[0], FusedWith = asked[1..] };
}
