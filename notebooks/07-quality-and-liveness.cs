#:project ../src/FaceML/FaceML.csproj
#:property PublishAot=false

// %% [markdown]
// # Quality and liveness
//
// Two questions before a decision: does the image show enough of the face, and is it a live face or a print or a screen held to the
// camera? FaceML answers the first with a measured number, and the second as advice only.

// %% [notebook]
// #load "setup.csx"

// %%
using FaceML;
using FaceML.Calibration;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Reports;
using Microsoft.ML;
using Microsoft.ML.Data;

// %% [markdown]
// ## Quality of one face
//
// The quality, 0 to 100, says how likely such an image of a person is recognized. It is read from the embedding itself; the reason in words
// comes from what can be measured in the image.

// %%
var recognizer = FaceRecognizer.CreateDefault();
FaceQualityModel quality = RecipeCalibration.For(recognizer)!.Quality!;
var original = Image.Load("datasets/samples/sample1.jpg");
var face = recognizer.EmbedSingle(original);
Console.WriteLine($"quality {quality.Quality(face.Vector.Span):F0} of 100");
display(new ImageFigure(original) { Faces = [face.Face] });

// %% [markdown]
// ## What blur does
//
// The same image, more and more blurred. Below the floor of the model FaceML decides nothing: two unrecognizable faces look alike to every
// network, and a match of them would mean nothing.

// %%
List<(double X, double Y)> points = [];
List<ImageFigure> images = [];
foreach (float blur in new[] { 0f, 2f, 4f, 6f, 8f, 12f })
{
    Image image = blur == 0 ? original : original.Blur(blur);
    var blurred = recognizer.EmbedSingle(image);
    double score = quality.Quality(blurred.Vector.Span);
    string reason = FaceQualityComponents.Measure(image, blurred.Face).Reason ?? "nothing to complain of";
    Console.WriteLine($"blur {blur,2}: quality {score:F0}, {(score < quality.Floor ? "not recognizable" : "recognizable")}; {reason}");
    points.Add((blur, score));
    images.Add(new ImageFigure(image.Crop(face.Face.Box.ClipTo(image.Width, image.Height))) { Caption = $"blur {blur}" });
}

display(new ImageFigures(images));
display(new ChartFigure("Quality of a blurred face", "blur, pixels", "quality, 0 to 100")
{
    Series = [new ChartSeries("quality", points), new ChartSeries("floor", [(0, quality.Floor), (12, quality.Floor)])],
});

// %% [markdown]
// ## Liveness of the sample images
//
// As a stage of a pipeline: the liveness of the largest face of each image. All six are live; a network that says so of good images says
// little about attacks.

// %%
var ml = new MLContext(seed: 1);
IDataView sources = ml.Data.LoadFromEnumerable(
    Enumerable.Range(1, 6).Select(i => new FaceSource { Path = $"datasets/samples/sample{i}.jpg" }));
var pipeline = ml.Faces.LoadImages("Image", "Path")
    .Append(ml.Faces.Detect("Faces", "Image"))
    .Append(ml.Faces.AssessLiveness("Liveness", "Faces", "Image"));
int number = 0;
foreach (float liveness in pipeline.Fit(sources).Transform(sources).GetColumn<float>("Liveness"))
{
    Console.WriteLine($"sample{++number}.jpg: {liveness:P0} live");
}

// %% [markdown]
// One image cannot stop a good screen, a mask or an injected stream. Measure on attacks of your own before you rely on it
// (docs/liveness.md), and train it on your own camera's images.
