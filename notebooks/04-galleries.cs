#:project ../src/FaceML/FaceML.csproj
#:property PublishAot=false

// %% [markdown]
// # Galleries: who is this?
//
// Verification asks about two images. Identification asks about one image and everybody enrolled. Tutorials call it one-shot learning:
// a new person takes one image and no training.

// %% [notebook]
// #load "setup.csx"

// %%
using FaceML.Galleries;
using FaceML.Galleries.Stores;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Reports;

// %% [markdown]
// ## An empty gallery
//
// A gallery holds embeddings, not images. It is bound to the *recipe* that made them, because embeddings of another network do not
// compare. This one lies in memory; `Gallery.CreateFile` makes an encrypted file.

// %%
var networks = FaceRecognizer.CreateDefault();
var recognizer = new GalleryRecognizer(networks, FaceRecognizerOptions.DefaultPreset);
var gallery = Gallery.Create(new MemoryGalleryStore(), recognizer.Define("door"), new GalleryOptions
{
    Threshold = recognizer.Threshold(falsePositiveRate: 1e-4),
});
Console.WriteLine($"{gallery.PersonCount} people");

// %% [markdown]
// ## Enroll
//
// One image of each person is enough. The five women of the group are enrolled under made-up names, and one more from the first image.

// %%
var group = Image.Load("datasets/samples/sample5.jpg");
string[] names = ["Berit", "Carla", "Dana", "Elif", "Fay"];
foreach (var (face, name) in recognizer.Embed(group).Zip(names))
{
    gallery.Enroll(new Enrollment(name.ToLowerInvariant(), face.Embedding, recognizer.Recipe)
    {
        Quality = face.Quality,
        Person = new PersonChange { Name = name },
    });
}

var portrait = Image.Load("datasets/samples/sample1.jpg");
var anna = recognizer.EmbedSingle(portrait, FaceSelection.Largest, out _)!;
var enrolled = gallery.Enroll(new Enrollment("anna", anna.Embedding, recognizer.Recipe) { Person = new PersonChange { Name = "Anna" } });
Console.WriteLine(enrolled);
Console.WriteLine($"{gallery.PersonCount} people, {gallery.TemplateCount} templates");

// %% [markdown]
// ## Enrolling somebody twice
//
// The same face under a second name is noticed: two identities of one person would make every later answer ambiguous.

// %%
var again = gallery.Enroll(new Enrollment("anne", anna.Embedding, recognizer.Recipe) { Person = new PersonChange { Name = "Anne" } });
Console.WriteLine(again);

// %% [markdown]
// ## Identify
//
// Every face of another image is searched. Anna is found; the two others are strangers to this gallery and stay *unknown*, which is a
// decision of its own: the best candidate is not simply taken.

// %%
var visitors = Image.Load("datasets/samples/sample3.jpg");
var answers = recognizer.Identify(gallery, visitors);
foreach (var answer in answers)
{
    var (name, best) = (answer.Identity?.DisplayName ?? "unknown", answer.Answer.Candidates[0]);
    Console.WriteLine($"{name}: best score {best.Score:F2}, threshold {answer.Answer.Threshold.Value:F2}");
}

display(new ImageFigure(visitors)
{
    Faces = [.. answers.Where(answer => answer.Identity is not null).Select(answer => answer.Face.Face)],
    Caption = "boxed: who was identified",
});

// %% [markdown]
// ## The threshold grows with the gallery
//
// A search makes as many comparisons as there are templates, so a stranger has more chances to resemble somebody. FaceML picks the
// threshold for the size of the gallery so that the same share of strangers is falsely identified.

// %%
List<(double X, double Y)> thresholds = [];
var forSizes = recognizer.Threshold(falsePositiveRate: 1e-2)!;
foreach (long templates in new long[] { 1, 10, 100, 1_000, 1_000_000 })
{
    float? value = forSizes.For(templates).Value;
    string answer = value is { } known ? $"threshold {known:F3}" : "refused: the calibration cannot promise it";
    Console.WriteLine($"{templates,7} templates: {answer}");
    if (value is { } given)
    {
        thresholds.Add((Math.Log10(templates), given));
    }
}

display(new ChartFigure("Threshold for at most 1 false identification in 100 searches", "templates, as a power of ten", "threshold")
{
    Series = [new ChartSeries("threshold", thresholds)],
});

// %% [markdown]
// ## Erase
//
// A person can ask to be forgotten. `Remove` erases the templates and signs a receipt; `Audit` searches the store for what is left of an
// embedding.

// %%
var receipt = gallery.Remove("anna");
Console.WriteLine($"{receipt.Templates} template erased, receipt valid: {receipt.Verify(gallery.ReceiptPublicKey.Span)}");
Console.WriteLine($"no trace left: {gallery.Audit([anna.Embedding]).IsClean}");
var after = recognizer.Identify(gallery, visitors);
Console.WriteLine($"identified afterwards: {after.Count(answer => answer.Identity is not null)} of {after.Count}");
