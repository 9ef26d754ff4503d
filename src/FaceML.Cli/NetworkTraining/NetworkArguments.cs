using FaceML.Augmentation;
using FaceML.Training;
using FaceML.Training.Heads;
using FaceML.Training.Networks;

namespace FaceML.Cli;

/// <summary>The options that all commands share which train a network, and what they ask for.</summary>
internal sealed class NetworkArguments
{
    private readonly Option<DirectoryInfo> data = new("--data") { Required = true, HelpName = "DIR" };
    private readonly OutputFileOption output = new("--out", "FILE.onnx", "The network to write; its card goes beside it.", required: true);
    private readonly ValueOption<string?> name = SharedOptions.NetworkName();
    private readonly OptionalNumberOption<int> epochs = new("--epochs", NumberRange.AtLeast(1), "N", "Epochs at most.");
    private readonly OptionalNumberOption<int> batch = new("--batch", NumberRange.AtLeast(1), "N", "Images in a batch.");
    private readonly OptionalNumberOption<double> rate = new("--learning-rate", NumberRange.Positive, "RATE", "The learning rate.");
    private readonly NumberOption<int> seed = SharedOptions.Seed();
    private readonly NumberOption<double> held = new(
        "--validation-share", NumberRange.From(0, 1), "SHARE", new FaceNetworkOptions().ValidationShare,
        "The share of the people learned from that is held out to choose what is kept; 0 holds no people out and keeps the last epoch.");
    private readonly ShiftOption shift = new();
    private readonly Option<bool> plain = new("--no-augmentation")
    {
        Description = "Learn from the images as they are, never mirrored, turned or blurred.",
    };
    private readonly OutputFileOption checkpoint = new(
        "--checkpoint", "FILE", "Write the state of the run here after every epoch, and go on from what lies there.");
    private readonly OutputFileOption report = new("--report", "FILE.html", "Write a page with the curves and figures.");
    private readonly Option<DirectoryInfo?> cache = SharedOptions.Cache("aligned faces");

    public NetworkArguments(string dataDescription) => data.Description = dataDescription;

    public NetworkArguments AddTo(Command command)
    {
        foreach (Option option in (Option[])[data, output, name, epochs, batch, rate, seed, held, shift, plain, checkpoint, report, cache])
        {
            command.Add(option);
        }

        return this;
    }

    public string Data(ParseResult parsed) => parsed.GetValue(data)!.FullName;

    public string Output(ParseResult parsed)
    {
        string path = parsed.GetValue(output)!.FullName;
        return path.EndsWith(".onnx", StringComparison.Ordinal) ? path : throw new ToolException($"--out must end in .onnx; it is {path}.");
    }

    public int Seed(ParseResult parsed) => parsed.GetValue(seed);

    public bool GivesLearningRate(ParseResult parsed) => parsed.GetValue(rate) is not null;

    public string? Report(ParseResult parsed) => parsed.GetValue(report)?.FullName;

    public string Cache(ParseResult parsed) => parsed.GetValue(cache)?.FullName ?? UserData.Folder("chips");

    /// <summary>Fills in what the arguments say.</summary>
    public FaceNetworkOptions Apply(
        ParseResult parsed, FaceNetworkOptions options, IProgress<TrainingEpoch> progress, CancellationToken cancellationToken)
    {
        NetworkTrainingOptions training = options.Training;
        options.Training = training with
        {
            Epochs = parsed.GetValue(epochs) ?? training.Epochs,
            Step = training.Step with
            {
                LearningRate = parsed.GetValue(rate) ?? training.Step.LearningRate,
                Seed = Seed(parsed),
                Gradients = training.Step.Gradients with { BatchSize = parsed.GetValue(batch) ?? training.Step.Gradients.BatchSize },
            },
        };
        options.ValidationShare = parsed.GetValue(held);
        options.Name = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(Output(parsed)).ToLowerInvariant();
        options.Augmentation = parsed.GetValue(plain) ? null : new FaceAugmentationOptions
        {
            Seed = Seed(parsed),
            MaskProbability = 0,
            GlassesProbability = 0,
        };
        options.Shift = shift.Read(parsed);
        options.Run = new TrainingRun { Progress = progress, CheckpointPath = parsed.GetValue(checkpoint)?.FullName, Resume = true };
        options.ActivationFolder = Path.Combine(Cache(parsed), "activations");
        options.CancellationToken = cancellationToken;
        return options;
    }
}
