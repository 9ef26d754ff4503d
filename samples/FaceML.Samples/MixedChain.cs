using FaceML.Augmentation;
using FaceML.Columns;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Saving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ML;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Samples;

/// <summary>FaceML's embeddings with ML.NET's own trainer: who is shown, as one file, served through a pool.</summary>
public static class MixedChain
{
    public sealed class CameraImage
    {
        [FaceColumnType]
        public Image Image { get; set; } = null!;

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
        CameraImage[] people = People();
        Fit(people, file);

        var saved = SavedPipeline.Inspect(file);
        output.WriteLine(string.Join(" → ", saved.Stages.Select(stage => stage.Kind)));

        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPredictionEnginePool<CameraImage, Answer>().FromFaceModel("who", file, watchForChanges: true);
        using ServiceProvider provider = services.BuildServiceProvider();
        var pool = provider.GetRequiredService<PredictionEnginePool<CameraImage, Answer>>();

        // As another camera might see them: darker, coarser, turned a little.
        var camera = new FaceAugmentation(
            new FaceAugmentationOptions
            {
                MaskProbability = 0,
                GlassesProbability = 0,
                DownscaleProbability = 1,
                DownscaledWidth = new(70, 90),
            });
        foreach (CameraImage person in people.Where((_, i) => i % 4 == 0))
        {
            Answer answer = pool.Predict("who", new CameraImage { Image = camera.Apply(person.Image, variant: 99) });
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

    private static void Fit(CameraImage[] people, string file)
    {
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Data.LoadFromEnumerable(people);

        var pipeline = ml.Faces.Detect("Faces", "Image")
            .Append(ml.Faces.Align("AlignedFace", "Faces", "Image"))
            .Append(ml.Faces.Embed("Embedding", "AlignedFace"))
            .AppendCacheCheckpoint(ml) // The trainer reads its data many times; the networks run once.
            .Append(ml.Transforms.Conversion.MapValueToKey("Label", "Identity"))
            .Append(ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Label", "Embedding"))
            .Append(ml.Transforms.Conversion.MapKeyToValue("Who", "PredictedLabel"));

        var model = pipeline.Fit(images);
        ml.Faces.Save(model, images.Schema, file);
    }

    // The three people of the fourth image, each four times.
    private static CameraImage[] People()
    {
        using var recognizer = FaceRecognizer.CreateDefault();
        var camera = new FaceAugmentation(new FaceAugmentationOptions { MaskProbability = 0, GlassesProbability = 0 });
        var image = Image.Load("datasets/samples/sample4.jpg");
        return [.. recognizer.Detect(image).Take(3).SelectMany((face, i) => Enumerable.Range(0, 4)
            .Select(variant => new CameraImage { Image = camera.Apply(Around(image, face.Box), variant), Identity = $"person {i + 1}" }))];
    }

    private static Image Around(Image image, Box box) =>
        image.Crop(new Box(box.Left - box.Width / 2, box.Top - box.Height / 2, box.Right + box.Width / 2,
            box.Bottom + box.Height / 2).ClipTo(image.Width, image.Height));
}

/* Output:
detect → align → embed → mlnet
person 1: person 1
person 2: person 2
person 3: person 3
Refused on demand: MLNetNotAllowed
*/
