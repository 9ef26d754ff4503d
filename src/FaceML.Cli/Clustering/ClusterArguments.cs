using FaceML.Calibration;
using FaceML.Clustering;

namespace FaceML.Cli;

/// <summary>What <c>faceml cluster</c> is asked for.</summary>
internal sealed class ClusterArguments
{
    private readonly Argument<string[]> images = new("images")
    {
        Description = "Files, folders or globs; every face of every image is taken.",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly NumberOption<double> rate = new("--max-fmr", NumberRange.Fraction, "RATE", 1e-5,
        "The false match rate of the shipped calibration's threshold that links two faces.");
    private readonly OptionalNumberOption<float> threshold = new(
        "--threshold", NumberRange.Between(-1, 1), "T", "The score that links two faces, instead of a calibrated one.");
    private readonly Option<FaceClusterMethod> method = new("--method")
    {
        Description = "How groups are found.",
        DefaultValueFactory = _ => FaceClusterMethod.ChineseWhispers,
    };
    private readonly NumberOption<int> smallest = new("--min-size", NumberRange.AtLeast(1), "N", 2, "Faces that a group must have.");
    private readonly Option<bool> json = new("--json")
    {
        Description = "One JSON object a group, a line each; faces without a group come last, in an object without a number.",
    };

    public ClusterArguments AddTo(Command command)
    {
        command.Add(images);
        Array.ForEach((Option[])[rate, threshold, method, smallest, json], command.Add);
        return this;
    }

    public IReadOnlyList<string> Files(ParseResult parsed) => ImageFiles.Expand(parsed.GetValue(images)!);

    public bool Json(ParseResult parsed) => parsed.GetValue(json);

    public FaceClusterOptions Read(ParseResult parsed, FaceRecognizer recognizer)
    {
        var calibration = RecipeCalibration.For(recognizer);
        return new()
        {
            Threshold = parsed.GetValue(threshold) ?? calibration?.At(parsed.GetValue(rate)).Threshold
                ?? throw new ToolException("No calibration comes with these networks used this way. Give a threshold with --threshold."),
            QualityModel = calibration?.Quality,
            Method = parsed.GetValue(method),
            MinimumSize = parsed.GetValue(smallest),
        };
    }
}
