using FaceML.Augmentation;
using FaceML.Embedding;
using FaceML.Training;
using FaceML.Training.Data;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml finetune</c>: an embedding network trained further on one's own people, with figures before and after on people it never saw.
/// </summary>
internal static class FineTuneCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var command = new Command(
            "finetune", "Train a network further on a folder of people, measure it on others, write it with its card.");
        PeopleArguments people = new();
        NetworkArguments arguments = new("A folder with one folder for every person.");
        FineTuneArguments tuning = new FineTuneArguments(people, arguments).AddTo(command);
        people.AddTo(command);
        arguments.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            string output = arguments.Output(parsed);
            using var hold = FileLock.Acquire(output);
            using var given = GivenNetwork.Find(terminal, tuning.Network(parsed));
            (AlignedFaceFolder found, FolderFace[] learn, FolderFace[] test) =
                people.Read(terminal, parsed, arguments, new FaceRecognizerOptions { Embedder = given.Name }, given.Catalog,
                cancellationToken);
            FaceNetworkOptions options = tuning.Read(
                parsed, new FaceNetworkOptions { Network = given.Name, Catalog = given.Catalog }, new EpochLines(terminal),
                cancellationToken);
            var ml = new MLContext(seed: arguments.Seed(parsed));
            IDataView learned = ml.Data.LoadFromEnumerable(learn);
            using FaceEmbeddingTransformer tuned = NetworkJob.Learn(terminal, ml, options, learned, cancellationToken);
            using FaceEmbeddingTransformer before =
                ml.Faces.Embed(new FaceEmbeddingOptions { Network = given.Name, Catalog = given.Catalog }).Fit(learned);
            List<FaceNetworkComparison> comparisons = ToolProgress.Wait(
                terminal, "Measuring", () => Compare(ml, before, tuned, given.Name, test, options.Shift), cancellationToken);
            string line = $"faceml finetune --network {given.Name} --loss {people.LossName(parsed)} --seed {arguments.Seed(parsed)}";
            return Task.FromResult(new NetworkJob(terminal, tuned.Trained!, arguments.Report(parsed), line).Finish(
                output, found, comparisons, $"Trained further from {given.Name}"));
        });
        return command;
    }

    // On the people held out, as they will be seen where a shift was named, and as they are: against the network as it came, and
    // against the head alone.
    private static List<FaceNetworkComparison> Compare(MLContext ml, FaceEmbeddingTransformer before, FaceEmbeddingTransformer tuned,
        string name, FolderFace[] test, FaceAugmentationOptions? shift)
    {
        List<FaceNetworkComparison> comparisons = [];
        List<(string How, FolderFace[] Faces)> parts = [("as they are", test)];
        if (shift is not null)
        {
            parts.Insert(0, ("as they will be seen", NetworkJob.Shifted(test, shift)));
        }

        foreach ((string how, FolderFace[] faces) in parts)
        {
            EmbeddingSet came = NetworkJob.Vectors(ml, before, faces), learned = NetworkJob.Vectors(ml, tuned, faces);
            comparisons.Add(FaceNetworkComparison.Of(how, name, came, tuned.Trained!.Card.Name, learned));
            if (tuned.Trained.Head is { } head)
            {
                comparisons.Add(FaceNetworkComparison.Of(
                    $"{how}, against the head alone", "head alone", head.Head.Transform(came), tuned.Trained.Card.Name, learned));
            }
        }

        return comparisons;
    }
}
