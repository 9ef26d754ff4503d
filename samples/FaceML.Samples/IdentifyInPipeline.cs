using FaceML.Galleries;
using FaceML.Galleries.Stores;
using FaceML.Identification;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Samples;

/// <summary>From a path to a name in one ML.NET pipeline; the saved file refers to the gallery and holds no template.</summary>
public static class IdentifyInPipeline
{
    public static void Run(TextWriter output)
    {
        using var networks = FaceRecognizer.CreateDefault();
        var recognizer = new GalleryRecognizer(networks, FaceRecognizerOptions.DefaultPreset);
        using var gallery = Gallery.Create(new MemoryGalleryStore(), recognizer.Define("door"), new GalleryOptions
        {
            Threshold = recognizer.Threshold(falsePositiveRate: 1e-4),
        });
        GalleryFace face = recognizer.EmbedSingle(Image.Load("datasets/samples/sample1.jpg"), FaceSelection.Largest, out _)!;
        gallery.Enroll(new Enrollment("anna", face.Embedding, recognizer.Recipe) { Person = new PersonChange { Name = "Anna Berg" } });

        string file = Path.Combine(Path.GetTempPath(), "door.faceml");
        Fit(gallery, file);

        var ml = new MLContext();
        ITransformer model = ml.Faces.Load(file, out _, new LoadOptions { Galleries = [gallery] });
        using var engine = ml.Model.CreatePredictionEngine<FaceSource, FaceIdentity>(model);
        foreach (string image in new[] { "sample1.jpg", "sample5.jpg" })
        {
            FaceIdentity answer = engine.Predict(new FaceSource { Path = $"datasets/samples/{image}" });
            output.WriteLine($"{image}: {answer.Decision}, {(answer.Name.Length > 0 ? answer.Name : "unknown")}");
        }

        File.Delete(file);
    }

    private static void Fit(Gallery gallery, string file)
    {
        var ml = new MLContext();
        IDataView images = ml.Data.LoadFromEnumerable<FaceSource>([]);

        var pipeline = ml.Faces.IdentificationPipeline(gallery, new() { Selection = FaceSelection.Largest });
        ml.Faces.Save(pipeline.Fit(images), images.Schema, file);
    }
}

/* Output:
sample1.jpg: Match, Anna Berg
sample5.jpg: NoMatch, unknown
*/
