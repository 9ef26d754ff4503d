using FaceML.Training;
using FaceML.Training.Heads;
using FaceML.Training.Optimization;

namespace FaceML.Cli;

/// <summary>The options of <c>faceml train</c>.</summary>
internal sealed class TrainOptions
{
    /// <summary>The value of <c>--loss</c> that compares them all.</summary>
    public const string Auto = "auto";

    private readonly ValueOption<DirectoryInfo> data = new("--data", "DIR", "A folder with one folder for every person.", required: true);

    private readonly ValueOption<FileInfo?> groups = new(
        "--groups", "FILE", "Lines of a path below --data and an identity, separated by a tab, instead of a folder for every person.");

    private readonly ValueOption<DirectoryInfo?> general = new("--general", "DIR",
        "General people, one folder each, of whom the trained pipeline may lose at most --max-general-loss; implies --keep-general.");

    private readonly NumberOption<double> generalLoss = new("--max-general-loss", NumberRange.Fraction, "RATE", 0.002,
        "With --general: how much their equal error rate may rise, with 95 % confidence; takes 3 by this number of people.");

    private readonly Option<bool> keepGeneral = new("--keep-general")
    {
        Description = "Learn the closed form only and keep it near the network as it came, so that other people lose little.",
    };

    private readonly NumberOption<int> most = new(
        "--images-per-person", NumberRange.AtLeast(0), "N", 0, "Images of one person at most, the first in order of name; 0 for all.");

    private readonly OutputFileOption output = SharedOptions.PipelineOutput();

    private readonly Option<string> loss = new("--loss")
    {
        Description = "What is minimized; auto compares the closed form and every loss on held-out people.",
        DefaultValueFactory = _ => Auto,
    };

    private readonly NumberOption<double> minutes = new(
        "--minutes", NumberRange.Positive, "M", 1, "With auto: the time after which no further loss is begun.");

    private readonly NumberOption<int> epochs = new("--epochs", NumberRange.AtLeast(1), "N", 30,
        "With a loss named: epochs at most; it stops early when held-out people gain no more.");

    private readonly NumberOption<int> patience = new("--patience", NumberRange.AtLeast(0), "N", 5,
        "With a loss named: epochs without gain on held-out people after which it stops; 0 for never.");

    private readonly NumberOption<double> rate = new(
        "--learning-rate", NumberRange.Positive, "RATE", 3e-4, "With a loss named: the learning rate.");

    private readonly NumberOption<double> share = new("--test-share", NumberRange.Fraction, "SHARE", 0.3,
        "The share of the people that the gain is measured on and the threshold is fitted to; nothing is learned from them.");

    private readonly NumberOption<double> fmr = new("--max-fmr", NumberRange.Fraction, "RATE", 1e-3,
        "The false match rate to promise; the next larger one where the people cannot support it.");

    private readonly ShiftOption shift = new();

    private readonly ValueOption<string?> population = new(
        "--population", "TEXT", "Which people and images these are, for the promise; default: the folder's name.");

    private readonly NumberOption<int> seed = SharedOptions.Seed();

    private readonly Option<bool> strict = new("--strict")
    {
        Description = "Refuse people with a single usable image instead of leaving them out.",
    };

    private readonly Option<bool> keep = new("--keep-anyway")
    {
        Description = "Keep what was learned even if the gain is not separable from zero.",
    };

    private readonly Option<DirectoryInfo?> cache = SharedOptions.Cache("embeddings");

    private readonly OutputFileOption checkpoint = new("--checkpoint", "FILE",
        "With a loss named: where the run is kept after every epoch, to go on from when it was stopped; beside the pipeline when left out, "
            + "gone when the run has ended.");

    private readonly OutputFileOption report = new("--report", "FILE", "Write a page with curves and figures.");

    private readonly OutputFileOption onnx = new("--onnx", "FILE", "Write network and head as one ONNX file too, if the head is kept.");

    public TrainOptions() => loss.AcceptOnlyFromAmong([Auto, .. HeadSearch.Losses.Keys]);

    public void AddTo(Command command)
    {
        Option[] all =
        [
            data, groups, most, output, loss, minutes, keepGeneral, general, generalLoss, epochs, patience, rate,
            shift, share, fmr, population, seed, strict, keep, cache, checkpoint, report, onnx,
        ];
        Array.ForEach(all, command.Add);
    }

    public TrainSettings Read(ParseResult parsed, FaceRecognizerOptions recognition) => new(
        parsed.GetValue(data)!.FullName,
        parsed.GetValue(groups)?.FullName,
        parsed.GetValue(general)?.FullName,
        parsed.GetValue(most),
        shift.Read(parsed),
        new FaceTrainingOptions
        {
            Pipeline = new FacePipelineOptions { Recognition = recognition, SkipUnreadable = true },
            Population = parsed.GetValue(population) ?? parsed.GetValue(data)!.Name
                + (parsed.GetValue(shift) is { } changed ? $", every other image changed as by --shift {changed}" : ""),
            Loss = parsed.GetValue(loss) is { } named and not Auto ? named : null,
            Search = new HeadSearchOptions { Budget = TimeSpan.FromMinutes(parsed.GetValue(minutes)) },
            Training = new MetricHeadOptions
            {
                Epochs = parsed.GetValue(epochs),
                LearningRate = parsed.GetValue(rate),
                EarlyStopping = parsed.GetValue(patience) == 0 ? null : new EarlyStopping { Patience = parsed.GetValue(patience) },
            },
            TestShare = parsed.GetValue(share),
            MaxFalseMatchRate = parsed.GetValue(fmr),
            RefuseSingles = parsed.GetValue(strict),
            KeepAnyway = parsed.GetValue(keep),
            KeepGeneral = parsed.GetValue(keepGeneral) || parsed.GetValue(general) is not null,
            MaxGeneralLoss = parsed.GetValue(generalLoss),
            Seed = parsed.GetValue(seed),
        },
        parsed.GetValue(cache)?.FullName ?? UserData.Folder("vectors"),
        parsed.GetValue(checkpoint)?.FullName ?? parsed.GetValue(output)!.FullName + ".checkpoint",
        parsed.GetValue(output)!.FullName,
        parsed.GetValue(onnx)?.FullName,
        parsed.GetValue(report)?.FullName);
}
