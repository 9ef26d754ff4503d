using System.CommandLine;
using FaceML.Embedding;
using FaceML.Recognition;
using FaceML.Training;
using FaceML.Training.Data;
using FaceML.Training.Networks;
using Microsoft.ML;

namespace FaceML.Cli;

/// <summary><c>faceml finetune</c>: an embedding network trained further on one's own people, with figures before and after on people it never saw.</summary>
internal static class FineTuneCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var network = new Option<string>("--network") { Description = "The network: a name of the catalog, or an ONNX file.", DefaultValueFactory = _ => new FaceRecognizerOptions().Embedder, HelpName = "NAME|FILE.onnx" };
        var freeze = new Option<string?>("--freeze") { Description = "The name of a value inside the network; what leads to it stays as it is.", HelpName = "VALUE" };
        var teacher = new NumberOption<float>("--teacher-weight", NumberRange.AtLeast(0)) { Description = "How strongly the network as it came holds on to what it was; 0 lets go.", DefaultValueFactory = _ => FaceNetworkOptions.FineTuning.Step.TeacherWeight, HelpName = "W" };
        var unmixed = new Option<bool>("--no-mixing") { Description = "Keep what was learnt as it is, instead of mixing its weights with those of the network as it came." };
        var mostLoss = new NumberOption<double>("--max-loss", NumberRange.From(0, 1)) { Description = "By how much the equal error rate of the people held out may rise on pictures as they are; it bounds the mixture.", DefaultValueFactory = _ => new InterpolationOptions().MaxLoss, HelpName = "RATE" };
        var command = new Command("finetune", "Train a network further on a folder of people, measure it on others, write it with its card.") { network, freeze, teacher, unmixed, mostLoss };
        PeopleArguments people = new PeopleArguments().AddTo(command);
        NetworkArguments arguments = new NetworkArguments("A folder with one folder for every person.").AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            string output = arguments.Output(parsed);
            using var hold = FileLock.Acquire(output);
            using var given = GivenNetwork.Find(terminal, parsed.GetValue(network)!);
            (ChipFolder found, ChipFace[] learn, ChipFace[] test) = people.Read(terminal, parsed, arguments, new FaceRecognizerOptions { Embedder = given.Name }, given.Catalog, cancellationToken);
            FaceNetworkOptions options = arguments.Apply(parsed, new FaceNetworkOptions { Network = given.Name, Catalog = given.Catalog }, new EpochLines(terminal), cancellationToken);
            options.Interpolation = parsed.GetValue(unmixed) ? null : new InterpolationOptions { MaxLoss = parsed.GetValue(mostLoss) };
            NetworkTrainerOptions step = options.Training.Step;
            options.Training = options.Training with
            {
                Step = step with
                {
                    Loss = people.Loss(parsed),
                    TeacherWeight = parsed.GetValue(teacher),
                    Gradients = step.Gradients with { FrozenUpTo = parsed.GetValue(freeze) },
                },
            };
            var ml = new MLContext(seed: arguments.Seed(parsed));
            using FaceEmbeddingTransformer tuned = NetworkJob.Learn(terminal, ml, options, ml.Data.LoadFromEnumerable(learn), cancellationToken);
            using FaceEmbeddingTransformer before = ml.Faces.Embed(new FaceEmbeddingOptions { Network = given.Name, Catalog = given.Catalog }).Fit(ml.Data.LoadFromEnumerable(learn));
            FaceNetworkComparison Compare(string name, ChipFace[] faces) =>
                FaceNetworkComparison.Of(name, given.Name, NetworkJob.Vectors(ml, before, faces), tuned.Trained!.Card.Name, NetworkJob.Vectors(ml, tuned, faces));
            List<FaceNetworkComparison> comparisons = ToolProgress.Wait(terminal, "Measuring", () => (List<FaceNetworkComparison>)(options.Shift is { } shift
                ? [Compare("as they will be seen", NetworkJob.Shifted(test, shift)), Compare("as they are", test)]
                : [Compare("as they are", test)]), cancellationToken);
            string line = $"faceml finetune --network {given.Name} --loss {people.LossName(parsed)} --seed {arguments.Seed(parsed)}";
            return Task.FromResult(new NetworkJob(terminal, tuned.Trained!, arguments.Report(parsed), line, hold).Finish(output, found, comparisons, $"Trained further from {given.Name}"));
        });
        return command;
    }
}
