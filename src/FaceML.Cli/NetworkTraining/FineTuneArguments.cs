using FaceML.Training;
using FaceML.Training.Networks;

namespace FaceML.Cli;

/// <summary>What only <c>faceml finetune</c> is asked for: where it starts, what is frozen, how trials and mixing go.</summary>
internal sealed class FineTuneArguments(PeopleArguments people, NetworkArguments arguments)
{
    private readonly Option<string> network = new("--network")
    {
        Description = "The network: a name of the catalog, or an ONNX file.",
        DefaultValueFactory = _ => new FaceRecognizerOptions().Embedder,
        HelpName = "NAME|FILE.onnx",
    };
    private readonly ValueOption<string?> freeze = new(
        "--freeze", "VALUE", "The name of a value inside the network; what leads to it stays as it is.");
    private readonly OptionalNumberOption<float> teacher = new("--teacher-weight", NumberRange.AtLeast(0), "W",
        "How strongly the network is held to where it starts; 0 does not hold it. Found by trials when left out.");
    private readonly Option<bool> noHead = new("--no-head")
    {
        Description = "Start from the network as it came, not from the head in closed form that the people teach first.",
    };
    private readonly NumberOption<double> minutes = new("--minutes", NumberRange.Positive, "M",
        new NetworkSearchOptions().Budget.TotalMinutes, "The time for the trials and the training.");
    private readonly Option<bool> unmixed = new("--no-mixing")
    {
        Description = "Keep what was learned as it is, instead of mixing its weights with those of the network as it came.",
    };
    private readonly NumberOption<double> mostLoss = new("--max-loss", NumberRange.From(0, 1), "RATE", new InterpolationOptions().MaxLoss,
        "By how much the equal error rate of the people held out may rise on images as they are; it bounds the mixture.");

    public FineTuneArguments AddTo(Command command)
    {
        Array.ForEach((Option[])[network, freeze, teacher, noHead, minutes, unmixed, mostLoss], command.Add);
        return this;
    }

    public string Network(ParseResult parsed) => parsed.GetValue(network)!;

    /// <summary>The settings of the training, on top of what all network trainings share.</summary>
    public FaceNetworkOptions Read(ParseResult parsed, FaceNetworkOptions start, EpochLines lines, CancellationToken cancellationToken)
    {
        FaceNetworkOptions options =
            arguments.Apply(parsed, start, lines, cancellationToken);
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

        return options;
    }
}
