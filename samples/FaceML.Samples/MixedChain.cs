using FaceML.Augmentation;
using FaceML.Columns;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Saving;
using FaceML.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Samples;

/// <summary>FaceML's embeddings with ML.NET's own trainer: who is shown, as one file, served through a pool.</summary>
public static class MixedChain
{
    public sealed class Photo
    {
        [FaceImageType]
        public Image Picture { get; set; } = null!;

        public string Identity { get; set; } = "";
    }

    public sealed class Answer
    {
        public string Who { get; set; } = "";

        public float[] Score { get; set; } = [];
    }

    public static void Run(TextWriter output)
    {
        string file = Path.Combine(Path.GetTempPath(), "who.faceml");
        Photo[] people = People();
        Fit(people, file);

        var saved = SavedPipeline.Inspect(file);
        output.WriteLine(string.Join(" → ", saved.Stages.Select(stage => stage.Kind)));

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPredictionEnginePool<Photo, Answer>().FromFaceModel("who", file, watchForChanges: true);
        using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<PredictionEnginePool<Photo, Answer>>();

        // As another camera might see them: darker, coarser, turned a little.
        var camera = new FaceAugmentation(new FaceAugmentationOptions { MaskProbability = 0, GlassesProbability = 0, DownscaleProbability = 1, DownscaledWidth = new(70, 90) });
        foreach (Photo person in people.Where((_, i) => i % 4 == 0))
        {
            Answer answer = pool.Predict("who", new Photo { Picture = camera.Apply(person.Picture, variant: 99) });
            output.WriteLine($"{person.Identity}: {answer.Who}");
        }

        try
        {
            // A server that takes files from strangers.
            new MLContext().Faces.Load(file, out _, new LoadOptions { AllowMLNetStages = false });
        }
        catch (SavedPipelineException error)
        {
            output.WriteLine($"Refused on demand: {error.Error}");
        }
    }

    private static void Fit(Photo[] people, string file)
    {
        var ml = new MLContext(seed: 1);
        IDataView photos = ml.Data.LoadFromEnumerable(people);

        var pipeline = ml.Faces.Detect("Faces", "Picture")
            .Append(ml.Faces.Align("Chip", "Faces", "Picture"))
            .Append(ml.Faces.Embed("Embedding", "Chip"))
            .AppendCacheCheckpoint(ml) // The trainer reads its data many times; the networks run once.
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Identity"))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Label", "Embedding"))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Who", "PredictedLabel"));

        var model = pipeline.Fit(photos);
        ml.Faces.Save(model, photos.Schema, file);
    }

    // The three people of the fourth image, each four times.
    private static Photo[] People()
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        var camera = new FaceAugmentation(new FaceAugmentationOptions { MaskProbability = 0, GlassesProbability = 0 });
        var photograph = Image.Load("datasets/samples/sample4.jpg");
        return [.. recognizer.Detect(photograph).Take(3).SelectMany((face, i) => Enumerable.Range(0, 4)
            .Select(variant => new Photo { Picture = camera.Apply(Around(photograph, face.Box), variant), Identity = $"person {i + 1}" }))];
    }

    private static Image Around(Image photograph, Box box) =>
        photograph.Crop(new Box(box.Left - box.Width / 2, box.Top - box.Height / 2, box.Right + box.Width / 2, box.Bottom + box.Height / 2).ClipTo(photograph.Width, photograph.Height));
}

/* Output:
detect → align → embed → mlnet
person 1: person 1
person 2: person 2
person 3: person 3
Refused on demand: MLNetNotAllowed
*/
