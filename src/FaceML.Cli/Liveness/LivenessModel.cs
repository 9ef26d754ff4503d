using FaceML.Columns;
using FaceML.Images;
using FaceML.Liveness;
using FaceML.Saving;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary>What assesses images: a saved pipeline with a trained head, or the liveness network alone.</summary>
internal sealed class LivenessModel : IDisposable
{
    private readonly MLContext ml = new(seed: 1);
    private readonly ITransformer chain;

    private LivenessModel(ITransformer chain, string name)
    {
        (this.chain, Name) = (chain, name);
        Head = (chain as TransformerChain<ITransformer>)?.OfType<FaceLivenessHeadTransformer>().LastOrDefault();
    }

    /// <summary>An image's path.</summary>
    public sealed class Row
    {
        public string Path { get; set; } = "";
    }

    /// <summary>What came of an image.</summary>
    public sealed class Answer
    {
        public string Path { get; set; } = "";

        public float Liveness { get; set; }

        public bool IsLive { get; set; }

        [FaceColumnType]
        public DetectedFaces Faces { get; set; } = DetectedFaces.NoImage;
    }

    /// <summary>The trained head, which decides; null for a network alone.</summary>
    public FaceLivenessHeadTransformer? Head { get; }

    /// <summary>The pipeline's file or the network's name.</summary>
    public string Name { get; }

    /// <summary>The options that choose it.</summary>
    public static (Option<string?> Model, Option<string> Network) AddOptions(Command command)
    {
        var model = new ValueOption<string?>(
            "--model", "FILE", "A pipeline that 'faceml liveness train' has written; default: the network alone, which decides nothing.");
        var network = new Option<string>("--network")
        {
            Description = "The liveness network, where there is no --model.",
            DefaultValueFactory = _ => FaceLivenessDetector.DefaultNetwork,
            HelpName = "NAME",
        };
        command.Add(model);
        command.Add(network);
        return (model, network);
    }

    /// <exception cref="ToolException">The pipeline holds no trained head.</exception>
    public static LivenessModel Open(string? model, string network, NetworkOptions run)
    {
        var ml = new MLContext(seed: 1);
        if (model is null)
        {
            var estimator = Detection(ml, run).Append(ml.Faces.AssessLiveness(new FaceLivenessOptions { Network = network, Run = run }));
            return new(estimator.Fit(ml.Data.LoadFromEnumerable<Row>([])), network);
        }

        var opened = new LivenessModel(ml.Faces.Load(model, out _, new LoadOptions { Networks = run }), Path.GetFileName(model));
        if (opened.Head is null)
        {
            opened.Dispose();
            throw new ToolException(
                $"{model} must hold a trained liveness head, as 'faceml liveness train' writes it. 'faceml inspect {model}' shows what "
                    + $"it does.");
        }

        return opened;
    }

    /// <summary>The stages before the assessment: images by path, the faces in them. An unreadable image is a row without a face.</summary>
    public static EstimatorChain<ITransformer> Detection(MLContext ml, NetworkOptions run) =>
        new EstimatorChain<ITransformer>()
            .Append<ITransformer>(ml.Faces.LoadImages(
                new FaceImageLoadingOptions { OutputColumnName = "Image", InputColumnName = nameof(Row.Path), SkipUnreadable = true }))
            .Append<ITransformer>(ml.Faces.Detect(new() { Run = run }));

    /// <summary>Assesses images, one after the other, in their order.</summary>
    public IEnumerable<Answer> Assess(IReadOnlyList<string> files) =>
        ml.Data.CreateEnumerable<Answer>(
            chain.Transform(ml.Data.LoadFromEnumerable(files.Select(file => new Row { Path = file }).ToArray())), reuseRowObject: false,
            ignoreMissingColumns: true);

    /// <summary>The columns that it adds to labeled images.</summary>
    public IDataView Transform(IDataView images) => chain.Transform(images);

    public void Dispose() => (chain as IDisposable)?.Dispose();
}
