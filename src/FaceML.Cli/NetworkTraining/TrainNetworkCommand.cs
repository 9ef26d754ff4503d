using FaceML.Embedding;
using FaceML.Training;
using FaceML.Training.Data;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml train-network</c>: a network trained from random weights on one's own people, measured on others against the classical
/// methods.
/// </summary>
internal static class TrainNetworkCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var architecture = new ArchitectureArguments();
        var command = new Command(
            "train-network", "Train a network from nothing on a folder of people, measure it on others, write it with its card.");
        PeopleArguments people = new PeopleArguments().AddTo(command);
        architecture.AddTo(command);
        NetworkArguments arguments = new NetworkArguments("A folder with one folder for every person.").AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            string output = arguments.Output(parsed);
            using var hold = FileLock.Acquire(output);
            (AlignedFaceFolder found, FolderFace[] learn, FolderFace[] test) =
                people.Read(terminal, parsed, arguments, new FaceRecognizerOptions(), NetworkCatalog.Default(), cancellationToken);
            FaceNetworkOptions options =
                arguments.Apply(parsed, new FaceNetworkOptions
                {
                    Architecture = architecture.Read(parsed, arguments.Seed(parsed)),
                    Training = FaceNetworkOptions.FromNothing
                }, new EpochLines(terminal), cancellationToken);
            options.Training = options.Training with { Step = options.Training.Step with { Loss = people.Loss(parsed) } };
            var ml = new MLContext(seed: arguments.Seed(parsed));
            IDataView view = ml.Data.LoadFromEnumerable(learn);
            using FaceEmbeddingTransformer trained = NetworkJob.Learn(terminal, ml, options, view, cancellationToken);
            FolderFace[] seen = options.Shift is { } shift ? NetworkJob.Shifted(test, shift) : test;
            EmbeddingSet after = NetworkJob.Vectors(ml, trained, seen);
            FaceNetworkComparison Compare(string name, IEstimator<FaceTransformer> method) =>
                FaceNetworkComparison.Of(
                    $"against {name}", name, NetworkJob.Vectors(ml, method.Fit(view), seen), trained.Trained!.Card.Name, after);
            List<FaceNetworkComparison> comparisons = ToolProgress.Wait(terminal, "Measuring", () => (List<FaceNetworkComparison>)
                [Compare("Eigenfaces", ml.Faces.Trainers.Eigenfaces()),
                    Compare("local binary patterns", ml.Faces.Trainers.LocalBinaryPatterns())], cancellationToken);
            string line = $"faceml train-network --architecture {architecture.Name(parsed)} --loss {people.LossName(parsed)} --seed "
                + $"{arguments.Seed(parsed)}";
            return Task.FromResult(new NetworkJob(terminal, trained.Trained!, arguments.Report(parsed), line).Finish(
                output, found, comparisons, "Trained from random weights"));
        });
        return command;
    }
}
