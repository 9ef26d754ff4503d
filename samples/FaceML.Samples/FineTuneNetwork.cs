using FaceML.Augmentation;
using FaceML.Data;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Recognition;
using FaceML.Training;
using FaceML.Training.Networks;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Samples;

/// <summary>From a folder of people to a network trained further on them, to a calibrated, saved pipeline that uses it.</summary>
public static class FineTuneNetwork
{
    private sealed record LabeledPair(string Path1, string Path2, bool Label);

    public static void Run(TextWriter output)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("faceml-sample-");
        try
        {
            string people = Path.Combine(folder.FullName, "people"), networks = Path.Combine(folder.FullName, "networks"), pipeline =
                Path.Combine(folder.FullName, "verifier.faceml");
            MakePeople(people);
            FaceTrainedNetwork trained = FineTune(people, Path.Combine(networks, "mine.onnx"));
            output.WriteLine($"{trained.Card.Name}, from {trained.Card.Lineage!.Parent}: {trained.Card.Lineage.Data}");
            Calibrate(people, networks, pipeline);

            var ml = new MLContext(seed: 1);
            ITransformer loaded = ml.Faces.Load(pipeline, out _);
            PredictionEngine<FacePair, FaceMatch> engine = ml.Model.CreatePredictionEngine<FacePair, FaceMatch>(loaded);
            string[] files = [.. Directory.GetFiles(people, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
            FaceMatch match = engine.Predict(new FacePair { Path1 = files[0], Path2 = files[1] });
            output.WriteLine($"{(match.IsMatch ? "match" : "no match")}");
            output.WriteLine(match.Promise);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static FaceTrainedNetwork FineTune(string people, string file)
    {
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Faces.Data.LoadFolders(people);

        var pipeline = ml.Faces.LoadImages("Image", "Path")
            .Append(ml.Faces.Detect("Faces", "Image"))
            .Append(ml.Faces.Align("AlignedFace", "Faces", "Image"))
            .Append(ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions { Name = "mine", ValidationShare = 0.3, Training = Quick }));

        FaceTrainedNetwork trained = pipeline.Fit(images).LastTransformer.Trained!;
        trained.Save(file);
        return trained;
    }

    private static void Calibrate(string people, string networks, string file)
    {
        var ml = new MLContext(seed: 1);
        IDataView pairs = ml.Data.LoadFromEnumerable(Pairs(people));

        var pipeline = ml.Faces.VerificationPipeline(new VerificationPipelineOptions
        {
            Recognition = new FaceRecognizerOptions { Embedder = "mine" },
            Catalog = NetworkCatalog.Default(networks),
            MaxFalseMatchRate = 0.3,
            UseIdentities = false,
        });

        ml.Faces.Save(pipeline.Fit(pairs), pairs.Schema, file);
    }

    // One epoch of small batches: a sample has to be quick. Leave it out, and the defaults learn.
    private static NetworkTrainingOptions Quick { get; } = FaceNetworkOptions.FineTuning with
    {
        Epochs = 1,
        Step = FaceNetworkOptions.FineTuning.Step with { Gradients = new() { BatchSize = 4 } },
    };

    // The largest face of each image stands for a person; further images of it are made by changing it.
    private static void MakePeople(string folder)
    {
        var change = new FaceAugmentation(new FaceAugmentationOptions { MaskProbability = 0, GlassesProbability = 0 });
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        foreach (int number in Enumerable.Range(1, 6))
        {
            Image image = Image.Load($"datasets/samples/sample{number}.jpg");
            Box face = recognizer.Detector.Detect(image).MaxBy(found => found.Box.Area).Box;
            Image head = image.Crop(
                new Box(face.Left - face.Width / 2, face.Top - face.Height / 2, face.Right + face.Width / 2,
                face.Bottom + face.Height / 2).ClipTo(image.Width, image.Height));
            string person = Directory.CreateDirectory(Path.Combine(folder, $"person {number}")).FullName;
            for (int variant = 0; variant < 3; variant++)
            {
                change.Apply(head, variant).Save(Path.Combine(person, $"{variant}.png"));
            }
        }
    }

    private static LabeledPair[] Pairs(string people)
    {
        // The first and the third image show one woman.
        (string Path, string Identity)[] images =
            [.. PersonFolders.Read(people).Where(p => p.Identity != "person 3")
            .SelectMany(p => p.Images.Select(i => (Path.Combine(people, i), p.Identity)))];
        return [.. from i in Enumerable.Range(0, images.Length)
                   from j in Enumerable.Range(i + 1, images.Length - i - 1)
                   select new LabeledPair(images[i].Path, images[j].Path, images[i].Identity == images[j].Identity)];
    }
}

/* Output:
mine, from faceplugin-512: 12 images of 4 people; 6 of 2 others chose the epoch
match
At this threshold at most 30 % of the pairs of different people match, with 95 % confidence, measured on 90 pairs whose people are not known.
*/
