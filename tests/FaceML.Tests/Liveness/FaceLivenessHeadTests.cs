using FaceML.Liveness;
using FaceML.Loading;

namespace FaceML.Tests.Liveness;

[TestClass]
public sealed class FaceLivenessHeadTests
{
    private static readonly MLContext Ml = new(seed: 1);

    // Every fifth image of prints, decoded and detected once.
    private static readonly Lazy<LivenessFace[]> Prints = new(() =>
    {
        FaceLivenessRow[] rows =
            [.. Ml.Data.CreateEnumerable<FaceLivenessRow>(
            Ml.Faces.Data.LoadLiveness(TestData.DataSet("prints"), personPrefix: 4), reuseRowObject: false)];
        IDataView images = Ml.Data.LoadFromEnumerable(rows.Where((_, i) => i % 5 == 0).ToArray());
        return [.. Ml.Data.CreateEnumerable<LivenessFace>(Ml.Faces.LoadImages("Image", "Path")
            .Append(Ml.Faces.Detect("Faces", "Image")).Fit(images).Transform(images), reuseRowObject: false)];
    });

    private static IDataView View(IEnumerable<LivenessFace> faces) => Ml.Data.LoadFromEnumerable(faces.ToArray());

    private static FaceLivenessHeadTransformer Fit(IEnumerable<LivenessFace> faces, Action<FaceLivenessHeadOptions>? change = null)
    {
        var options = new FaceLivenessHeadOptions { MaxApcer = null };
        change?.Invoke(options);
        return Ml.Faces.Trainers.Liveness(options).Fit(View(faces));
    }

    [TestMethod]
    public void a_head_learned_from_some_people_keeps_BPCER_at_APCER_5_percent_below_10_percent_on_others()
    {
        string[] tested = ["0002", "0004"];
        using FaceLivenessHeadTransformer head = Fit(Prints.Value.Where(face => !tested.Contains(face.Identity)));
        FaceLivenessMetrics metrics =
            Ml.Faces.EvaluateLiveness(
            head.Transform(View(Prints.Value.Where(face => tested.Contains(face.Identity)))), "Label", "Liveness", "Species", "Identity");
        Assert.AreEqual(2, metrics.PersonCount);
        Assert.IsLessThanOrEqualTo(0.1, metrics.BpcerAt(0.05).Bpcer.Value);
    }

    [TestMethod]
    public void image_statistics_and_color_texture_alone_tell_prints_of_other_people_too()
    {
        using FaceLivenessHeadTransformer head =
            Fit(Prints.Value.Where(face => face.Identity != "0003"), options =>
            options.Features = FaceLivenessFeatures.Statistics | FaceLivenessFeatures.ColorTexture);
        Assert.IsFalse(head.Summary.Features.HasFlag(FaceLivenessFeatures.Network));
        FaceLivenessMetrics metrics =
            Ml.Faces.EvaluateLiveness(
            head.Transform(View(Prints.Value.Where(face => face.Identity == "0003"))), "Label", "Liveness", "Species", "Identity");
        Assert.IsLessThan(0.35, metrics.EqualErrorRate.Value);
    }

    [TestMethod]
    public void a_promise_that_five_people_cannot_support_is_refused()
    {
        InsufficientDataException refusal =
            Assert.ThrowsExactly<InsufficientDataException>(() => Fit(Prints.Value, options => options.MaxApcer = 0.05));
        StringAssert.Contains(refusal.Message, "held out from training");
    }

    [TestMethod]
    public void people_who_are_held_out_for_the_promise_are_not_learned_from()
    {
        // A promise of one in two that two people support.
        using FaceLivenessHeadTransformer head =
            Fit(Prints.Value, options =>
            (options.MaxApcer, options.Bound, options.CalibrationShare) =
            (0.9, new ThresholdOptions { Confidence = 0.5, Scope = PromiseScope.Population }, 0.6));
        Assert.AreEqual((2, 3), (head.Summary.People, head.Summary.HeldOutPeople));
        FaceLivenessPromise promise = head.Promises.Single();
        Assert.AreEqual(("print", 3, 0.9), (promise.Species, promise.People, promise.MaxApcer));
    }

    [TestMethod]
    public void a_saved_head_gives_the_same_bits_and_the_same_promise()
    {
        using var folder = new TemporaryFolder();
        using FaceLivenessHeadTransformer head =
            Fit(Prints.Value, options =>
            (options.MaxApcer, options.Bound, options.CalibrationShare) =
            (0.9, new ThresholdOptions { Confidence = 0.5, Scope = PromiseScope.Population }, 0.6));
        string path = folder["live.faceml"];
        IDataView some = View(Prints.Value.Take(12));
        Ml.Faces.Save((ITransformer)head, some.Schema, path);
        TransformerChain<ITransformer> loaded = Ml.Faces.Load(path, out _);
        var again = loaded.OfType<FaceLivenessHeadTransformer>().Single();
        Assert.AreEqual(head.Promises[0].ToSentence(), again.Promises[0].ToSentence());
        Assert.AreEqual(head.Summary, again.Summary);
        CollectionAssert.AreEqual(Scores(head, some), Scores(loaded, some));
        loaded.Dispose();
    }

    [TestMethod]
    public void an_image_without_a_face_is_neither_live_nor_learned_from()
    {
        var nobody = new LivenessFace { Image = SampleFaces.Nobody, Faces = new DetectedFaces([]), Label = true, Identity = "0001" };
        using FaceLivenessHeadTransformer head = Fit([.. Prints.Value, nobody]);
        Assert.AreEqual(1, head.Summary.LeftOut);
        LivenessScore answer = Ml.Data.CreateEnumerable<LivenessScore>(head.Transform(View([nobody])), reuseRowObject: false).Single();
        Assert.IsTrue(float.IsNaN(answer.Liveness));
        Assert.IsFalse(answer.IsLive);
    }

    [TestMethod]
    public void settings_out_of_range_are_named()
    {
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            Ml.Faces.Trainers.Liveness(new FaceLivenessHeadOptions { MaxApcer = 1 })).Message, "MaxApcer must lie between 0 and 1");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() =>
            Ml.Faces.Trainers.Liveness(new FaceLivenessHeadOptions { CalibrationShare = 0 })).Message,
            "CalibrationShare must lie between 0 and 1");
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Faces.Trainers.Liveness(new FaceLivenessHeadOptions { Features = 0 }));
    }

    private static float[] Scores(ITransformer model, IDataView images) =>
        [.. Ml.Data.CreateEnumerable<LivenessScore>(model.Transform(images), reuseRowObject: false).Select(answer => answer.Liveness)];
}
