namespace FaceML.Saving;

/// <summary>A FaceML stage of a pipeline.</summary>
internal sealed class FacePart(FaceTransformer stage) : PipelinePart
{
    public FaceTransformer Stage { get; } = stage;

    public override string Name => Stage.StageName;

    public override string Kind => Stage.Kind;

    public override IReadOnlyList<ITransformer> Transformers { get; } = [stage];

    public override IReadOnlyList<float> Probe(DataViewSchema input) => Stage.Probe();
}
