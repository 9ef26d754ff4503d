using FaceML.Embedding;

namespace FaceML.Tests.Rows;

[TestClass]
public sealed class FallbackLogTests
{
    // No build of ONNX Runtime for this operating system contains it.
    private static readonly NetworkOptions Absent = new()
    {
        Provider = OperatingSystem.IsWindows() ? ExecutionProvider.CoreML : ExecutionProvider.DirectML,
        AllowFallback = true,
    };

    private readonly MLContext ml = new(seed: 1);
    private readonly List<string> warnings = [];

    public FallbackLogTests() => ml.Log += (_, entry) =>
    {
        if (entry.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
        {
            warnings.Add(entry.Message);
        }
    };

    [TestMethod]
    public void fitting_a_stage_whose_provider_falls_back_writes_the_reason_into_the_log()
    {
        using TransformerChain<FaceEmbeddingTransformer> model = Fit(Absent);
        Assert.HasCount(1, warnings
            .Where(w => w.Contains("Network faceplugin-512 runs on Cpu: this ONNX Runtime has no ", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void fitting_a_stage_whose_provider_works_writes_no_warning()
    {
        using TransformerChain<FaceEmbeddingTransformer> model = Fit(new NetworkOptions());
        Assert.IsEmpty(warnings);
    }

    [TestMethod]
    public void loading_a_saved_pipeline_whose_provider_falls_back_writes_the_reason_into_the_log()
    {
        string file = Path.Combine(Path.GetTempPath(), $"faceml-{Guid.NewGuid():N}.faceml");
        try
        {
            using (TransformerChain<FaceEmbeddingTransformer> model = Fit(new NetworkOptions()))
            {
                ml.Faces.Save(model, Rows().Schema, file);
            }

            using TransformerChain<ITransformer> loaded = ml.Faces.Load(file, out _, new LoadOptions { Networks = Absent });
            Assert.HasCount(1, warnings.Where(w => w.Contains("Network faceplugin-512 runs on Cpu", StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private TransformerChain<FaceEmbeddingTransformer> Fit(NetworkOptions run) =>
        ml.Faces.LoadImages("Image", "Path")
            .Append(ml.Faces.Detect("Faces", "Image"))
            .Append(ml.Faces.Align("AlignedFace", "Faces", "Image"))
            .Append(ml.Faces.Embed(new FaceEmbeddingOptions { Run = run }))
            .Fit(Rows());

    private IDataView Rows() => ml.Data.LoadFromEnumerable([new Row { Path = TestData.Samples[0] }]);

    private sealed class Row
    {
        public string Path { get; set; } = "";
    }
}
