#:project ../src/FaceML/FaceML.csproj
#:property PublishAot=false

// %% [markdown]
// # Calibrate on your own pairs, and when FaceML refuses
//
// A tutorial picks a threshold by eye or takes 0.5. FaceML fits it to labeled pairs so that a promise holds: of pairs of different
// people at most this share match. When the pairs cannot support that promise, it refuses and says what is missing.

// %% [notebook]
// #load "setup.csx"

// %%
using FaceML;
using FaceML.Augmentation;
using FaceML.Calibration;
using FaceML.Columns;
using FaceML.Evaluation.Calibration;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Reports;
using Microsoft.ML;
using Microsoft.ML.Data;

// %% [markdown]
// ## Labeled pairs
//
// Each row holds two images and whether they show the same person. Your own would be a CSV file or folders of people.
// Among the six sample images only the first and the third show the same woman, so there are 15 pairs.

// %%
var ml = new MLContext(seed: 1);
string PathOf(int number) => $"datasets/samples/sample{number}.jpg";
var samples = from i in Enumerable.Range(1, 6)
              from j in Enumerable.Range(i + 1, 6 - i)
              select new LabeledPair { Path1 = PathOf(i), Path2 = PathOf(j), Label = (i, j) == (1, 3) };
IDataView pairs = ml.Data.LoadFromEnumerable(samples);
Console.WriteLine($"{samples.Count()} pairs, {samples.Count(pair => pair.Label)} of the same person");

// %% [markdown]
// ## Fit a threshold
//
// `VerificationPipeline` is the whole chain of ML.NET estimators: load, detect, align, embed, compare, decide. Only the threshold is
// learned here. With 14 pairs of different people a rate of at most 30 % can be promised, no less.

// %%
var pipeline = ml.Faces.VerificationPipeline(new() { MaxFalseMatchRate = 0.3, UseIdentities = false });
var model = pipeline.Fit(pairs);
var engine = ml.Model.CreatePredictionEngine<FacePair, FaceMatch>(model);
FaceMatch match = engine.Predict(new FacePair { Path1 = PathOf(1), Path2 = PathOf(3) });
Console.WriteLine($"{match.Decision}: score {match.Score:F2}, threshold {match.Threshold:F2}");
Console.WriteLine(match.Promise);

// %% [markdown]
// ## Ask for more, and be refused
//
// One false match in a thousand is a common wish. The same pairs cannot show that: `Fit` throws and counts what is missing. It never
// lowers the bar quietly.

// %%
try
{
    ml.Faces.VerificationPipeline(new() { MaxFalseMatchRate = 0.001, UseIdentities = false }).Fit(pairs);
}
catch (InsufficientDataException refusal)
{
    Console.WriteLine(refusal.Message);
}

// %% [markdown]
// ## More pairs from the same images
//
// Every face of the images can be a person of its own. A second image of each is made by shrinking the face, as a distant camera would:
// enough to try things, but figures about real people take several real images of each.

// %%
var recognizer = FaceRecognizer.CreateDefault();
var aligner = new FaceAligner(recognizer.Embedder.Template);
var camera = new FaceAugmentation(new FaceAugmentationOptions { DownscaleProbability = 1, DownscaledWidth = new(40, 50) });
List<(string Identity, Image Face)> faces = [];
foreach (int number in new[] { 1, 2, 4, 5, 6 }) // The third image shows the woman of the first again.
{
    var image = Image.Load(PathOf(number));
    faces.AddRange(recognizer.Detect(image).Select((face, i) => ($"{number}-{i}", aligner.Align(image, face.Points))));
}

var rows = faces.SelectMany(a => faces.Select(b => new FacesToCompare
{
    Face1 = a.Face,
    Face2 = camera.Apply(b.Face, variant: 0),
    Identity1 = a.Identity,
    Identity2 = b.Identity,
    Label = a.Identity == b.Identity,
})).ToList();
Console.WriteLine($"{rows.Count} pairs of {faces.Count} people");

// %% [markdown]
// ## Look at the scores
//
// The pipeline without a threshold gives a score for each pair. Genuine pairs (the same person) should lie to the right of impostor pairs
// (different people), and the threshold between them. `Fit` is told who is in each pair: 342 pairs of 19 people carry far less
// information than 342 pairs of people who all differ, and the promise takes that into account.

// %%
var compare = ml.Faces.Embed("Embedding1", "Face1")
    .Append(ml.Faces.Embed("Embedding2", "Face2"))
    .Append(ml.Faces.Compare("Score", "Embedding1", "Embedding2"));
IDataView data = ml.Data.LoadFromEnumerable(rows);
IDataView scored = ml.Data.Cache(compare.Fit(data).Transform(data));
float[] scores = [.. scored.GetColumn<float>("Score")];
bool[] labels = [.. scored.GetColumn<bool>("Label")];
var usable = scores.Zip(labels).Where(pair => float.IsFinite(pair.First)).ToList();

ChartSeries Histogram(string name, bool label)
{
    float[] kept = [.. usable.Where(pair => pair.Second == label).Select(pair => pair.First)];
    return new ChartSeries(name, [.. Enumerable.Range(-4, 14)
        .Select(bin => (bin / 10.0 + 0.05, (double)kept.Count(score => Math.Floor(score * 10) == bin) / kept.Length))]);
}

// %%
var threshold = ml.Faces.CalibrateThreshold(new FaceThresholdOptions
{
    FirstIdentityColumnName = "Identity1",
    SecondIdentityColumnName = "Identity2",
    Target = ThresholdTarget.MaxFalseMatchRate(0.2),
}).Fit(scored);
Console.WriteLine(threshold.Promise.ToSentence());
display(new ChartFigure("Scores of the pairs", "score", "share of the pairs of its kind")
{
    Series = [Histogram("genuine", true), Histogram("impostor", false)],
    Threshold = threshold.Threshold,
});

// %% [markdown]
// ## What the decisions are worth
//
// `ml.Faces.Evaluate` measures as ML.NET's own `Evaluate` methods do, and gives each figure its interval. The intervals are wide because
// there are few people: that is what the promise takes into account.

// %%
var metrics = ml.Faces.Evaluate(threshold.Transform(scored), new()
{
    FirstIdentityColumnName = "Identity1",
    SecondIdentityColumnName = "Identity2",
});
Console.WriteLine($"equal error rate {metrics.EqualErrorRate.Value:P1}");
display(metrics);

// %% [types]
public class LabeledPair
{
    public string Path1 { get; set; } = "";

    public string Path2 { get; set; } = "";

    public bool Label { get; set; }
}

public class FacesToCompare
{
    [FaceColumnType]
    public Image Face1 { get; set; } = null!;

    [FaceColumnType]
    public Image Face2 { get; set; } = null!;

    public string Identity1 { get; set; } = "";

    public string Identity2 { get; set; } = "";

    public bool Label { get; set; }
}
