using FaceML.Evaluation.Calibration;
using FaceML.Liveness;

namespace FaceML.Cli;

/// <summary>What <c>faceml liveness train</c> is asked for.</summary>
internal sealed class LivenessTrainArguments
{
    private readonly OutputFileOption output = SharedOptions.PipelineOutput();
    private readonly NumberOption<double> apcer = new(
        "--max-apcer", NumberRange.Fraction, "RATE", 0.05, "The share of attacks of each species that may pass as live, to promise.");
    private readonly Option<bool> noPromise = new("--no-promise")
    {
        Description = "Learn from everybody and take a threshold that promises nothing, where the people are too few for a promise.",
    };
    private readonly NumberOption<double> confidence =
        SharedOptions.Confidence("The one-sided confidence of the promise, for all species together.");
    private readonly NumberOption<double> share = new(
        "--calibration-share", NumberRange.Fraction, "SHARE", 0.4, "The share of the people of whom only the threshold is fitted.");
    private readonly NumberOption<int> seed = SharedOptions.Seed("Decides who is held out, and the folds.");
    private readonly Option<string> network = new("--network")
    {
        Description = "The liveness network that the head stands on.",
        DefaultValueFactory = _ => FaceLivenessDetector.DefaultNetwork,
        HelpName = "NAME",
    };

    public LivenessTrainArguments AddTo(Command command)
    {
        Array.ForEach((Option[])[output, apcer, noPromise, confidence, share, seed, network], command.Add);
        return this;
    }

    public string Output(ParseResult parsed) => parsed.GetValue(output)!.FullName;

    public FaceLivenessHeadOptions Read(ParseResult parsed, NetworkOptions run, CancellationToken cancellationToken)
    {
        Option? given = ((Option[])[apcer, confidence, share]).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        if (parsed.GetValue(noPromise) && given is not null)
        {
            throw new ToolException($"--no-promise goes without {given.Name}.");
        }

        return new FaceLivenessHeadOptions
        {
            MaxApcer = parsed.GetValue(noPromise) ? null : parsed.GetValue(apcer),
            Bound = new ThresholdOptions { Confidence = parsed.GetValue(confidence) },
            CalibrationShare = parsed.GetValue(share),
            Seed = parsed.GetValue(seed),
            Network = parsed.GetValue(network)!,
            Run = run,
            CancellationToken = cancellationToken,
        };
    }
}
