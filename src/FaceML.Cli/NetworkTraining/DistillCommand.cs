using System.CommandLine;
using FaceML.Embedding;
using FaceML.Training;
using FaceML.Training.Data;
using FaceML.Vision;
using Microsoft.ML;

namespace FaceML.Cli;

/// <summary><c>faceml distill</c>: a small network that repeats what others make of pictures, whoever they show.</summary>
internal static class DistillCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var architecture = new ArchitectureArguments();
        var teachers = new Option<string[]>("--teacher") { Description = "The networks to learn from, by their names; the vectors of several are fused.", Required = true, AllowMultipleArgumentsPerToken = true, HelpName = "NAME" };
        var command = new Command("distill", "Train a network from nothing to repeat others on a folder of pictures; nobody needs to say who they show.") { teachers };
        architecture.AddTo(command);
        NetworkArguments arguments = new NetworkArguments("A folder with pictures, in folders or not.").AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            string output = arguments.Output(parsed);
            using var hold = FileLock.Acquire(output);
            ChipFolder found = ChipFolder.OfAnybody(terminal, arguments.Data(parsed), new FaceRecognizerOptions(), NetworkCatalog.Default(), arguments.Cache(parsed), cancellationToken);
            FaceNetworkOptions options = arguments.Apply(parsed, new FaceNetworkOptions
            {
                Architecture = architecture.Read(parsed, arguments.Seed(parsed)),
                Teachers = parsed.GetValue(teachers)!,
                PersonColumnName = null,
                Training = FaceNetworkOptions.FromNothing,
            }, new EpochLines(terminal), cancellationToken);
            var ml = new MLContext(seed: arguments.Seed(parsed));
            using FaceEmbeddingTransformer trained = ToolProgress.Wait(terminal, "Learning", () => ml.Faces.Trainers.FineTuneNetwork(options).Fit(ml.Data.LoadFromEnumerable(found.Faces)), cancellationToken);
            string names = string.Join(" + ", options.Teachers!), line = $"faceml distill --teacher {string.Join(' ', options.Teachers!)} --architecture {architecture.Name(parsed)} --seed {arguments.Seed(parsed)}";
            FaceNetworkSummary summary = trained.Trained!.Summary;
            string what = FormattableString.Invariant($"On pictures held out its similarities correlate with those of {names} by {summary.BestValidation:F4}; {summary.InitialValidation:F4} before learning");
            return Task.FromResult(new NetworkJob(terminal, trained.Trained!, arguments.Report(parsed), line, hold).Finish(output, found, [], what));
        });
        return command;
    }
}
