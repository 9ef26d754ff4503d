#:project ../src/FaceML/FaceML.csproj
#:property PublishAot=false

// %% [markdown]
// # Train a siamese network with triplet loss
//
// The network of the tutorials, in C#: both images of a comparison go through the same weights, and the loss pulls images of one person
// together and pushes those of others apart. Then the same test for the network that comes with FaceML.

// %% [notebook]
// #load "setup.csx"

// %%
using FaceML;
using FaceML.Augmentation;
using FaceML.Columns;
using FaceML.Evaluation;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Reports;
using FaceML.Training;
using FaceML.Training.Architectures;
using FaceML.Training.Gradients;
using Microsoft.ML;
using Microsoft.ML.Data;

// %% [markdown]
// ## People to learn from, and others to test on
//
// Every face of four sample images is a person, with eight variants each, turned, cropped and darkened a little. The five people of another
// image are kept for the test: what counts is how a network treats people it has never seen.

// %%
var ml = new MLContext(seed: 1);
var recognizer = FaceRecognizer.CreateDefault();
var aligner = new FaceAligner(recognizer.Embedder.Template);
var change = new FaceAugmentation(new FaceAugmentationOptions { MaskProbability = 0, GlassesProbability = 0 });

List<LabeledFace> Faces(params int[] numbers) => [.. numbers.SelectMany(number =>
{
    var image = Image.Load($"datasets/samples/sample{number}.jpg");
    return recognizer.Detect(image).SelectMany((face, i) => Enumerable.Range(0, 8).Select(variant => new LabeledFace
    {
        AlignedFace = change.Apply(aligner.Align(image, face.Points), variant),
        Identity = $"{number}-{i}",
    }));
})];

var training = Faces(1, 2, 4, 6);
var test = Faces(5);
Console.WriteLine($"{training.Count} images of {training.DistinctBy(face => face.Identity).Count()} people to learn from");
Console.WriteLine($"{test.Count} images of {test.DistinctBy(face => face.Identity).Count()} others to test on");
display(new ImageFigures([.. training.Take(4).Select(face => new ImageFigure(face.AlignedFace))]));

// %% [markdown]
// ## The network and the loss
//
// `SiameseCnn` is a small convolutional network for gray faces of 64 × 64 pixels; `FromNothing` brings triplet loss with semi-hard
// triplets,
// Adam and a cosine schedule. Ten short epochs keep this notebook quick.

// %%
var settings = FaceNetworkOptions.FromNothing with { Epochs = 10 };
settings = settings with
{
    Step = settings.Step with { Gradients = new GradientOptions { BatchSize = 32, BatchStatistics = true } },
};
var trainer = ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
{
    Architecture = new SiameseCnn { Channels = [16, 32, 48, 64] },
    ValidationShare = 0,
    Training = settings,
});
var trained = trainer.Fit(ml.Data.LoadFromEnumerable(training));

// %% [markdown]
// ## The curve
//
// Keras' `history.history["loss"]` is `Epochs` here. The loss falls while triplets become easier.

// %%
var epochs = trained.Trained!.Epochs;
Console.WriteLine($"{epochs.Count} epochs; the loss fell: {epochs[^1].Loss < epochs[0].Loss}");
display(new ChartFigure("Training loss", "epoch", "triplet loss")
{
    Series = [new ChartSeries("loss", [.. epochs.Select(epoch => ((double)epoch.Epoch, (double)epoch.Loss))])],
});

// %% [markdown]
// ## Test both networks on people they have not seen
//
// All pairs of the test images are scored by the cosine of their embeddings. The area under the ROC curve is the probability that a pair
// of one person scores higher than a pair of two.

// %%
VerificationMetrics Measure(ITransformer network)
{
    IDataView embedded = network.Transform(ml.Data.LoadFromEnumerable(test));
    float[][] vectors = [.. embedded.GetColumn<float[]>("Embedding")];
    List<float> scores = [];
    List<bool> genuine = [];
    for (int i = 0; i < vectors.Length; i++)
    {
        for (int j = i + 1; j < vectors.Length; j++)
        {
            scores.Add(vectors[i].Zip(vectors[j], (a, b) => a * b).Sum());
            genuine.Add(test[i].Identity == test[j].Identity);
        }
    }

    return VerificationMetrics.Measure(new ComparisonScores(scores.ToArray(), genuine.ToArray()));
}

var own = Measure(trained);
var pretrained = Measure(ml.Faces.Embed("Embedding", "AlignedFace").Fit(ml.Data.LoadFromEnumerable(test)));
Console.WriteLine($"trained here: better than guessing: {own.AreaUnderCurve.Value > 0.5}");
Console.WriteLine($"pre-trained network: area under the ROC curve {pretrained.AreaUnderCurve.Value:F2}");
Console.WriteLine($"the pre-trained network is better: {pretrained.AreaUnderCurve.Value > own.AreaUnderCurve.Value}");

// %% [markdown]
// ## What to take home
//
// A network from nothing needs thousands of people. With fewer, start from the pre-trained one: leave `Architecture` out, and
// `FineTuneNetwork` trains it further on your people, keeps it near its former self, and chooses the epoch by people held out
// (docs/finetuning.md says what that gains). Often a head suffices: `faceml train`.

// %% [types]
public class LabeledFace
{
    [FaceColumnType]
    public Image AlignedFace { get; set; } = null!;

    public string Identity { get; set; } = "";
}
