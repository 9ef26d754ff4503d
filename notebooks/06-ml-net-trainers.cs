#:project ../src/FaceML/FaceML.csproj
#:property PublishAot=false

// %% [markdown]
// # Faces among ML.NET's own trainers
//
// An embedding is a column of 512 numbers, so every trainer of ML.NET takes it. This notebook names people with SDCA, groups faces with
// k-means and draws them in two dimensions with PCA.

// %% [notebook]
// #load "setup.csx"

// %%
using FaceML;
using FaceML.Augmentation;
using FaceML.Columns;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Reports;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

// %% [markdown]
// ## Faces with labels
//
// The five women of one image are five classes. The sample images show each of them once, so further images are made by augmentation:
// turned, cropped, darkened and blurred a little, as Keras' `ImageDataGenerator` does.

// %%
var ml = new MLContext(seed: 1);
var recognizer = FaceRecognizer.CreateDefault();
var aligner = new FaceAligner(recognizer.Embedder.Template);
var group = Image.Load("datasets/samples/sample5.jpg");
var people = recognizer.Detect(group).Select(face => aligner.Align(group, face.Points)).ToList();

List<LabeledFace> Variants(FaceAugmentationOptions change, int count)
{
    var augmentation = new FaceAugmentation(change);
    return [.. people.SelectMany((face, i) => Enumerable.Range(0, count).Select(variant =>
        new LabeledFace { AlignedFace = augmentation.Apply(face, variant), Identity = $"person {i + 1}" }))];
}

var training = Variants(new FaceAugmentationOptions(), 12);
Console.WriteLine($"{training.Count} faces of {people.Count} people");
display(new ImageFigures([.. training.Take(4).Select(face => new ImageFigure(face.AlignedFace))]));

// %% [markdown]
// ## Name people: SDCA
//
// FaceML's `Embed` is a stage like any other, and ML.NET's classifier follows it. The faces to name are coarse, as from a distant camera:
// the classifier has not seen such images.

// %%
var pipeline = ml.Faces.Embed("Embedding", "AlignedFace")
    .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Identity"))
    .AppendCacheCheckpoint(ml)
    .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Label", "Embedding"))
    .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedIdentity", "PredictedLabel"));
var model = pipeline.Fit(ml.Data.LoadFromEnumerable(training));

var coarse = Variants(new FaceAugmentationOptions { DownscaleProbability = 1, DownscaledWidth = new(24, 32) }, 3);
var metrics = ml.MulticlassClassification.Evaluate(model.Transform(ml.Data.LoadFromEnumerable(coarse)));
Console.WriteLine($"right person for {metrics.MicroAccuracy:P0} of {coarse.Count} coarse faces");

// %% [markdown]
// A classifier always answers with one of its classes, also for a stranger. Where strangers come, use a gallery (notebook 04), whose
// threshold promises how rarely a stranger is taken for somebody.

// %% [markdown]
// ## Group faces without labels: k-means
//
// Faces of one person lie close together, so a clustering finds the people by itself. The labels only judge the result: normalized mutual
// information is 1 where the groups are exactly the people.

// %%
var prepare = ml.Faces.Embed("Embedding", "AlignedFace")
    .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Identity"))
    .Append(ml.Transforms.ProjectToPrincipalComponents("Plane", "Embedding", rank: 2, seed: 1));
IDataView data = ml.Data.LoadFromEnumerable(training);
IDataView prepared = ml.Data.Cache(prepare.Fit(data).Transform(data));

var trainer = ml.Clustering.Trainers.KMeans(new KMeansTrainer.Options
{
    FeatureColumnName = "Embedding",
    NumberOfClusters = people.Count,
    NumberOfThreads = 1,
});
var clusters = ml.Clustering.Evaluate(trainer.Fit(prepared).Transform(prepared), labelColumnName: "Label");
Console.WriteLine($"normalized mutual information {clusters.NormalizedMutualInformation:F2}");

// %% [markdown]
// ## Look at them: PCA
//
// PCA keeps the two directions in which the 512 numbers vary most. Two of 512 cannot keep everybody apart, but the groups can be seen.

// %%
float[][] plane = [.. prepared.GetColumn<float[]>("Plane")];
display(new ChartFigure("60 faces in the plane of their principal components", "first component", "second component")
{
    Series = [.. training.Zip(plane).GroupBy(pair => pair.First.Identity).Select(person => new ChartSeries(person.Key,
        [.. person.Select(pair => ((double)pair.Second[0], (double)pair.Second[1]))]) { IsLine = false })],
});

// %% [types]
public class LabeledFace
{
    [FaceColumnType]
    public Image AlignedFace { get; set; } = null!;

    public string Identity { get; set; } = "";
}
