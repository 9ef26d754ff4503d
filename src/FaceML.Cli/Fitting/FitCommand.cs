using System.CommandLine;
using FaceML.Calibration;
using FaceML.Evaluation.Calibration;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary>
/// <c>faceml fit</c>: a verification pipeline, its threshold fitted to one's own pairs or taken from the shipped calibration, saved as one
/// file.
/// </summary>
internal static class FitCommand
{
    private const double FittedRate = 1e-3, ShippedRate = 1e-4;

    public static Command Create(ToolTerminal terminal)
    {
        var pairs = new Option<FileInfo?>("--pairs")
        {
            Description = "Pairs of images with labels: LFW's form, or a table of path1, path2 and label, by commas or tabs.",
            HelpName = "FILE",
        };
        var images = new Option<DirectoryInfo?>("--images")
        {
            Description = "The folder that the pairs' paths start from.",
            HelpName = "DIR",
        };
        var shipped = new Option<bool>("--shipped")
        {
            Description = "Take the threshold that comes with FaceML for the preset instead of fitting one; no pairs are needed.",
        };
        var rate = new OptionalNumberOption<double>("--max-fmr", NumberRange.Fraction)
        {
            Description = "The false match rate to promise; default: 0.001, with --shipped 0.0001.",
            HelpName = "RATE",
        };
        var confidence = new NumberOption<double>("--confidence", NumberRange.From(0.5, 1))
        {
            Description = "The one-sided confidence of the promise.",
            DefaultValueFactory = _ => 0.95,
            HelpName = "C",
        };
        var population = new Option<string?>("--population")
        {
            Description = "Which people and images the pairs show, for the promise; default: the pairs' file name.",
            HelpName = "TEXT",
        };
        var output = new OutputFileOption("--out")
        {
            Description = "The pipeline to write, usually *.faceml.",
            Required = true,
            HelpName = "FILE",
        };
        var reference = new Option<bool>("--reference") { Description = "Refer to the networks by hash instead of putting them inside." };
        var command = new Command("fit", "Make a verification pipeline that keeps a stated false match rate, and save it.") { pairs, images,
            shipped, rate, confidence, population, output, reference };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);

        command.SetAction((parsed, cancellationToken) =>
        {
            Check(parsed, shipped, [pairs, images], [pairs, images, confidence, population]);
            var ml = new MLContext(seed: 1);
            var options = new VerificationPipelineOptions { SkipUnreadable = false, Recognition = recognition.Read(parsed) };
            string fittedOn;
            IDataView data;
            if (parsed.GetValue(shipped))
            {
                options.Calibration = RecipeCalibration.Find(options.Recognition);
                options.MaxFalseMatchRate = parsed.GetValue(rate) ?? ShippedRate;
                data = ml.Data.LoadFromEnumerable<FacePair>([]);
                fittedOn = $"Nothing: the threshold and the score calibration come with FaceML. {options.Calibration.MeasuredOn} "
                    + $"(`{options.Calibration.Command}`)";
            }
            else
            {
                FileInfo file = parsed.GetValue(pairs)!;
                data = ml.Faces.LoadPairs(file.FullName, parsed.GetValue(images)!.FullName);
                options.MaxFalseMatchRate = parsed.GetValue(rate) ?? FittedRate;
                options.Bound = new ThresholdOptions { Confidence = parsed.GetValue(confidence) };
                options.UseIdentities = PairColumns.HaveIdentities(ml, data);
                options.Population = parsed.GetValue(population) ?? file.Name;
                fittedOn = file.Name;
            }

            TransformerChain<FaceThresholdTransformer> model =
                ToolProgress.Wait(terminal, "Fitting", () => ml.Faces.VerificationPipeline(options).Fit(data), cancellationToken);
            string target = parsed.GetValue(output)!.FullName;
            ml.Faces.Save(model, data.Schema, target, new SaveOptions
            {
                Title = "Face verification",
                FittedOn = options.Calibration is null
                    ? FormattableString.Invariant($"{fittedOn}, {model.LastTransformer.Pairs:N0} pairs")
                    : fittedOn,
                ReferenceNetworks = parsed.GetValue(reference),
            });
            FittedThresholdView.Write(terminal, model.LastTransformer, target);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    // Not a validator of the command: those hide what is wrong with an option.
    private static void Check(ParseResult parsed, Option<bool> shipped, Option[] needed, Option[] notWithShipped)
    {
        bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };
        if (!parsed.GetValue(shipped) && !needed.All(Given))
        {
            throw new ToolException(
                "Give --pairs and --images to fit a threshold to your own pairs, or --shipped to take the one that comes with FaceML.");
        }

        if (parsed.GetValue(shipped) && notWithShipped.Where(Given).Select(option => option.Name).ToArray() is { Length: > 0 } names)
        {
            throw new ToolException($"--shipped brings its own threshold and promise: it goes without {string.Join(", ", names)}.");
        }
    }
}
