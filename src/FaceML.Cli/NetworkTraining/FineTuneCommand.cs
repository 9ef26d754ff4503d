using System.CommandLine;
using FaceML.Embedding;
using FaceML.Recognition;
using FaceML.Training;
using FaceML.Training.Data;
using FaceML.Training.Networks;
using Microsoft.ML;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml finetune</c>: an embedding network trained further on one's own people, with figures before and after on people it never saw.
/// </summary>
internal static class FineTuneCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var network = new Option<string>("--network")
        {
            Description = "The network: a name of the catalog, or an ONNX file.",
            DefaultValueFactory = _ => new FaceRecognizerOptions().Embedder,
            HelpName = "NAME|FILE.onnx",
        };
        var freeze = new Option<string?>("--freeze")
        {
            Description = "The name of a value inside the network; what leads to it stays as it is.",
            HelpName = "VALUE",
        };
        var teacher = new OptionalNumberOption<float>("--teacher-weight", NumberRange.AtLeast(0))
        {
            Description = "How strongly the network is held to where it starts; 0 lets go. Found by trials when left out.",
            HelpName = "W",
        };
        var noHead = new Option<bool>("--no-head")
        {
            Description = "Start from the network as it came, not from the head in closed form that the people teach first.",
        };
        var minutes = new NumberOption<double>("--minutes", NumberRange.Positive)
        {
            Description = "The time for the trials and the training.",
            DefaultValueFactory = _ => new NetworkSearchOptions().Budget.TotalMinutes,
            HelpName = "M",
        };
        var unmixed = new Option<bool>("--no-mixing")
        {
            Description = "Keep what was learned as it is, instead of mixing its weights with those of the network as it came.",
        };
        var mostLoss = new NumberOption<double>("--max-loss", NumberRange.From(0, 1))
        {
            Description = "By how much the equal error rate of the people held out may rise on images as they are; it bounds the mixture.",
            DefaultValueFactory = _ => new InterpolationOptions().MaxLoss,
            HelpName = "RATE",
        };
        var command = new Command(
            "finetune", "Train a network further on a folder of people, measure it on others, write it with its card.") { network, freeze,
            teacher, noHead, minutes, unmixed, mostLoss };
        PeopleArguments people = new PeopleArguments().AddTo(command);
        NetworkArguments arguments = new NetworkArguments("A folder with one folder for every person.").AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            string output = arguments.Output(parsed);
            using var hold = FileLock.Acquire(output);
            using var given = GivenNetwork.Find(terminal, parsed.GetValue(network)!);
            (AlignedFaceFolder found, FolderFace[] learn, FolderFace[] test) =
                people.Read(terminal, parsed, arguments, new FaceRecognizerOptions { Embedder = given.Name }, given.Catalog,
                cancellationToken);
            var lines = new EpochLines(terminal);
            FaceNetworkOptions options =
                arguments.Apply(parsed, new FaceNetworkOptions { Network = given.Name, Catalog = given.Catalog }, lines, cancellationToken);
            options.StartFromHead = !parsed.GetValue(noHead);
            options.Interpolation = parsed.GetValue(unmixed) ? null : new InterpolationOptions { MaxLoss = parsed.GetValue(mostLoss) };
            NetworkTrainerOptions step = options.Training.Step;
            options.Training = options.Training with
            {
                Step = step with
                {
                    Loss = people.Loss(parsed),
                    TeacherWeight = parsed.GetValue(teacher) ?? step.TeacherWeight,
                    Gradients = step.Gradients with { FrozenUpTo = parsed.GetValue(freeze) },
                },
            };
            // What goes on from a checkpoint must do the same again: neither trials nor a clock may decide.
            if (options.Run?.CheckpointPath is null && options.ValidationShare > 0)
            {
                var all = new NetworkSearchOptions();
                options.Trials = lines;
                options.Search = all with
                {
                    Budget = TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                    LearningRates = arguments.GivesLearningRate(parsed) ? [] : all.LearningRates,
                    TeacherWeights = parsed.GetValue(teacher) is null ? all.TeacherWeights : [],
                    FrozenShares = parsed.GetValue(freeze) is null ? all.FrozenShares : [],
                };
            }

            var ml = new MLContext(seed: arguments.Seed(parsed));
            using FaceEmbeddingTransformer tuned =
                NetworkJob.Learn(terminal, ml, options, ml.Data.LoadFromEnumerable(learn), cancellationToken);
            using FaceEmbeddingTransformer before =
                ml.Faces.Embed(new FaceEmbeddingOptions { Network = given.Name, Catalog = given.Catalog }).Fit(
                ml.Data.LoadFromEnumerable(learn));
            List<FaceNetworkComparison> comparisons = [];
            ToolProgress.Wait(terminal, "Measuring", () =>
            {
                if (options.Shift is { } shift)
                {
                    Compare("as they will be seen", NetworkJob.Shifted(test, shift));
                }

                Compare("as they are", test);
                return comparisons;
            }, cancellationToken);
            string line = $"faceml finetune --network {given.Name} --loss {people.LossName(parsed)} --seed {arguments.Seed(parsed)}";
            return Task.FromResult(new NetworkJob(terminal, tuned.Trained!, arguments.Report(parsed), line).Finish(
                output, found, comparisons, $"Trained further from {given.Name}"));

            void Compare(string name, FolderFace[] faces)
            {
                EmbeddingSet came = NetworkJob.Vectors(ml, before, faces), learned = NetworkJob.Vectors(ml, tuned, faces);
                comparisons.Add(FaceNetworkComparison.Of(name, given.Name, came, tuned.Trained!.Card.Name, learned));
                if (tuned.Trained.Head is { } head)
                {
                    comparisons.Add(FaceNetworkComparison.Of(
                        $"{name}, against the head alone", "head alone", head.Head.Transform(came), tuned.Trained.Card.Name, learned));
                }
            }
        });
        return command;
    }
}
