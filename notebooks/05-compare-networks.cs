#:project ../src/FaceML/FaceML.csproj
#:property PublishAot=false

// %% [markdown]
// # Compare networks, and read a report
//
// Which network shall it be? A preset is a choice of networks and of how they are run. This notebook measures two presets and a small
// network of its own on the same faces, reads a report, and asks what the data can tell apart. On a handful of sample images that is
// little: this, too, is an answer that a report has to give.

// %% [notebook]
// #load "setup.csx"

// %%
using System.Diagnostics;
using System.IO;
using FaceML;
using FaceML.Augmentation;
using FaceML.Calibration;
using FaceML.Embedding;
using FaceML.Evaluation;
using FaceML.Evaluation.Protocols;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Recognition;
using FaceML.Reports;
using FaceML.Training;
using FaceML.Training.Architectures;
using FaceML.Verification;
using Microsoft.ML;

// %% [markdown]
// ## Images to learn from, and others to measure on
//
// One folder for each person, as `faceml evaluate --protocol folders` takes them. The sample images show nearly everybody once, so the
// other images of a person are made as two worse cameras would see the same face. Such pairs are easier than images of another day: the
// figures below compare networks on these images and say nothing about your people. No person is in both folders.

// %%
string folder = Directory.CreateTempSubdirectory("faceml-notebook-").FullName;
var recognizer = FaceRecognizer.CreateDefault();
var cameras = new[] { new FaceAugmentationRange(44, 56), new FaceAugmentationRange(26, 32) }
    .Select(columns => new FaceAugmentation(FaceAugmentationOptions.None with { DownscaleProbability = 1, DownscaledWidth = columns }))
    .ToList();

string MakePeople(string name, params int[] numbers)
{
    string people = Path.Combine(folder, name);
    foreach (int number in numbers)
    {
        var image = Image.Load($"datasets/samples/sample{number}.jpg");
        foreach (var (i, face) in recognizer.Detect(image).Index())
        {
            var (box, x, y) = (face.Box, face.Box.Width / 2, face.Box.Height / 2);
            var head = image.Crop(new Box(box.Left - x, box.Top - y, box.Right + x, box.Bottom + y).ClipTo(image.Width, image.Height));
            string person = Directory.CreateDirectory(Path.Combine(people, $"{number}-{i}")).FullName;
            head.Save(Path.Combine(person, "0.png"));
            foreach (var (camera, change) in cameras.Index())
            {
                change.Apply(head, variant: camera).Save(Path.Combine(person, $"{camera + 1}.png"));
            }
        }
    }

    return people;
}

string training = MakePeople("training", 1, 2, 4);
var data = EvaluationData.Read(EvaluationProtocol.Folders, MakePeople("test", 5, 6), pairs: null);
Console.WriteLine($"{data.Images.Count} images of {data.Images.DistinctBy(image => image.Person).Count()} people to measure on");
Console.WriteLine($"{data.Pairs.Count(pair => pair.IsGenuine)} genuine and {data.Pairs.Count(pair => !pair.IsGenuine)} impostor pairs");

// %% [markdown]
// ## Two presets
//
// *fast* and *balanced* run the same networks; *balanced* also looks at each face mirrored. A pipeline is saved for each, with the
// threshold that comes with FaceML for it. (The preset *accurate* fuses two further networks, which `faceml networks add` installs.)

// %%
var ml = new MLContext(seed: 1);
Dictionary<string, string> files = [];
foreach (string preset in new[] { "fast", "balanced" })
{
    var recipe = FaceRecognizerOptions.Preset(preset);
    var pipeline = ml.Faces.VerificationPipeline(new()
    {
        Recognition = recipe,
        Calibration = RecipeCalibration.Find(recipe),
        MaxFalseMatchRate = 1e-4,
    });
    IDataView none = ml.Data.LoadFromEnumerable<FacePair>([]);
    files[preset] = Path.Combine(folder, $"{preset}.faceml");
    ml.Faces.Save(pipeline.Fit(none), none.Schema, files[preset]);
    Console.WriteLine($"{preset}: {string.Join(", ", recipe.NetworkNames())}");
}

// %% [markdown]
// ## A network of your own
//
// The siamese network of notebook 03, trained for a moment on the other people, in the same chain. Its scores mean something else than
// those of the networks above, so it gets a threshold of its own, fitted on the people it learned from: a poor choice, but what is
// compared below takes no threshold.

// %%
IDataView images = ml.Faces.Data.LoadFolders(training);
var learned = ml.Faces.LoadImages("Image", "Path")
    .Append(ml.Faces.Detect("Faces", "Image"))
    .Append(ml.Faces.Align("AlignedFace", "Faces", "Image"))
    .Append(ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
    {
        Name = "small",
        Architecture = new SiameseCnn { Channels = [16, 32, 48, 64] },
        ValidationShare = 0,
        Training = FaceNetworkOptions.FromNothing with
        {
            Epochs = 3,
            Step = FaceNetworkOptions.FromNothing.Step with { Gradients = new() { BatchSize = 32, BatchStatistics = true } },
        },
    }))
    .Fit(images).LastTransformer.Trained!;
learned.Save(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "networks")).FullName, "small.onnx"));

FaceEmbeddingOptions Small(int side) => new()
{
    InputColumnName = $"AlignedFace{side}",
    OutputColumnName = $"Embedding{side}",
    Network = "small",
    Catalog = NetworkCatalog.Default(Path.Combine(folder, "networks")),
};
var compare = ml.Faces.LoadImages("Image1", "Path1")
    .Append(ml.Faces.Detect("Faces1", "Image1"))
    .Append(ml.Faces.Align("AlignedFace1", "Faces1", "Image1"))
    .Append(ml.Faces.Embed(Small(1)))
    .Append(ml.Faces.LoadImages("Image2", "Path2"))
    .Append(ml.Faces.Detect("Faces2", "Image2"))
    .Append(ml.Faces.Align("AlignedFace2", "Faces2", "Image2"))
    .Append(ml.Faces.Embed(Small(2)))
    .Append(ml.Faces.Compare("Score", "Embedding1", "Embedding2"));
IDataView noPairs = ml.Data.LoadFromEnumerable<FacePair>([]);
string uncalibrated = Path.Combine(folder, "uncalibrated.faceml");
ml.Faces.Save(compare.Fit(noPairs), noPairs.Schema, uncalibrated);
files["small"] = Path.Combine(folder, "small.faceml");
using (var evaluator = PipelineEvaluator.Load(uncalibrated))
{
    var known = EvaluationData.Read(EvaluationProtocol.Folders, training, pairs: null);
    evaluator.Calibrate(known, files["small"], new() { MaxFalseMatchRate = 0.5, Population = "those learned from" });
}

Console.WriteLine($"small: {learned.Summary.Images} images of {learned.Summary.People} people learned from");

// %% [markdown]
// ## Measure all three
//
// `PipelineEvaluator` measures the saved files: what is measured is what will be served.

// %%
var evaluators = files.ToDictionary(file => file.Key, file => PipelineEvaluator.Load(file.Value));
var reports = evaluators.ToDictionary(evaluator => evaluator.Key, evaluator => evaluator.Value.Evaluate(data));
foreach (var (name, report) in reports)
{
    Console.WriteLine($"{name}: {report.GenuineComparisons + report.ImpostorComparisons} pairs compared, {report.LeftOut} left out");
}

// %% [markdown]
// ## Read a report
//
// From top to bottom:
//
// - **TAR at FAR 1 %**: of the genuine pairs, the share that matches where 1 in 100 impostor pairs does. The interval is what to read:
//   if other people had been measured, the figure might as well have been anywhere in it. A note says where too few pairs carry a figure.
// - **EER**: the rate at which both errors are equally frequent. One number to compare networks by, at a threshold that few
//   applications would use.
// - **The threshold** comes from 4,281 people of another set and carries a promise. *FMR at the threshold* is how that went here.
// - **DET curve**: both errors at every threshold. Where one curve lies below another everywhere, its network is the better one.

// %%
display(reports["balanced"]);
Directory.CreateDirectory("out");
File.WriteAllText("out/05-report.html", reports["balanced"].ToHtml());
Console.WriteLine("The whole report, with histogram and calibration: out/05-report.html");

// %% [markdown]
// ## All curves in one chart
//
// The true match rate against the false match rate, for false match rates that a few hundred impostor pairs can show.

// %%
display(new ChartFigure("ROC of three pipelines", "false match rate", "true match rate")
{
    Series = [.. reports.Select(preset => new ChartSeries(preset.Key,
        [.. preset.Value.Curve.Where(point => point.FalseMatchRate is > 0 and <= 0.2)
            .Select(point => (point.FalseMatchRate, point.TrueMatchRate))]))],
});

// %% [markdown]
// ## Is one better than another?
//
// Not by looking at two intervals: both networks saw the same pairs, and what is hard for one is hard for the other. The difference has
// an interval of its own. Where it holds zero, these pairs cannot tell the two apart.

// %%
foreach (string other in new[] { "small", "balanced" })
{
    var (comparison, _) = evaluators["fast"].CompareWith(evaluators[other], data);
    PairedDifference error = comparison.EqualErrorRate;
    string verdict = !error.IsSeparable ? "these pairs cannot tell" : error.SecondIsBetter ? $"{other} is better" : "fast is better";
    Console.WriteLine($"equal error rate, fast against {other}: {verdict}");
    display(comparison);
}

// %% [markdown]
// So a toy that learned from ten people passes for a network that learned from thousands? On *these* pairs: both images of a genuine pair
// are one photograph, so a network only has to see that, and nine people leave room for nearly any difference. The report says so, in its
// intervals. On images of other days the toy fails.

// %% [markdown]
// ## What it costs
//
// Each preset finds and embeds the five faces of one image, the best of three runs. Times are those of the machine that ran this; the ratio
// is what carries over to another one.

// %%
var group = Image.Load("datasets/samples/sample5.jpg");
List<ChartSeries> costs = [];
foreach (string preset in new[] { "fast", "balanced" })
{
    using var measured = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Preset(preset));
    int faces = measured.EmbedAll(group).Count; // The first run is the networks' start.
    double best = Enumerable.Range(0, 3).Min(_ =>
    {
        var watch = Stopwatch.StartNew();
        measured.EmbedAll(group);
        return watch.Elapsed.TotalMilliseconds / faces;
    });
    double error = reports[preset].Metrics.EqualErrorRate.Value;
    costs.Add(new ChartSeries(preset, [(best, error)]) { IsLine = false });
}

display(new ChartFigure("Error and time", "milliseconds a face", "equal error rate") { Series = costs });

// %% [markdown]
// ## What to take home
//
// Take *balanced*, and change it for a reason: *fast* where time counts, *accurate* or a network of your own where a measurement on
// **your** images shows a difference whose interval stays clear of zero. `faceml evaluate` and `faceml compare` do the same from the
// command line; docs/networks.md measures every network on thousands of people.

// %%
foreach (var evaluator in evaluators.Values)
{
    evaluator.Dispose();
}

Directory.Delete(folder, recursive: true);
