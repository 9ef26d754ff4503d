using FaceML.Calibration;
using FaceML.Evaluation.Calibration;

namespace FaceML.Cli;

/// <summary>What <c>faceml fit</c> is asked for: pairs of one's own, or the threshold that comes with FaceML.</summary>
internal sealed class FitArguments
{
    private const double FittedRate = 1e-3, ShippedRate = 1e-4;

    private readonly ValueOption<FileInfo?> pairs = SharedOptions.Pairs(required: false);
    private readonly ValueOption<DirectoryInfo?> images = SharedOptions.PairImages(required: false);
    private readonly Option<bool> shipped = new("--shipped")
    {
        Description = "Take the threshold that comes with FaceML for the preset instead of fitting one; no pairs are needed.",
    };
    private readonly OptionalNumberOption<double> rate = new(
        "--max-fmr", NumberRange.Fraction, "RATE", "The false match rate to promise; default: 0.001, with --shipped 0.0001.");
    private readonly NumberOption<double> confidence = SharedOptions.Confidence();
    private readonly ValueOption<string?> population = SharedOptions.PairPopulation();
    private readonly OutputFileOption output = SharedOptions.PipelineOutput();
    private readonly Option<bool> reference = new("--reference")
    {
        Description = "Refer to the networks by hash instead of putting them inside.",
    };

    public FitArguments AddTo(Command command)
    {
        Array.ForEach((Option[])[pairs, images, shipped, rate, confidence, population, output, reference], command.Add);
        return this;
    }

    public string Output(ParseResult parsed) => parsed.GetValue(output)!.FullName;

    public bool ReferenceNetworks(ParseResult parsed) => parsed.GetValue(reference);

    /// <summary>Fills in the threshold's options; gives the pairs to fit on (none with <c>--shipped</c>) and their name.</summary>
    public (IDataView Pairs, string FittedOn) Read(ParseResult parsed, MLContext ml, VerificationPipelineOptions options)
    {
        Check(parsed);
        if (parsed.GetValue(shipped))
        {
            options.Calibration = RecipeCalibration.Find(options.Recognition);
            options.MaxFalseMatchRate = parsed.GetValue(rate) ?? ShippedRate;
            return (ml.Data.LoadFromEnumerable<FacePair>([]),
                $"Nothing: the threshold and the score calibration come with FaceML. {options.Calibration.MeasuredOn} "
                    + $"(`{options.Calibration.Command}`)");
        }

        FileInfo file = parsed.GetValue(pairs)!;
        IDataView data = ml.Faces.Data.LoadPairs(file.FullName, parsed.GetValue(images)!.FullName);
        options.MaxFalseMatchRate = parsed.GetValue(rate) ?? FittedRate;
        options.Bound = new ThresholdOptions { Confidence = parsed.GetValue(confidence) };
        options.UseIdentities = PairColumns.HaveIdentities(ml, data);
        options.Population = parsed.GetValue(population) ?? file.Name;
        return (data, file.Name);
    }

    // Not a validator of the command: those hide what is wrong with an option.
    private void Check(ParseResult parsed)
    {
        bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
        if (!parsed.GetValue(shipped) && !(Given(pairs) && Given(images)))
        {
            throw new ToolException(
                "Give --pairs and --images to fit a threshold to your own pairs, or --shipped to take the one that comes with FaceML.");
        }

        Option[] notWithShipped = [pairs, images, confidence, population];
        if (parsed.GetValue(shipped) && notWithShipped.Where(Given).Select(option => option.Name).ToArray() is { Length: > 0 } names)
        {
            throw new ToolException($"--shipped brings its own threshold and promise: it goes without {string.Join(", ", names)}.");
        }
    }
}
