using FaceML.Augmentation;
using FaceML.Embedding;
using FaceML.Onnx;
using FaceML.Training.Networks;

namespace FaceML.Tests.Training;

/// <content>Mixtures with the network as it came.</content>
public sealed partial class FaceNetworkEstimatorTests
{
    [TestMethod]
    public void mixed_the_weights_lie_between_the_network_as_it_came_and_what_was_learned()
    {
        FaceTrainedNetwork Tuned(InterpolationOptions? interpolation)
        {
            // Before training, after the epoch; then for each mixture what is trained for and what is to be retained.
            var figures = new Queue<double>([0.1, 0.2, 0.1, 1, 0.15, 1, 0.2, 0.5]);
            NetworkTrainingOptions training = FaceNetworkOptions.FineTuning with { Epochs = 1 };
            using FaceEmbeddingTransformer tuned = Ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
            {
                StartFromHead = false,
                ValidationShare = 0.34,
                Interpolation = interpolation,
                Run = new() { Metric = _ => figures.Dequeue() },
                Training = training with { Step = training.Step with { Gradients = training.Step.Gradients with { BatchSize = 8 } } },
            }).Fit(View(Faces));
            return tuned.Trained!;
        }

        FaceTrainedNetwork learned = Tuned(null), mixed = Tuned(new InterpolationOptions { Coefficients = [0.25, 1] });

        Assert.AreEqual((1, 0.2), (learned.Summary.MixingCoefficient, learned.Summary.BestValidation));
        Assert.AreEqual((0.25, 0.15), (mixed.Summary.MixingCoefficient, mixed.Summary.BestValidation));
        CollectionAssert.AreEqual(
            new InterpolationPoint[] { new(0, 0.1, 1), new(0.25, 0.15, 1), new(1, 0.2, 0.5) }, mixed.Interpolation.ToArray());
        Assert.IsEmpty(learned.Interpolation);
        StringAssert.Contains(mixed.Card.Lineage!.Method, "mixing coefficient 0.25");
        OnnxModel expected = WeightInterpolation.Between(OnnxModel.Read(NetworkCatalog.Default().Find("faceplugin-512").Path),
            OnnxModel.Read(learned.Content), 0.25), actual = OnnxModel.Read(mixed.Content);
        foreach (OnnxTensor tensor in expected.Graph.Initializers)
        {
            CollectionAssert.AreEqual(tensor.Bytes.ToArray(), actual.Graph.FindInitializer(tensor.Name)!.Bytes.ToArray(), tensor.Name);
        }
    }

    [TestMethod]
    public void mixtures_are_judged_by_people_held_out_as_images_will_be_seen_and_as_they_are()
    {
        using var folder = new TemporaryFolder();
        // A network that knows nothing yet: whatever is learned makes it better.
        FaceNetworkOptions options = Small;
        options.Training = options.Training with { Epochs = 1, StepsPerEpoch = 1 };
        using (FaceEmbeddingTransformer raw = Ml.Faces.Trainers.FineTuneNetwork(options).Fit(View(Faces)))
        {
            raw.Trained!.Save(folder["raw.onnx"]);
        }

        AlignedFaceRow[] faces = [.. Load(people: 12, images: 4)
            .Select((f, i) => new AlignedFaceRow { AlignedFace = f.AlignedFace, Identity = f.Identity, HeldOut = i < 20 })];
        var catalog = new NetworkCatalog(Path.GetDirectoryName(folder["raw.onnx"])!);
        FaceAugmentationOptions shift =
            FaceAugmentationOptions.None with { DownscaleProbability = 1, DownscaledWidth = FaceAugmentationRange.Fixed(24) };
        NetworkTrainingOptions training =
            FaceNetworkOptions.FineTuning with { Epochs = 12, EarlyStopping = null, ValidationFalseMatchRate = 0.1 };
        using FaceEmbeddingTransformer tuned = Ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
        {
            StartFromHead = false,
            Network = "siamese-trained",
            Catalog = catalog,
            ValidationColumnName = nameof(AlignedFaceRow.HeldOut),
            Shift = shift,
            Interpolation = new InterpolationOptions { Coefficients = [0.5, 1], MaxLoss = 1 },
            Training = training with
            {
                Step = training.Step with
                {
                    LearningRate = 3e-3,
                    TeacherWeight = 0,
                    Gradients = training.Step.Gradients with { BatchSize = 16 }
                }
            },
        }).Fit(View(faces));

        FaceTrainedNetwork trained = tuned.Trained!;
        Assert.AreNotEqual(0, trained.Summary.BestEpoch);
        CollectionAssert.AreEqual(new[] { 0, 0.5, 1 }, trained.Interpolation.Select(p => p.Coefficient).ToArray());
        Assert.AreEqual(trained.Summary.InitialValidation, trained.Interpolation[0].Validation);
        Assert.AreEqual(trained.Epochs[trained.Summary.BestEpoch - 1].Validation, trained.Interpolation[2].Validation);
        // The mixture that is kept, on the aligned faces as they are, one look each.
        InterpolationPoint chosen = trained.Interpolation.Single(p => p.Coefficient == trained.Summary.MixingCoefficient);
        Assert.AreEqual(trained.Interpolation.Max(p => p.Validation), chosen.Validation);
        using var embedder = new NetworkEmbedder(OnnxModel.Read(trained.Content));
        AlignedFaceRow[] held = [.. faces.Where(f => f.HeldOut)];
        EmbeddingSet plain = embedder.Embed(
            FaceNetworkImages.Of([.. held.Select(f => f.AlignedFace!)], [.. held.Select((_, i) => i / 4)],
            trained.Card.Inputs[0].ToTensorSpec()));
        Assert.AreEqual(1 - ErrorCurve.Of(HeldOutPairs.Score(plain)).EqualErrorRate, chosen.Retained, 1e-6);
    }

    [TestMethod]
    public void where_no_epoch_is_better_the_head_alone_is_kept_behind_the_network()
    {
        using var folder = new TemporaryFolder();
        // A network that knows little: a head gains.
        using (FaceEmbeddingTransformer raw = Ml.Faces.Trainers.FineTuneNetwork(Small).Fit(View(Faces)))
        {
            raw.Trained!.Save(folder["raw.onnx"]);
        }

        AlignedFaceRow[] faces = Load(people: 24, images: 4);
        var catalog = new NetworkCatalog(Path.GetDirectoryName(folder["raw.onnx"])!);
        var figures = new Queue<double>([0.9, 0.1]);
        NetworkTrainingOptions training = FaceNetworkOptions.FineTuning with { Epochs = 1, ValidationFalseMatchRate = 0.1 };
        using FaceEmbeddingTransformer tuned = Ml.Faces.Trainers.FineTuneNetwork(new FaceNetworkOptions
        {
            Network = "siamese-trained",
            Catalog = catalog,
            ValidationShare = 0.2,
            Run = new() { Metric = _ => figures.Dequeue() },
            Training = training with { Step = training.Step with { Gradients = training.Step.Gradients with { BatchSize = 8 } } },
        }).Fit(View(faces));

        FaceTrainedNetwork trained = tuned.Trained!;
        Assert.IsNotNull(trained.Head);
        Assert.IsGreaterThan(trained.Head.InitialValidation, trained.Head.Validation);
        Assert.AreEqual((0, 0.9), (trained.Summary.BestEpoch, trained.Summary.InitialValidation));
        Assert.AreEqual("LpNormalization", OnnxModel.Read(trained.Content).Graph.TopologicalOrder()[^1].OpType);
        NetworkImages images =
            FaceNetworkImages.Of([.. faces.Select(f => f.AlignedFace!)], [.. faces.Select((_, i) => i / 4)],
                trained.Card.Inputs[0].ToTensorSpec());
        using NetworkEmbedder came = new(OnnxModel.Read(folder["raw.onnx"])), kept = new(OnnxModel.Read(trained.Content));
        EmbeddingSet expected = trained.Head.Head.Transform(came.Embed(images)), actual = kept.Embed(images);
        for (int i = 0; i < actual.Values.Length; i++)
        {
            Assert.AreEqual(expected.Values[i], actual.Values[i], 1e-4f);
        }
    }
}
