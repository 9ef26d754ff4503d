using FaceML.Verification;

namespace FaceML.Cli;

/// <summary>The options of <c>faceml verify</c> that a saved pipeline settles by itself.</summary>
internal sealed class DecisionOptions
{
    private static readonly FaceVerifierOptions Defaults = new();

    private readonly OptionalNumberOption<float> threshold = new("--threshold", NumberRange.Finite, "T",
        "The score from which two faces count as one person's; default: that of the shipped calibration for --max-fmr.");

    private readonly NumberOption<double> rate = new(
        "--max-fmr", NumberRange.Fraction, "0.01|0.001|0.0001|0.00001", Defaults.MaxFalseMatchRate,
        "Which threshold of the shipped calibration decides: that of this false match rate.");

    private readonly NumberOption<double> prior = new("--prior", NumberRange.Fraction, "P", Defaults.MatedPrior,
        "The probability, before the comparison, that both images show one person.");

    private readonly Option<FaceSelection> face = new("--face")
    {
        Description = "Which face to take where an image shows several.",
        DefaultValueFactory = _ => Defaults.Selection,
        HelpName = "largest|central|only",
    };

    private Option[] All => [threshold, rate, prior, face];

    public void AddTo(Command command) => Array.ForEach(All, command.Add);

    public FaceVerifierOptions Read(ParseResult parsed) => new()
    {
        Threshold = parsed.GetValue(threshold),
        MaxFalseMatchRate = parsed.GetValue(rate),
        MatedPrior = parsed.GetValue(prior),
        Selection = parsed.GetValue(face),
    };

    /// <summary>Refuses them beside <c>--model</c>.</summary>
    public void RequireNone(ParseResult parsed)
    {
        if (All.Any(option => parsed.GetResult(option) is { Implicit: false }))
        {
            throw new ToolException(
                "A saved pipeline brings its own threshold, prior and choice of face: --model goes without --threshold, --max-fmr, "
                + "--prior and --face.");
        }
    }
}
