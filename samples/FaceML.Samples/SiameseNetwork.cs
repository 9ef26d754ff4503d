using FaceML.Augmentation;
using FaceML.Columns;
using FaceML.Embedding;
using FaceML.Imaging;
using FaceML.Recognition;
using FaceML.Reports;
using FaceML.Training;
using FaceML.Training.Architectures;
using FaceML.Training.Heads;
using FaceML.Training.Losses;
using FaceML.Training.Mining;
using FaceML.Training.Networks;
using FaceML.Training.Optimization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Samples;

/// <summary>
/// The siamese network of a Keras tutorial: people from folders, augmentation, triplet loss with hard triplets, early stopping, the curve,
/// embeddings. The folders hold crops of the sample images, changed a little: enough to see the steps, too few people to learn from.
/// </summary>
public static class SiameseNetwork
{
    public static void Run(TextWriter output)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("faceml-sample-");
        try
        {
            string people = Path.Combine(folder.FullName, "people");
            MakePeople(people);
            Train(people, folder.FullName, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Train(string people, string results, TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Faces.Data.LoadFolders(people);
        output.WriteLine($"{images.GetColumn<string>("Identity").Distinct().Count()} people");

        var preparation = ml.Faces.LoadImages("Image", "Path")
            .Append(ml.Faces.Detect("Faces", "Image"))
            .Append(ml.Faces.Align("AlignedFace", "Faces", "Image"));

        var augmentation = new FaceAugmentationOptions
        {
            FlipProbability = 0.5,
            MaxRotation = 10,
            MaxZoom = 0.1f,
            MaxBrightness = 0.2f,
            MaskProbability = 0,
            GlassesProbability = 0,
        };

        var training = FaceNetworkOptions.FromNothing with
        {
            Epochs = 8,
            EarlyStopping = new EarlyStopping { Patience = 4 },
            ValidationFalseMatchRate = 0.1, // what five people can show
            Step = FaceNetworkOptions.FromNothing.Step with
            {
                Loss = new TripletLossOptions { Margin = 0.2f, Miner = new SemiHardMiner() },
                Optimizer = new AdamOptions(),
                LearningRate = 1e-3,
                Gradients = new() { BatchSize = 32, BatchStatistics = true },
            },
        };

        var pipeline = preparation.Append(ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
        {
            Name = "my-siamese",
            Architecture = new SiameseCnn { EmbeddingLength = 128, Channels = [16, 32, 48, 64] },
            ValidationShare = 0.25, // of the people: no person is on both sides
            Augmentation = augmentation,
            Training = training,
            Run = new TrainingRun
            {
                CheckpointPath = Path.Combine(results, "training.ckpt"),
                Progress = new Log(Path.Combine(results, "training.csv")),
            },
        }));

        TransformerChain<FaceEmbeddingTransformer> model = pipeline.Fit(images);
        FaceTrainedNetwork trained = model.LastTransformer.Trained!;

        var epochs = trained.Epochs;
        var curve = new ChartFigure("Training", "epoch", "triplet loss")
        {
            Series = [new ChartSeries("loss", [.. epochs.Select(epoch => ((double)epoch.Epoch, epoch.Loss))])],
        };
        File.WriteAllText(Path.Combine(results, "curve.html"), FaceHtml.Of(curve));

        float[][] embeddings = [.. model.Transform(images).GetColumn<float[]>("Embedding")];

        trained.Save(Path.Combine(results, "my-siamese.onnx"));
        ml.Faces.Save(model, images.Schema, Path.Combine(results, "embedder.faceml"));
        ITransformer loaded = ml.Faces.Load(Path.Combine(results, "embedder.faceml"), out DataViewSchema schema);

        output.WriteLine($"{trained.Card.Name}: {trained.Summary.Images} images of {trained.Summary.People} people learned from");
        output.WriteLine($"stopped after at most {training.Epochs} epochs: {epochs.Count <= training.Epochs}");
        output.WriteLine($"{embeddings.Length} embeddings of {embeddings[0].Length} numbers");
        float[] again = loaded.Transform(images).GetColumn<float[]>("Embedding").First();
        output.WriteLine($"the saved file takes {schema[0].Name} and gives the same: {again.SequenceEqual(embeddings[0])}");
    }

    private sealed class Log(string file) : IProgress<TrainingEpoch>
    {
        public void Report(TrainingEpoch value) =>
            File.AppendAllText(file, $"{value.Epoch},{value.Loss:F4},{value.Validation:F4},{value.LearningRate}\n");
    }

    // Each face of the samples stands for a person; further images of it are made by changing it.
    private static void MakePeople(string folder)
    {
        var change = new FaceAugmentation(new FaceAugmentationOptions { MaskProbability = 0, GlassesProbability = 0 });
        using FaceRecognizer recognizer = FaceRecognizer.CreateDefault();
        foreach (int number in new[] { 1, 2, 4, 5, 6 }) // The third image shows the woman of the first again.
        {
            Image image = Image.Load($"datasets/samples/sample{number}.jpg");
            foreach ((int i, Face face) in recognizer.Detect(image).Index())
            {
                Box box = face.Box;
                Box head = new(box.Left - box.Width / 2, box.Top - box.Height / 2, box.Right + box.Width / 2, box.Bottom + box.Height / 2);
                Image cropped = image.Crop(head.ClipTo(image.Width, image.Height));
                string person = Directory.CreateDirectory(Path.Combine(folder, $"person {number}-{i}")).FullName;
                for (int variant = 0; variant < 4; variant++)
                {
                    change.Apply(cropped, variant).Save(Path.Combine(person, $"{variant}.png"));
                }
            }
        }
    }
}

/* Output:
19 people
my-siamese: 56 images of 14 people learned from
stopped after at most 8 epochs: True
76 embeddings of 128 numbers
the saved file takes Path and gives the same: True
*/
