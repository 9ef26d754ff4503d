#:project ../src/FaceML/FaceML.csproj
#:property PublishAot=false

// %% [markdown]
// # Two faces, one decision
//
// Are two images of the same person? A network turns each face into 512 numbers, the *embedding*, and faces of one person get
// embeddings that point in nearly the same direction. If you come from a Keras tutorial: this is the siamese network, already trained.

// %% [notebook]
// #load "setup.csx"

// %%
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Reports;
using FaceML.Verification;

// %% [markdown]
// ## Find the faces
//
// `FaceRecognizer` holds the networks: one finds faces, one finds the eyes, nose and mouth of each, one makes the embedding.
// Here are the faces of a group, each with a box.

// %%
var recognizer = FaceRecognizer.CreateDefault();
var group = Image.Load("datasets/samples/sample5.jpg");
var faces = recognizer.Detect(group);
foreach (var face in faces)
{
    Console.WriteLine($"{face.Box.Width:F0} × {face.Box.Height:F0} pixels, detector's score {face.Score:F2}");
}

display(new ImageFigure(group) { Faces = faces });

// %% [markdown]
// ## Align them
//
// The network was trained on faces whose eyes and mouth lie at fixed places. Aligning turns, scales and crops each face so that they do.
// This replaces the crop and resize that a tutorial does by hand.

// %%
var aligner = new FaceAligner(recognizer.Embedder.Template);
var aligned = faces.Select(face => new ImageFigure(aligner.Align(group, face.Points))).ToList();
display(new ImageFigures(aligned));

// %% [markdown]
// ## Compare two images
//
// The *score* is the cosine of the angle between two embeddings: 1 for the same direction, about 0 for faces of different people.
// The first and the third image show the same woman, the second shows somebody else.

// %%
var first = Image.Load("datasets/samples/sample1.jpg");
var second = Image.Load("datasets/samples/sample3.jpg");
display(new ImageFigures([new ImageFigure(first) { Caption = "sample1.jpg" }, new ImageFigure(second) { Caption = "sample3.jpg" }]));

// %% [markdown]
// ## Decide
//
// A score is not a decision. `FaceVerifier` compares it with a threshold that was measured so that at most 1 in 10,000 pairs of
// different people match, and says on how many people that was measured.

// %%
var verifier = FaceVerifier.Create(new() { MaxFalseMatchRate = 1e-4 });
var same = verifier.Verify("datasets/samples/sample1.jpg", "datasets/samples/sample3.jpg");
Console.WriteLine($"{same.Decision}: score {same.Score:F2}, threshold {same.Threshold:F2}");
Console.WriteLine(same.Promise!.ToSentence());
display(same);

// %%
var different = verifier.Verify("datasets/samples/sample1.jpg", "datasets/samples/sample2.jpg");
Console.WriteLine($"{different.Decision}: score {different.Score:F2}, threshold {different.Threshold:F2}");
display(different);

// %% [markdown]
// ## What a worse image does
//
// The same two images, the second more and more blurred. The score falls, and at some point the face shows too little: FaceML then
// answers *uncertain* instead of guessing.

// %%
List<(double X, double Y)> scores = [];
foreach (float blur in new[] { 0f, 2f, 4f, 6f, 8f })
{
    var result = verifier.Verify(first, blur == 0 ? second : second.Blur(blur));
    Console.WriteLine($"blur {blur}: {result.Decision}" + (result.Score is { } score ? $", score {score:F2}" : ""));
    if (result.Score is { } known)
    {
        scores.Add((blur, known));
    }
}

display(new ChartFigure("Score of one woman's two images", "blur of the second image, pixels", "score")
{
    Series =
    [
        new ChartSeries("score", scores),
        new ChartSeries("threshold", [(0, same.Threshold), (8, same.Threshold)]),
    ],
});
