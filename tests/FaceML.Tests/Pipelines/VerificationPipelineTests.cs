using System.Numerics.Tensors;
using FaceML.Augmentation;

namespace FaceML.Tests.Pipelines;

[TestClass]
public sealed class VerificationPipelineTests
{
    private static readonly MLContext Ml = new(seed: 1);
    private static TransformerChain<FaceThresholdTransformer> model = null!;

    // The images have some thirty pairs of different people: enough for a limit of 1 in 5, and for no stricter one.
    private static readonly VerificationPipelineOptions Options = new()
    {
        MaxFalseMatchRate = 0.2,
        Selection = FaceSelection.Largest,
        Bound = new ThresholdOptions { Scope = PromiseScope.Population },
    };

    [ClassInitialize]
    public static void Fit(TestContext _) => model = Ml.Faces.VerificationPipeline(Options).Fit(SamplePairs.View(Ml));

    [ClassCleanup]
    public static void Release() => model?.Dispose();

    [TestMethod]
    public void fitted_on_real_faces_tells_people_apart()
    {
        FaceMatch[] matches = [.. Ml.Data.CreateEnumerable<FaceMatch>(model.Transform(SamplePairs.View(Ml)), reuseRowObject: false)];
        Assert.HasCount(SamplePairs.All.Count, matches);
        FaceThresholdTransformer threshold = model.LastTransformer;
        double missed = SamplePairs.All.Zip(matches).Where(p => p.First.Label).Average(p => p.Second.IsMatch ? 0.0 : 1);
        double falsely = SamplePairs.All.Zip(matches).Where(p => !p.First.Label).Average(p => p.Second.IsMatch ? 1.0 : 0);
        Assert.IsLessThan(0.1, missed, "A mirrored, smaller copy of a face is the same person.");
        Assert.IsLessThanOrEqualTo(0.2, falsely);
        Assert.IsLessThanOrEqualTo(0.2, threshold.Promise.Bound);
        Assert.AreEqual(SamplePairs.All.Count(p => !p.Label), (int)threshold.Promise.Comparisons);
        Assert.IsTrue(matches.All(m => m.Threshold == threshold.Threshold && m.IsMatch == m.Score >= m.Threshold
            && m.Status == FaceStatus.Found));
    }

    [TestMethod]
    public void refuses_a_promise_that_the_pairs_cannot_support()
    {
        var strict = new VerificationPipelineOptions { MaxFalseMatchRate = 1e-3 };
        InsufficientDataException refusal =
            Assert.ThrowsExactly<InsufficientDataException>(() => Ml.Faces.VerificationPipeline(strict).Fit(SamplePairs.View(Ml)));
        StringAssert.Contains(refusal.Message, "needs at least");
    }

    [TestMethod]
    public void the_shipped_calibration_decides_without_pairs_and_its_promise_survives_the_file()
    {
        using var folder = new TemporaryFolder();
        IDataView nothing = Ml.Data.LoadFromEnumerable<FacePair>([]);
        var options = new VerificationPipelineOptions
        {
            MaxFalseMatchRate = 1e-4,
            Calibration = RecipeCalibration.Find(new FaceRecognizerOptions()),
        };
        using TransformerChain<FaceThresholdTransformer> shipped = Ml.Faces.VerificationPipeline(options).Fit(nothing);
        Ml.Faces.Save(shipped, nothing.Schema, folder["shipped.faceml"]);
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["shipped.faceml"], out _);
        foreach (ITransformer way in (ITransformer[])[shipped, loaded])
        {
            using PredictionEngine<FacePair, FaceMatch> engine =
                Ml.Model.CreatePredictionEngine<FacePair, FaceMatch>(way, new PredictionEngineOptions { OwnsTransformer = false });
            FaceMatch same = engine.Predict(new FacePair { Path1 = TestData.Samples[0], Path2 = TestData.Samples[2] }), other =
                engine.Predict(new FacePair { Path1 = TestData.Samples[0], Path2 = TestData.Samples[1] });
            Assert.IsTrue(same.IsMatch && !other.IsMatch, $"{same.Score}, {other.Score}");
            Assert.AreEqual(options.Calibration.At(1e-4).Threshold, same.Threshold);
            Assert.AreEqual((float)options.Calibration.Score.LogLikelihoodRatio(same.Score), same.LogLikelihoodRatio, 1e-4f);
            StringAssert.Contains(same.Promise, "at most 1 in 10,000 pairs of different people match");
            StringAssert.Contains(same.Promise, options.Calibration.Population);
        }

        Assert.AreEqual(options.Calibration.Population, loaded.OfType<FaceThresholdTransformer>().Single().Promise.Population);
        StringAssert.Contains(FaceML.Saving.SavedPipeline.Inspect(folder["shipped.faceml"]).Card,
            "taken from a calibration, not fitted with this pipeline");
    }

    [TestMethod]
    public void a_calibration_of_another_recipe_rate_or_confidence_is_refused_before_anything_runs()
    {
        RecipeCalibration balanced = RecipeCalibration.Find(FaceRecognizerOptions.Balanced, AllNetworks.Catalog);
        string Refusal(VerificationPipelineOptions options)
        {
            (options.Calibration, options.Catalog) = (balanced, AllNetworks.Catalog);
            return Assert.ThrowsExactly<CalibrationException>(() => Ml.Faces.VerificationPipeline(options)).Message;
        }

        StringAssert.Contains(Refusal(new() { MaxFalseMatchRate = 1e-4, Recognition = FaceRecognizerOptions.Fast }),
            "it is measured with 5 landmark passes; the pipeline takes 1.");
        StringAssert.Contains(Refusal(new() { MaxFalseMatchRate = 1e-4, Recognition = new() { Embedding = new() { Flip = false } } }),
            "the flipped face added; the pipeline does not add the flipped face.");
        StringAssert.Contains(Refusal(new() { MaxFalseMatchRate = 1e-4, Recognition = FaceRecognizerOptions.Accurate }),
            "the networks ultraface-rfb320, landmarks-68, faceplugin-512; the pipeline uses ultraface-rfb320, landmarks-68, "
                + "faceplugin-512, mobilefacenet-192, dlib-resnet.");
        StringAssert.Contains(Refusal(new() { MaxFalseMatchRate = 0.02 }), "(0.01, 0.001, 0.0001, 0.00001); it is 0.02.");
        StringAssert.Contains(Refusal(new() { MaxFalseMatchRate = 1e-4, Bound = new ThresholdOptions { Confidence = 0.99 } }),
            "The confidence must be the calibration's, 0.95; it is 0.99.");
    }

    [TestMethod]
    public void saved_loaded_and_served_gives_the_same_scores()
    {
        using var folder = new TemporaryFolder();
        string file = folder["verifier.faceml"];
        Ml.Faces.Save(model, SamplePairs.View(Ml).Schema, file);

        var other = new MLContext(seed: 2);
        using TransformerChain<ITransformer> loaded = other.Faces.Load(file, out DataViewSchema schema);
        CollectionAssert.AreEqual(new[] { "Path1", "Path2", "Label" }, schema.Select(c => c.Name).ToArray());
        using PredictionEngine<FaceImagePair, FaceMatch> before =
            Ml.Model.CreatePredictionEngine<FaceImagePair, FaceMatch>(model, new PredictionEngineOptions { OwnsTransformer = false });
        using PredictionEngine<FaceImagePair, FaceMatch> after =
            other.Model.CreatePredictionEngine<FaceImagePair, FaceMatch>(loaded, new PredictionEngineOptions { OwnsTransformer = false });
        foreach (SamplePair pair in SamplePairs.All.Take(5))
        {
            var input = new FaceImagePair { Image1 = pair.Image1, Image2 = pair.Image2 };
            FaceMatch expected = before.Predict(input), found = after.Predict(input);
            Assert.AreEqual(expected.Score, found.Score, 1e-6f);
            Assert.AreEqual(expected.IsMatch, found.IsMatch);
            Assert.AreEqual(expected.Threshold, found.Threshold);
        }
    }

    [TestMethod]
    public void fits_on_images_and_serves_paths()
    {
        using PredictionEngine<FacePair, FaceMatch> engine =
            Ml.Model.CreatePredictionEngine<FacePair, FaceMatch>(model, new PredictionEngineOptions { OwnsTransformer = false });
        FaceMatch same = engine.Predict(new FacePair { Path1 = TestData.Samples[0], Path2 = TestData.Samples[0] });
        Assert.IsTrue(same.IsMatch);
        Assert.IsGreaterThan(0.8f, same.Score);
        Assert.Throws<FileNotFoundException>(() =>
            engine.Predict(new FacePair { Path1 = "no-such-file.jpg", Path2 = TestData.Samples[0] }));
        FaceMatch again = engine.Predict(new FacePair { Path1 = TestData.Samples[0], Path2 = TestData.Samples[0] });
        Assert.AreEqual(same.Score, again.Score, "An error must not spoil the engine.");
    }

    [TestMethod]
    public void image_without_a_face_is_a_row_that_says_why()
    {
        Image face = SampleFaces.ByImage[0][0];
        using PredictionEngine<FaceImagePair, FaceMatch> engine =
            Ml.Model.CreatePredictionEngine<FaceImagePair, FaceMatch>(model, new PredictionEngineOptions { OwnsTransformer = false });
        FaceMatch nobody = engine.Predict(new FaceImagePair { Image1 = face, Image2 = SampleFaces.Nobody });
        Assert.IsTrue(float.IsNaN(nobody.Score));
        Assert.IsFalse(nobody.IsMatch);
        Assert.AreEqual(FaceStatus.Found, nobody.Status1);
        Assert.AreEqual(FaceStatus.NoFace, nobody.Status);
        FaceMatch nothing = engine.Predict(new FaceImagePair { Image1 = null, Image2 = face });
        Assert.AreEqual(FaceStatus.NoImage, nothing.Status);
        Assert.IsFalse(nothing.IsMatch);
    }

    [TestMethod]
    public void rows_without_a_face_are_left_out_of_the_fit_and_counted()
    {
        SamplePair[] pairs = [.. SamplePairs.All, new() { Image1 = SampleFaces.Nobody, Image2 = SampleFaces.Nobody },
            new() { Image1 = null, Image2 = SampleFaces.Nobody }];
        using TransformerChain<FaceThresholdTransformer> fitted =
            Ml.Faces.VerificationPipeline(Options).Fit(Ml.Data.LoadFromEnumerable(pairs));
        Assert.AreEqual(2, fitted.LastTransformer.LeftOut);
        Assert.AreEqual(SamplePairs.All.Count, fitted.LastTransformer.Pairs);
        Assert.AreEqual(model.LastTransformer.Threshold, fitted.LastTransformer.Threshold, 1e-6f);
    }

    [TestMethod]
    public void embedding_pipeline_gives_unit_vectors()
    {
        using TransformerChain<FaceML.Embedding.FaceEmbeddingTransformer> pipeline =
            Ml.Faces.EmbeddingPipeline().Fit(Ml.Data.LoadFromEnumerable<FaceSource>([]));
        using PredictionEngine<FaceSource, FaceVector> engine =
            Ml.Model.CreatePredictionEngine<FaceSource, FaceVector>(pipeline, new PredictionEngineOptions { OwnsTransformer = false });
        FaceVector vector = engine.Predict(new FaceSource { Path = TestData.Samples[1] });
        Assert.AreEqual(FaceStatus.Found, vector.Status);
        Assert.HasCount(512, vector.Embedding);
        Assert.AreEqual(1, Math.Sqrt(vector.Embedding.Sum(x => (double)x * x)), 1e-5);
    }

    [TestMethod]
    [DataRow("balanced")]
    [DataRow("accurate")]
    public void a_pipeline_for_a_shift_gives_the_vector_of_the_changed_face_too(string preset)
    {
        var options = new FacePipelineOptions { Recognition = FaceRecognizerOptions.Preset(preset), Catalog = AllNetworks.Catalog };
        FaceSource[] images = [new FaceSource { Path = TestData.Samples[1] }];

        ShiftedVector unchanged = Vectors(FaceAugmentationOptions.None);
        ShiftedVector coarse = Vectors(FaceAugmentationOptions.None with
        {
            DownscaleProbability = 1,
            DownscaledWidth = FaceAugmentationRange.Fixed(16),
        });

        CollectionAssert.AreEqual(unchanged.Embedding, unchanged.ShiftedEmbedding);
        CollectionAssert.AreEqual(unchanged.Embedding, coarse.Embedding);
        Assert.IsLessThan(0.95, TensorPrimitives.CosineSimilarity<float>(coarse.Embedding, coarse.ShiftedEmbedding));

        ShiftedVector Vectors(FaceAugmentationOptions shift)
        {
            IDataView view = Ml.Data.LoadFromEnumerable(images);
            using TransformerChain<FaceML.Embedding.FaceEmbeddingTransformer> pipeline =
                Ml.Faces.EmbeddingPipeline(options, shift).Fit(view);
            return Ml.Data.CreateEnumerable<ShiftedVector>(pipeline.Transform(view), reuseRowObject: false).Single();
        }
    }

    private sealed class ShiftedVector
    {
        public float[] Embedding { get; set; } = [];

        public float[] ShiftedEmbedding { get; set; } = [];
    }

    [TestMethod]
    public void LFW_fit_on_dev_train_saved_file_scores_alike()
    {
        string images = TestData.DataSet("lfw-deepfunneled");
        IDataView pairs = Ml.Faces.Data.LoadPairs(TestData.DataSet("lfw-protocol", "pairsDevTest.txt"), images);
        // A few pairs of each kind; the file has 500 of each.
        FaceML.Loading.FacePairRow[] rows = [.. Ml.Data.CreateEnumerable<FaceML.Loading.FacePairRow>(pairs, reuseRowObject: false)];
        IDataView some = Ml.Data.LoadFromEnumerable(rows.Where(r => r.Label).Take(20).Concat(rows.Where(r => !r.Label).Take(20)).ToArray());
        using TransformerChain<FaceThresholdTransformer> fitted =
            Ml.Faces.VerificationPipeline(new() { MaxFalseMatchRate = 0.2, Selection = FaceSelection.Central, Bound = Options.Bound }).Fit(
            some);
        using var folder = new TemporaryFolder();
        Ml.Faces.Save(fitted, some.Schema, folder["lfw.faceml"]);
        using TransformerChain<ITransformer> loaded = Ml.Faces.Load(folder["lfw.faceml"], out _);
        float[] expected = [.. Ml.Data.CreateEnumerable<FaceMatch>(fitted.Transform(some), false).Select(m => m.Score)];
        FaceMatch[] matches = [.. Ml.Data.CreateEnumerable<FaceMatch>(loaded.Transform(some), false)];
        CollectionAssert.AreEqual(expected, matches.Select(m => m.Score).ToArray());
        Assert.IsGreaterThanOrEqualTo(0.95, matches.Take(20).Average(m => m.IsMatch ? 1.0 : 0), "True match rate on genuine LFW pairs.");
    }
}
