using FaceML.Augmentation;
using FaceML.Import;
using FaceML.Onnx;
using FaceML.Training.Algebra;
using FaceML.Training.Architectures;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using FaceML.Training.Networks;

namespace FaceML.Bench.NetworkTraining;

/// <summary>
/// <c>distill</c>: the small siamese network learns to repeat the preset <c>accurate</c> on images of one half of LFW's people, without
/// their names; measured on the other half, beside the same network with its first weights, the same trained by triplets of the same images
/// with their names for as many steps, and the teacher.
/// </summary>
internal static class DistillCommand
{
    private sealed record Settings(int Fewest, int Most, int Epochs, double LearningRate, TeacherMatch Match, int[] Channels, int Length,
        int Threads, FileInfo? Checkpoint, FileInfo? Json);

    public static Command Create()
    {
        Setting<int> fewest = new("--fewest", 4, "Images of a person at least.");
        Setting<int> most = new("--most", 4, "Images of a person at most.");
        Setting<int> epochs = new("--epochs", 40, "Epochs of both.");
        Setting<double> rate = new("--learning-rate", FaceNetworkOptions.FromNothing.Step.LearningRate, "The learning rate.");
        Setting<TeacherMatch> match = new("--match", TeacherMatch.Vectors, "What of the teacher is repeated.");
        Option<int[]> channels = new("--channels")
        {
            Description = "Channels of the student's four stages.",
            DefaultValueFactory = _ => [16, 32, 64, 128],
            AllowMultipleArgumentsPerToken = true,
        };
        Setting<int> length = new("--length", new SiameseCnn().EmbeddingLength, "Numbers in a vector of the student.");
        Option<int> threads = new("--threads") { Description = "Threads of one operator; 0 leaves the number to ONNX Runtime." };
        Option<FileInfo?> checkpoint = PathOption.File(
            "--checkpoint", "Write the state of both runs here after every epoch, under names that begin so, and go on from it.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("distill",
            "A small network that learned from the preset accurate, without names, on other people; beside one that learned from names.")
        { fewest, most, epochs, rate, match, channels, length, threads, checkpoint, json };
        command.SetAction(parsed =>
            Run(new Settings(parsed.GetValue(fewest), parsed.GetValue(most), parsed.GetValue(epochs), parsed.GetValue(rate),
            parsed.GetValue(match), parsed.GetValue(channels)!, parsed.GetValue(length),
            parsed.GetValue(threads), parsed.GetValue(checkpoint), parsed.GetValue(json))));
        return command;
    }

    private static void Run(Settings settings)
    {
        TaughtFace[] faces = TaughtFaces.OfLfw(settings.Fewest, settings.Most, FaceRecognizerOptions.Accurate, Catalog());
        int[] order = [.. faces.Select(f => f.Person).Distinct().Order()];
        new TrainingRandom(1).Shuffle<int>(order);
        HashSet<int> half = [.. order[..(order.Length / 2)]];
        TaughtFace[] learn = [.. faces.Where(f => half.Contains(f.Person))], test = [.. faces.Where(f => !half.Contains(f.Person))];
        var student = new SiameseCnn { Channels = settings.Channels, EmbeddingLength = settings.Length };
        OnnxModel start = student.Build();
        EmbeddingSet teacher = Vectors(learn), teacherOnTest = Vectors(test);
        NetworkImages unnamed = Images(student, learn, [.. Enumerable.Range(0, learn.Length)], varies: true)
            .WithTeacher(settings.Match == TeacherMatch.Vectors ? TeacherProjection.Of(teacher, student.EmbeddingLength) : teacher);
        NetworkTrainingResult distilled = Train(settings, "distilled", start, unnamed, perIdentity: 1, lossWeight: 0);
        NetworkTrainingResult triplets =
            Train(settings, "triplets", start, Images(student, learn, Numbers(learn), varies: true), perIdentity: 4, lossWeight: 1);

        EmbeddingSet Embed(OnnxModel network)
        {
            using var embedder = new NetworkEmbedder(BatchNormalizationFolding.Fold(network), threads: settings.Threads);
            return embedder.Embed(Images(student, test, Numbers(test)));
        }

        EmbeddingSet ours = Embed(distilled.Network), before = Embed(start), named = Embed(triplets.Network);
        string teachers = string.Join(" + ", FaceRecognizerOptions.Accurate.FusedWith.Prepend(FaceRecognizerOptions.Accurate.Embedder));
        Report report = new(
            $"The student after {teachers}: {learn.Length} images of {half.Count} people, {settings.Epochs} epochs in {Minutes(distilled)} "
                + $"min, triplets in {Minutes(triplets)}; {test.Length} images of {order.Length - half.Count} others",
            "against", "figure", "theirs", "the student's", "difference, 95 % interval");
        foreach ((string name, EmbeddingSet theirs) in (
            (string, EmbeddingSet)[])[("its first weights", before), ("triplets with names", named), ("the teacher", teacherOnTest)])
        {
            var comparison = FaceNetworkComparison.Of($"against {name}", name, theirs, "the student", ours,
                new EvaluationOptions { Replicates = 500, FalseMatchRates = [1e-1, 1e-2, 1e-3] });
            report.AddGain(name, comparison.Gain);
            report.Add(name, "correlation of cosines with the teacher's", Text(TeacherAgreement.Of(theirs, teacherOnTest)),
                Text(TeacherAgreement.Of(ours, teacherOnTest)), "");
        }

        report.Print(Console.Out);
        report.Write(settings.Json);
    }

    // The same weights to begin with, images, variations, optimizer and number of steps: only what is learned from differs.
    private static NetworkTrainingResult Train(
        Settings settings, string name, OnnxModel start, NetworkImages images, int perIdentity, float lossWeight)
    {
        NetworkTrainingOptions usual = FaceNetworkOptions.FromNothing;
        var options = usual with
        {
            Epochs = settings.Epochs,
            ImagesPerIdentity = perIdentity,
            StepsPerEpoch = Math.Max(1, images.Count / usual.Step.Gradients.BatchSize),
            Step = usual.Step with
            {
                LearningRate = settings.LearningRate,
                LossWeight = lossWeight,
                TeacherMatch = settings.Match,
                Threads = settings.Threads
            },
        };
        Console.Error.WriteLine(name);
        return new NetworkLearner(options).Train(start, images,
            run: new TrainingRun
            {
                Progress = new EpochLines(),
                CheckpointPath = settings.Checkpoint is { } file ? $"{file.FullName}.{name}" : null,
                Resume = true
            });
    }

    private static NetworkImages Images(SiameseCnn student, TaughtFace[] faces, int[] labels, bool varies = false) =>
        SiameseFaces.Of(student, [.. faces.Select(f => f.AlignedFace)], labels, varies);

    private static NetworkCatalog Catalog()
    {
        string folder = Directory.CreateDirectory(Path.Combine(DataSets.Artifacts, "networks")).FullName;
        InstallableNetworks.InstallMissing(FaceRecognizerOptions.Accurate.NetworkNames(), folder);
        return NetworkCatalog.Default(folder);
    }

    private static int[] Numbers(TaughtFace[] faces) => [.. faces.Select(f => f.Person)];

    private static EmbeddingSet Vectors(TaughtFace[] faces) => EmbeddingSet.FromVectors([.. faces.Select(f => f.Teacher)], Numbers(faces));

    // Of all epochs, also of those before an interruption.
    private static string Minutes(NetworkTrainingResult result) => Text(result.Epochs.Sum(e => e.Elapsed.TotalMinutes), "0.0");

    private static string Text(double value, string format = "0.0000") => value.ToString(format, CultureInfo.InvariantCulture);
}
